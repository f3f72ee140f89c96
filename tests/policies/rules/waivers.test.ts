import { describe, expect, test } from "vitest";
import { addDays } from "../../../model/dates.ts";
import type { Waiver } from "../../../model/schema/access.ts";
import { protectedFromDeletion } from "../../../policies/rules/baseline/protected.ts";
import { roleLimitRules } from "../../../policies/rules/ocp/role-limits.ts";
import { parseWaivedProblem, waivedProblem, waiversInForce, waiversValid } from "../../../policies/rules/waivers.ts";
import { asOf, changed, ocpRegister } from "../compliant.ts";
import { said } from "../judge.ts";

const rules = [...roleLimitRules, protectedFromDeletion];

const good: Waiver = {
  rule: "ocp-redash-administrators",
  subject: "ocp/grants/redash/admin",
  reason: "One hands over to the other",
  owner: "ods-developer-1",
  author: "cds-developer-1",
  approver: "dogsbody-manager-1",
  grantedOn: asOf,
  expiresOn: addDays(asOf, 90),
};

const registerWith = (change: Partial<Waiver>, more: Parameters<typeof changed>[1] = () => {}) =>
  changed(ocpRegister, (draft) => {
    draft.waivers.handover = { ...good, ...change };
    more(draft);
  });

/** What is wrong with the waiver after a change, without subject, remedy and clause. */
const wrong = (change: Partial<Waiver>, day = asOf) =>
  said(waiversValid(rules), registerWith(change), day).map((line) =>
    line.slice("ocp/waivers/handover: ".length, line.indexOf(". Correct the waiver")),
  );

test("a good waiver is in force, and nothing is said of it", () => {
  expect(wrong({})).toEqual([]);
  expect(waiversInForce(registerWith({}), rules, asOf)).toEqual([{ id: "handover", waiver: good }]);
});

test("a waiver with a problem is not in force", () => {
  expect(waiversInForce(registerWith({ approver: good.author }), rules, asOf)).toEqual([]);
});

describe("days", () => {
  test("it holds from the day it was granted to the day it expires, both included", () => {
    const held = [-1, 0, 1, 89, 90, 91].map((days) => [days, wrong({}, addDays(asOf, days))]);
    expect(held).toEqual([
      [-1, [`grantedOn is ${asOf}, which is after ${addDays(asOf, -1)}`]],
      [0, []],
      [1, []],
      [89, []],
      [90, []],
      [91, [`it expired on ${addDays(asOf, 90)}`]],
    ]);
  });

  test("90 days are the most", () => {
    expect(wrong({ expiresOn: addDays(asOf, 89) })).toEqual([]);
    expect(wrong({ expiresOn: addDays(asOf, 91) })).toEqual([
      `it lasts 91 days, and 90 are the most: until ${addDays(asOf, 90)}`,
    ]);
  });

  test("the last is not before the first", () => {
    const [yesterday, dayBefore] = [addDays(asOf, -1), addDays(asOf, -2)];
    expect(wrong({ grantedOn: yesterday, expiresOn: dayBefore })).toEqual([
      `expiresOn is ${dayBefore}, which is before grantedOn (${yesterday})`,
      `it expired on ${dayBefore}`,
    ]);
  });
});

