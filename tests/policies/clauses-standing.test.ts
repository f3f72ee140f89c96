import { describe, expect, test } from "vitest";
import { isEnforceable } from "../../policies/clauses/clause.ts";
import { catalogue } from "../../policies/clauses/index.ts";
import { isPaper, standingOf, standings } from "../../policies/clauses/standing.ts";
import { packRules } from "../../policies/packs/pack-rules.ts";

const enforced = catalogue.filter(isEnforceable).map(({ id }) => {
  const scopes = packRules.filter(({ clauses }) => clauses.includes(id)).map(({ scope }) => scope);
  return { id, scopes, standing: standingOf(id, scopes) };
});
const judgedOnRegister = enforced.filter(({ scopes }) => scopes.includes("register"));

describe("what stands behind clauses", () => {
  test("is written down for each that a rule judges on the register, and for no other", () => {
    expect(Object.keys(standings).sort()).toStrictEqual(judgedOnRegister.map(({ id }) => id).sort());
  });

  test.each(judgedOnRegister)("$id: says what, each once", ({ standing }) => {
    const words = standing.map(({ by, what }) => `${by} ${what}`);
    expect(new Set(words).size).toBe(words.length);
    for (const { what } of standing) expect(what).toMatch(/^\S.{4,}[^.]$/);
  });

  test.each(enforced.filter(({ scopes }) => scopes.some((scope) => scope === "resource")))(
    "$id: a resource, since a rule judges one",
    ({ standing }) => expect(standing.map(({ by }) => by)).toContain("resource"),
  );

  test("is not known where no rule claims the clause", () => {
    expect(standingOf("OCP-ROOT-1", [])).toStrictEqual([]);
    expect(isPaper([])).toBe(false);
  });

  test("is paper alone where the register says it and nobody else does", () => {
    const paper = enforced.filter(({ standing }) => isPaper(standing)).map(({ id }) => id);
    expect(paper).toContain("OCP-HOST-13");
    expect(paper).not.toContain("OCP-ROOT-3");
    // Redash itself says who is in which group.
    expect(paper).not.toContain("OCP-REDASH-1");
  });
});
