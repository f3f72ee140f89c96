import { describe, expect, test } from "vitest";
import { addDays } from "../../../model/dates.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { baselineRules } from "../../../policies/rules/index.ts";
import { roleLimitRules } from "../../../policies/rules/ocp/role-limits.ts";
import type { Rule } from "../../../policies/rules/rule.ts";
import { asOf, changed, type Draft, ocpRegister } from "../compliant.ts";
import { declared, filesOf, type Registration, registration, run, unknown } from "./harness.ts";

const rules: readonly Rule[] = [...baselineRules, ...roleLimitRules];
const crm = registration("linode:index/instance:Instance", "crm", {}, { protect: true });
const ofMachine = { rule: "protected-from-deletion", subject: 'linode:index/instance:Instance "crm"' };

/** The register with a waiver of an administrator too many, or of something else. */
const waived = (change: object = {}, more: (draft: Draft) => void = () => {}) =>
  changed(ocpRegister, (draft) => {
    draft.waivers.handover = {
      ...{ rule: "ocp-redash-administrators", subject: "ocp/grants/redash/admin", reason: "A handover" },
      ...{ owner: "ods-developer-1", author: "cds-developer-1", approver: "dogsbody-manager-1" },
      ...{ grantedOn: asOf, expiresOn: addDays(asOf, 30) },
      ...change,
    };
    more(draft);
  });

/** The policies that said something at each level. */
async function said(register: ReturnType<typeof waived>, resources: readonly Registration[] = [crm], pack = rules) {
  const reported = await run(policiesOf("ocp", pack, asOf, undefined, filesOf(register)), [
    ...declared(register),
    ...resources,
  ]);
  const at = (level: string) => reported.filter((each) => each.level === level).map(({ policy }) => policy);
  return { blocking: at("mandatory"), advice: at("advisory"), lines: reported.map(({ message }) => message) };
}

const tooMany = ({ grants }: Draft) =>
  grants.redash.admin.push(...["ocp-owner-2", "ocp-owner-3"].map((person) => ({ person, createdOn: "2024-01-15" })));
const people = (draft: Draft) => {
  for (const id of ["ocp-owner-2", "ocp-owner-3"])
    draft.people[id] = { ...draft.people["ocp-owner-1"], name: id, sshKeys: [] };
  tooMany(draft);
};

describe("a waiver holds back", () => {
  test("what its rule finds wrong with its subject, and says so", async () => {
    const { blocking, advice, lines } = await said(waived({}, people));
    expect({ blocking, advice }).toEqual({ blocking: [], advice: ["waivers-in-use"] });
    expect(lines[0]).toMatch(
      /^ocp\/waivers\/handover: until \S+, by leave of dogsbody-manager-1, it holds back ocp-redash-administrators: ocp\/grants\/redash\/admin: .*\[OCP-REDASH-1\]\. Correct it before then\. \[GATE-8\]$/,
    );
  });

  test("nothing of another rule, or of another subject", async () => {
    const { blocking } = await said(waived({ subject: "ocp/grants/redash" }, people));
    expect(blocking).toEqual(["ocp-redash-administrators", "waivers-needed"]);
    const other = await said(waived({ rule: "ocp-redmine-administrators" }, people));
    expect(other.blocking).toEqual(["ocp-redash-administrators", "waivers-needed"]);
  });

  test("nothing once it has expired", async () => {
    const { blocking, advice } = await said(
      waived({ grantedOn: addDays(asOf, -9), expiresOn: addDays(asOf, -1) }, people),
    );
    expect({ blocking, advice }).toEqual({ blocking: ["ocp-redash-administrators", "waivers-valid"], advice: [] });
  });

  test("what is wrong with a resource in its stack, and not in another", async () => {
    const open = { ...crm, protect: false, urn: crm.urn.replace(":test:", ":ocp:") };
    const elsewhere = { ...open, urn: crm.urn.replace(":test:", ":notify-platform:") };
    const here = await said(waived({ ...ofMachine, stack: "ocp" }), [open]);
    expect(here.blocking).toEqual([]);
    expect((await said(waived({ ...ofMachine, stack: "ocp" }), [elsewhere])).blocking).toEqual([
      "protected-from-deletion",
    ]);
  });
});

describe("no waiver excuses", () => {
  test("a rule that could not judge", async () => {
    const broken: Rule = {
      ...{ name: "broken", clauses: ["GATE-1"], level: "mandatory", description: "It is broken.", remedy: "Mend it." },
      ...{ scope: "resource", types: [crm.type], judge: ({ props }) => [String(props.label)] },
    };
    const later = { ...crm, props: { label: unknown }, urn: crm.urn.replace(":test:", ":ocp:") };
    const found = await said(waived({ ...ofMachine, rule: "broken", stack: "ocp" }), [later], [...rules, broken]);
    expect(found.blocking).toEqual(["broken"]);
    expect(found.advice).toEqual([]);
  });

  test("a rule that found nothing to look at", async () => {
    const nothing: Rule = {
      ...{ name: "blind", clauses: ["GATE-1"], level: "mandatory", description: "It is blind.", remedy: "Mend it." },
      ...{ scope: "register", judge: () => [] },
    };
    const found = await said(waived({ rule: "blind", subject: "ocp" }), [], [...rules, nothing]);
    expect(found.blocking).toContain("blind");
  });
});

test("a waiver that holds nothing back is refused", async () => {
  const { blocking, lines } = await said(waived());
  expect(blocking).toEqual(["waivers-needed"]);
  expect(lines).toEqual([
    "ocp/waivers/handover: it holds nothing back: ocp-redash-administrators finds nothing wrong with ocp/grants/redash/admin. Remove the waiver, or correct its subject. [GATE-8]",
  ]);
});
