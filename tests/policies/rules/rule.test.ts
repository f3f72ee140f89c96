import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { everyRule } from "../../../policies/rules/index.ts";
import {
  judgeRegister,
  parseViolationText,
  type RegisterRule,
  stackOf,
  subjectOfResource,
  violationText,
} from "../../../policies/rules/rule.ts";
import { asOf, ocpRegister } from "../compliant.ts";

const rule: RegisterRule = {
  name: "example",
  clauses: ["OCP-ADM-1", "OCP-ADM-2"],
  level: "mandatory",
  description: "Something is so.",
  remedy: "Make it so.",
  scope: "register",
  judge: () => [],
};

test("a violation is one line: what, what is wrong, how to mend it, and why", () => {
  expect(violationText(rule, "ocp/people/a", "it is wrong")).toBe(
    "ocp/people/a: it is wrong. Make it so. [OCP-ADM-1, OCP-ADM-2]",
  );
});

test("a rule that found nothing to look at is broken, unless it says why that may be", () => {
  expect(judgeRegister(rule, ocpRegister, asOf)).toEqual([
    {
      rule: "example",
      clauses: ["OCP-ADM-1", "OCP-ADM-2"],
      level: "mandatory",
      subject: "ocp",
      message:
        "ocp: there is nothing that example could judge. Put the entries back into the register that the rule is about. [OCP-ADM-1, OCP-ADM-2]",
    },
  ]);
  expect(judgeRegister({ ...rule, mayBeEmpty: "it may" }, ocpRegister, asOf)).toEqual([]);
});

test("each problem of each finding is a violation of its own", () => {
  const judge = () => [
    { subject: "a", problems: ["x", "y"] },
    { subject: "b", problems: [] },
    { subject: "c", problems: ["z"] },
  ];
  const violations = judgeRegister({ ...rule, judge }, ocpRegister, asOf);
  expect(violations.map(({ subject }) => subject)).toEqual(["a", "a", "c"]);
});

describe("a line that was made can be read back", () => {
  const registerSubject = fc.stringMatching(/^[a-z*][a-z0-9.*/-]{0,40}$/);
  const resourceSubject = fc.record({ type: fc.constantFrom("github:index/team:Team", "a:b:C"), name: fc.string() });
  const anyRule = fc.constantFrom(...everyRule);

  test("whatever the rule, the subject and the problem", () => {
    const subject = fc.oneof(registerSubject, resourceSubject.map(subjectOfResource));
    fc.assert(
      fc.property(anyRule, subject, fc.string(), (some, name, problem) => {
        expect(parseViolationText(violationText(some, name, problem))).toEqual({
          subject: name,
          message: `${problem}. ${some.remedy}`,
          clauses: [...some.clauses],
        });
      }),
    );
  });

  test("and other lines are not taken for one", () => {
    for (const line of ["", "policy pack failed to load", "a: b.", "a: b. [no clause]", "no subject [OCP-ADM-1]"]) {
      expect(parseViolationText(line)).toBeUndefined();
    }
  });
});

test("a resource's URN tells its stack, and what is no URN tells none", () => {
  expect(
    stackOf({ urn: "urn:pulumi:notify-platform::gatehouse::pulumi:pulumi:Stack::gatehouse-notify-platform" }),
  ).toBe("notify-platform");
  expect(() => stackOf({ urn: "gatehouse-notify-platform" })).toThrow("is no URN");
});