describe("the approver", () => {
  test.each<[string, Partial<Waiver>, string]>([
    [
      "did not write it",
      { author: "dogsbody-manager-1" },
      "dogsbody-manager-1 wrote it, and somebody else has to approve it",
    ],
    [
      "does not own it",
      { owner: "dogsbody-manager-1" },
      "dogsbody-manager-1 owns it, and somebody else has to approve it",
    ],
    [
      "does not hold the role that it is about",
      { approver: "ocp-owner-1" },
      "ocp-owner-1 gains by it, and somebody else has to approve it",
    ],
    [
      "is not the person that it is about",
      { subject: "ocp/people/dogsbody-manager-1" },
      "dogsbody-manager-1 gains by it, and somebody else has to approve it",
    ],
    [
      "is not named by the resource that it is about",
      { rule: "protected-from-deletion", stack: "ocp", subject: 'a:b:C "key-of-dogsbody-manager-1"' },
      "dogsbody-manager-1 gains by it, and somebody else has to approve it",
    ],
    [
      "has no root on the server that it is about",
      { subject: "ocp/root-grants/toucan" },
      "dogsbody-manager-1 gains by it, and somebody else has to approve it",
    ],
    ["is there", { approver: "nobody" }, "its approver nobody is not in the register"],
  ])("%s", (_, change, words) => {
    expect(wrong(change)).toEqual([words]);
  });

  test("may be somebody whose name is only part of another's", () => {
    expect(wrong({ subject: "ocp/people/dogsbody-manager-11" })).toEqual([]);
  });

  test("had not left when it was granted", () => {
    const leaving = (leftOn: string) =>
      said(
        waiversValid(rules),
        registerWith({}, ({ people }) => Object.assign(people["dogsbody-manager-1"], { leftOn })),
      );
    expect(leaving(addDays(asOf, 1))).toEqual([]);
    expect(leaving(asOf)[0]).toContain(`its approver dogsbody-manager-1 had left on ${asOf}`);
    expect(leaving(addDays(asOf, -1))[0]).toContain("had left on");
  });
});

describe("an approver who is new", () => {
  test("had joined when it was granted", () => {
    const joining = (joinedOn: string) =>
      said(
        waiversValid(rules),
        registerWith({}, ({ people }) => Object.assign(people["dogsbody-manager-1"], { joinedOn })),
      );
    expect([joining(addDays(asOf, -1)), joining(asOf)]).toEqual([[], []]);
    const tomorrow = addDays(asOf, 1);
    expect(joining(tomorrow)[0]).toContain(`its approver dogsbody-manager-1 joined only on ${tomorrow}`);
  });

  test.each(["ocp/people/Mary-Example", "ocp/people/MARY-EXAMPLE"])(
    "gains by what names their GitHub login %s, which knows no capitals",
    (subject) => {
      const register = registerWith({ subject }, ({ people }) =>
        Object.assign(people["dogsbody-manager-1"], { github: "mary-example" }),
      );
      expect(said(waiversValid(rules), register)[0]).toContain("dogsbody-manager-1 gains by it");
    },
  );
});

describe("the rule", () => {
  test.each<[string, Partial<Waiver>, string]>([
    [
      "is one of the pack's",
      { rule: "ocp-redash-administrator" },
      "there is no rule ocp-redash-administrator for the stacks of ocp; did you mean `ocp-redash-administrators`?",
    ],
    [
      "may be waived",
      { rule: "known-types" },
      "known-types cannot be waived: nobody can tell what is waived where no rule knows the type",
    ],
    [
      "blocks",
      { rule: "ocp-redash-administrator-of-owner" },
      "ocp-redash-administrator-of-owner is advice, which blocks nothing",
    ],
    [
      "judges a stack, so that the waiver names it",
      { rule: "protected-from-deletion", subject: 'a:b:C "d"' },
      "protected-from-deletion judges a stack, and stack does not say which",
    ],
    [
      "is about the register, so that the waiver names no stack",
      { stack: "ocp" },
      "ocp-redash-administrators is about the register, so stack has to be left out",
    ],
  ])("%s", (_, change, words) => {
    expect(wrong(change)).toEqual([words]);
  });
});

test("what is held back reads back from the line that tells it", () => {
  const line = "ocp/grants/redash/admin: 3 of ocp hold it: too many. Revoke admin. [OCP-REDASH-1]";
  const problem = waivedProblem({ id: "handover", waiver: good }, line);
  expect(problem).toBe(
    `until ${addDays(asOf, 90)}, by leave of dogsbody-manager-1, it holds back ocp-redash-administrators: ${line}`,
  );
  expect(parseWaivedProblem(problem)).toEqual({ rule: "ocp-redash-administrators", line });
  expect(parseWaivedProblem(line)).toBeUndefined();
});
