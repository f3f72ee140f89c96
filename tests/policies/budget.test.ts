import { expect, test } from "vitest";
import { emptyRegister } from "../../model/register.ts";
import { eachWithinBudget, NotJudged, withinBudget } from "../../policies/budget/within-budget.ts";
import { isUnjudged } from "../../policies/packs/fail-closed.ts";
import { reportedOfRegister } from "../../policies/packs/of-register.ts";
import { waiverDesk } from "../../policies/packs/waiver-desk.ts";
import type { RegisterRule } from "../../policies/rules/rule.ts";

const rule = (judge: () => unknown = () => []) => ({ name: "an-example", judge });
const endless: Readonly<Record<string, () => unknown>> = {
  "a loop": () => {
    for (;;);
  },
  "a loop that catches what is thrown": () => {
    for (;;) {
      try {
        for (;;);
      } catch {}
    }
  },
  "a pattern that tries everything": () => /^(a+)+$/.test(`${"a".repeat(60)}b`),
};

test("what a rule finds and what it throws is passed on", () => {
  expect(withinBudget(rule(), () => ["found"])).toEqual(["found"]);
  expect(() =>
    withinBudget(rule(), () => {
      throw new RangeError("no");
    }),
  ).toThrow(RangeError);
  expect(withinBudget(rule(), () => withinBudget(rule(), () => 1) + 1)).toBe(2);
});

test.each(Object.entries(endless))("%s is ended, and the rule named", (_, judge) => {
  const given = rule(judge);
  expect(() => withinBudget(given, judge, 50)).toThrow(/^an-example had not come to an end after 0.05 s\./);
  // Once is enough: there may be hundreds of resources.
  expect(() => withinBudget(given, () => ["not asked again"], 50)).toThrow(NotJudged);
  expect(withinBudget(rule(), () => "another is")).toBe("another is");
});

test("several rules are called one after the other, and each has come to something", () => {
  const fail = new RangeError("no");
  const outcomes = eachWithinBudget<unknown>([
    { rule: rule(), judge: () => ["found"] },
    {
      rule: rule(),
      judge: () => {
        throw fail;
      },
    },
    { rule: rule(async () => []), judge: () => [] },
    { rule: rule(), judge: () => Promise.reject(fail) },
    { rule: rule(), judge: () => ["found as well"] },
  ]);
  const promise = expect.objectContaining({ message: expect.stringMatching(/^an-example gives a promise\./) });
  expect(outcomes).toEqual([
    { found: ["found"] },
    { thrown: fail },
    { thrown: promise },
    { thrown: promise },
    { found: ["found as well"] },
  ]);
  expect(eachWithinBudget([])).toEqual([]);
});

test.each(Object.entries(endless))("%s among several rules is ended, and it alone named", (_, judge) => {
  const given = rule(judge);
  const calls = [
    { rule: rule(), judge: () => "before" },
    { rule: given, judge },
    { rule: rule(), judge: () => "between" },
    { rule: given, judge },
    { rule: rule(), judge: () => "after" },
  ];
  const tooLong = expect.objectContaining({
    message: expect.stringMatching(/^an-example had not come to an end after 0.05 s\./),
  });
  const budget = { budgetMs: 50, togetherMs: 50 };
  const [before, ended, between, again, after] = eachWithinBudget<unknown>(calls, budget);
  expect([before, between, after]).toEqual([{ found: "before" }, { found: "between" }, { found: "after" }]);
  expect([ended, again]).toEqual([{ thrown: tooLong }, { thrown: tooLong }]);
});

test("a rule that takes what all may take together, and less than it may take itself, is called once more", () => {
  let times = 0;
  const slow = () => {
    times += 1;
    if (times === 1) for (;;);
    return "found";
  };
  const calls = [{ rule: rule(), judge: slow }];
  expect(eachWithinBudget(calls, { budgetMs: 60_000, togetherMs: 50 })).toEqual([{ found: "found" }]);
  expect(times).toBe(2);
});

test.each<[string, () => unknown]>([
  ["an async function", async () => []],
  [
    "one that rejects",
    async () => {
      throw new Error("no");
    },
  ],
  ["a promise", () => Promise.reject(new Error("no"))],
])("%s is no rule, which is said in words", (_, judge) => {
  expect(() => withinBudget(rule(judge), judge)).toThrow(
    /^an-example gives a promise\. A rule gives what it finds at once/,
  );
});

test("a register rule that is async is reported as one that was not judged", () => {
  const given = {
    ...{
      name: "an-example",
      clauses: ["GATE-1"],
      level: "mandatory",
      description: "",
      remedy: "Mend it.",
      scope: "register",
    },
    judge: async () => [],
  } as unknown as RegisterRule;
  const [said] = reportedOfRegister([given], emptyRegister("ocp"), "2026-01-05", waiverDesk([], "ocp"));
  const [line] = said?.lines ?? [];
  expect(line?.message).toContain("an-example gives a promise");
  expect(isUnjudged(line?.message ?? "")).toBe(true);
});
