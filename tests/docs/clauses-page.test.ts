import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { clauseProblems } from "../../policies/clauses/coverage.ts";
import { catalogue, clause } from "../../policies/clauses/index.ts";
import { clausesPage } from "../../policies/clauses/page.ts";
import { packRules } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";
import { readingRules } from "../../policies/rules/reality/index.ts";
import { caseCounts, cases } from "../engine/cases.ts";

describe("docs/clauses.md", () => {
  test("is what the catalogue, the rules and the cases say; `npm run docs` writes it anew", async () => {
    const committed = await readFile(new URL("../../docs/clauses.md", import.meta.url), "utf8");
    expect(committed).toBe(clausesPage(catalogue, [...packRules, ...changeRules], caseCounts()));
  });

  test("every rule names clauses that exist, and none claims what only advice holds", () => {
    expect(clauseProblems(catalogue, [...packRules, ...changeRules, ...readingRules])).toEqual([]);
  });
});

describe("cases through the engine", () => {
  const enforced = [...new Set(packRules.flatMap((rule) => rule.clauses))].sort();

  test.each(enforced)("%s has a red and a green one", (id) => {
    const counts = caseCounts().get(id) ?? { red: 0, green: 0 };
    // Advice refuses nothing: for a clause that does not block, a case that it is given in stands for the red one.
    const advised = cases.some(({ clause: of, advice }) => of === id && advice !== undefined);
    const red = counts.red > 0 || (clause(id).level === "advisory" && advised);
    expect({ red, green: counts.green > 0 }).toEqual({ red: true, green: true });
  });

  test("each has a title of its own", () => {
    const titles = cases.map(({ clause, kind, title }) => `${clause} ${kind} ${title}`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});
