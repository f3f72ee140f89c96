import { describe, expect, test } from "vitest";
import type { Clause } from "../../policies/clauses/clause.ts";
import type { ClaimingRule } from "../../policies/clauses/coverage.ts";
import { clauseProblems, coverage } from "../../policies/clauses/coverage.ts";

const entry = (id: string, more: Partial<Clause> = {}): Clause => ({
  id,
  section: "Root access",
  lines: "O48",
  requirement: "Root is for the few.",
  classes: ["register"],
  level: "mandatory",
  ...more,
});
const strict = entry("OCP-A-1");
const soft = entry("OCP-A-2", { level: "advisory" });
const context = entry("OCP-A-3", { classes: ["context"], level: "none" });
const entries = [strict, soft, context];

const good: ClaimingRule = {
  name: "few",
  clauses: ["OCP-A-1"],
  level: "mandatory",
  description: "Refuses many.",
  scope: "resource",
};
const stateOf = (of: Clause, ...rules: ClaimingRule[]) => coverage([of], rules)[0]?.state;

describe("coverage", () => {
  test("is open until a rule claims the clause", () => {
    expect(stateOf(strict)).toBe("open");
    expect(stateOf(soft, good)).toBe("open");
    expect(stateOf(strict, good)).toBe("enforced");
  });

  test("of a mandatory clause needs a mandatory rule", () => {
    const advisory: ClaimingRule = { ...good, name: "hint", level: "advisory" };
    expect(stateOf(strict, advisory)).toBe("weak");
    expect(stateOf(strict, advisory, good)).toBe("enforced");
  });

  test("of an advisory clause takes a rule of either level", () => {
    expect(stateOf(soft, { ...good, clauses: ["OCP-A-2"], level: "advisory" })).toBe("enforced");
    expect(stateOf(soft, { ...good, clauses: ["OCP-A-2"] })).toBe("enforced");
  });

  test("of context stays context, whatever claims it", () => {
    expect(stateOf(context, { ...good, clauses: ["OCP-A-3"] })).toBe("context");
  });
});

describe("clauseProblems", () => {
  const problems = (...rules: ClaimingRule[]) => clauseProblems(entries, rules);

  test("finds none in a good rule, though clauses are left without one", () => {
    expect(problems(good)).toEqual([]);
    expect(problems()).toEqual([]);
  });

  test("finds none in a rule for context", () => {
    expect(problems({ ...good, clauses: ["OCP-A-3"] })).toEqual([]);
  });

  test.each<[string, ClaimingRule[], string]>([
    ["no clause", [{ ...good, clauses: [] }], "rule `few` names no clause: name the clauses that it enforces"],
    [
      "an unknown clause",
      [{ ...good, clauses: ["OCP-A-1", "OCP-A-9"] }],
      "rule `few` names `OCP-A-9`, which is no clause: see docs/clauses.md",
    ],
    [
      "a clause in another case",
      [{ ...good, clauses: ["ocp-a-1"] }],
      "rule `few` names `ocp-a-1`, which is no clause: see docs/clauses.md",
    ],
    [
      "the same clause again",
      [{ ...good, clauses: ["OCP-A-1", "OCP-A-1"] }],
      "rule `few` names `OCP-A-1` 2 times: once is enough",
    ],
    ["no description", [{ ...good, description: " " }], "rule `few` has no description: say in a line what it refuses"],
    ["the name of another", [good, good], "rule `few` is there twice: give one of them another name"],
    [
      "too low a level",
      [{ ...good, level: "advisory" }],
      "`OCP-A-1` is mandatory, but only advisory rules enforce it (`few`): make one mandatory",
    ],
  ])("finds a rule with %s", (_, rules, expected) => {
    expect(problems(...rules)).toEqual([expected]);
  });

  test("finds all of them at once", () => {
    expect(problems({ ...good, clauses: [], description: "" }, { ...good, clauses: ["X"] })).toHaveLength(4);
  });
});
