import { expect, test } from "vitest";
import { addDays } from "../../model/dates.ts";
import { emptyRegister } from "../../model/register.ts";
import { stackNames } from "../../model/schema/access.ts";
import { violationText } from "../../policies/rules/rule.ts";
import { waivedProblem } from "../../policies/rules/waivers.ts";
import type { StackReport } from "../../report/report.ts";
import { waiverUses } from "../../report/waivers.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { blocks } from "../../verdict/reported.ts";
import { verdictOf } from "../../verdict/verdict.ts";
import { evaluated, noFiles, ocp, ruleNamed, violated } from "../driver/events.ts";
import { asOf, changed, ocpRegister } from "../policies/compliant.ts";

const rule = ruleNamed("ocp-redash-administrators");
const subject = "ocp/grants/redash/admin";
const line = violationText(rule, subject, "3 of ocp hold it");
const waiver = {
  ...{ rule: rule.name, subject, reason: "A handover" },
  ...{ owner: "ods-developer-1", author: "cds-developer-1", approver: "dogsbody-manager-1" },
  ...{ grantedOn: asOf, expiresOn: addDays(asOf, 30) },
};
const held = violated("waivers-in-use", {
  level: "advisory",
  subject: "ocp/waivers/handover",
  problem: waivedProblem({ id: "handover", waiver }, line),
});
const place = { file: "register/ocp/grants.yaml", line: 5, column: 3 };
const locate = (name: string) => (name === subject ? place : undefined);
const verdict = verdictOf(ocp, { events: [...evaluated(), held] }, locate, asOf, noFiles);

test("what a waiver holds back is shown as its rule would have said it, and does not block", () => {
  expect(verdict.verdict).toBe("clean");
  expect(verdict.violations).toEqual([
    {
      ...{ rule: rule.name, level: "mandatory", clauses: rule.clauses, subject, message: line },
      ...{ waivedBy: "handover", urn: held.policyEvent?.resourceUrn, place },
    },
  ]);
  expect(verdict.violations.some(blocks)).toBe(false);
});

test("every waiver is told of, with what became of it", () => {
  const registers = {
    ocp: changed(ocpRegister, (draft) => {
      draft.waivers = {
        handover: waiver,
        idle: { ...waiver, subject: "ocp/grants/redash" },
        old: { ...waiver, grantedOn: addDays(asOf, -9), expiresOn: addDays(asOf, -1) },
        wrong: { ...waiver, approver: "ods-developer-1" },
        elsewhere: { ...waiver, rule: "protected-from-deletion", stack: "notify-platform" },
      };
    }),
    notify: emptyRegister("notify"),
  };
  const judged: StackReport[] = [{ ...verdict, diff: "" }];
  const uses = waiverUses({ registers, locate: (name) => ({ ...place, file: name }) }, judged, asOf);
  expect(uses.map(({ id, state }) => [id, state])).toEqual([
    ["handover", "in use"],
    ["idle", "unused"],
    ["old", "expired"],
    ["wrong", "not valid"],
  ]);
  const { author: _, ...shown } = waiver;
  expect(uses[0]).toMatchObject({ register: "ocp", ...shown, place: { file: "ocp/waivers/handover" } });
});

test("a waiver may name each stack that there is, and no other", () => {
  expect(stackNames).toEqual(stacks.map(({ name }) => name));
});
