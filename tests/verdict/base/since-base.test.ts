import { expect, test } from "vitest";
import type { Base } from "../../../verdict/base/judge-base.ts";
import { sinceBase } from "../../../verdict/base/since-base.ts";
import { asOf } from "../../policies/compliant.ts";
import { stack, violation } from "../../report/fixtures.ts";

const base: Base = { ref: "main", commit: "0".repeat(40), stacks: { ocp: [violation()] }, problems: [] };
const other = violation({ subject: "ocp/grants/redmine/administrator" });

function word(violations: Parameters<typeof sinceBase>[0]["violations"], verdict = "violations" as const, of = base) {
  return sinceBase(stack({ verdict, violations }), of, "ocp", asOf).verdict;
}

test("what was there before does not block a change, and stays in sight", () => {
  expect(word([violation()])).toBe("clean");
  const { violations } = sinceBase(stack({ verdict: "violations", violations: [violation()] }), base, "ocp", asOf);
  expect(violations).toMatchObject([{ origin: { kind: "already there" } }]);
});

test("what the change brings blocks it, beside what was there", () => {
  expect(word([violation(), other])).toBe("violations");
});

test("of a stack that the base could not judge, everything was brought", () => {
  expect(word([violation()], "violations", { ...base, stacks: {}, problems: ["the base could not judge ocp"] })).toBe(
    "violations",
  );
});

test("a stack that was not judged stays so, whatever the base has", () => {
  expect(sinceBase(stack({ verdict: "failed", violations: [violation()] }), base, "ocp", asOf).verdict).toBe("failed");
});
