import { expect, test } from "vitest";
import { smokeTestRules } from "../../../../policies/rules/notify/smoke-tests.ts";
import { asOf, changed, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

const environment = { title: "Somewhere", account: "aws", production: false, region: "us-west-2", spaces: [] };
const passed = (part: string, change: object = {}) => ({
  ...{ environment: "staging", part, testedOn: "2026-05-20", by: "engineer-1", passed: true },
  ...change,
});

/** What all rules say of a register with one environment and these tests. */
const verdict = (...smokeTests: object[]) => {
  const register = changed(notifyRegister, (draft) =>
    Object.assign(draft, { environments: { staging: { ...environment, deploysFrom: "main" } }, smokeTests }),
  );
  return smokeTestRules.flatMap((rule) => said(rule, register, asOf)).map((line) => line.split(". ")[0]);
};
const others = [passed("sns"), passed("csv")];

test("NOTIFY-SMK-2, 3, 4: every part was tested and works", () => {
  expect(verdict(passed("ses"), ...others)).toEqual([]);
});

test("a part that nobody has tested, there and up to today, is reported for what it proves", () => {
  const missing = ["notify/environments/staging: no smoke test of mail is on record"];
  expect(verdict(...others)).toEqual(missing);
  expect(verdict(passed("ses", { environment: "demo" }), ...others)).toEqual(missing);
  expect(verdict(passed("ses", { testedOn: "2026-06-02" }), ...others)).toEqual(missing);
  expect(verdict()).toHaveLength(3);
});

test("the last test counts, in whatever order they stand", () => {
  const failed = passed("ses", { passed: false });
  const problem = ["notify/environments/staging: the smoke test of mail on 2026-05-20 failed"];
  expect(verdict(failed, ...others)).toEqual(problem);
  expect(verdict(failed, passed("ses", { testedOn: "2026-05-21" }), ...others)).toEqual([]);
  expect(verdict(passed("ses", { testedOn: "2026-05-19" }), failed, ...others)).toEqual(problem);
  expect(verdict(failed, passed("ses"), ...others)).toEqual(problem);
});

test("they are advice, each with its clause", () => {
  expect(smokeTestRules.map(({ level, clauses }) => [level, ...clauses])).toEqual([
    ["advisory", "NOTIFY-SMK-2"],
    ["advisory", "NOTIFY-SMK-3"],
    ["advisory", "NOTIFY-SMK-4"],
  ]);
});
