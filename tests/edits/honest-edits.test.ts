import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addDays } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { judgedOn, lasting, registerRulesOf } from "../../verdict/base/judged.ts";
import { forgottenBy } from "../../verdict/blast-radius/history.ts";
import { changed, type Draft, sshKey } from "../policies/compliant.ts";

const { head, registers } = loadRegister(join(import.meta.dirname, "../../register"));
const { asOf } = head;
const ago = (days: number) => addDays(asOf, -days);
const by = { approvedBy: "system-owner", approvedOn: ago(1), createdBy: "admin-2", createdOn: asOf };
/** Who comes. */
const grace = {
  name: "Grace",
  organisation: "pbs",
  email: "grace@example.gov",
  employment: "pbs-fed",
  github: "grace-h",
};

/** What is refused of a register after an edit, and was not before: the names of the mandatory rules. */
function refusedBy(id: RegisterId, edit: (draft: Draft) => void): string[] {
  const found = (register: Register) =>
    registerRulesOf(id)
      .flatMap((rule) => judgedOn(rule, register, asOf))
      .filter(({ level }) => level === "mandatory");
  const before = new Set(found(registers[id]).map(lasting));
  const after = changed(registers[id], edit);
  return [
    ...new Set(
      [...found(after), ...forgottenBy([registers[id]], after, asOf)]
        .filter((each) => !before.has(lasting(each)))
        .map(({ rule }) => rule),
    ),
  ].sort();
}

/** Ends all that somebody holds. */
function revokeAll(draft: Draft, person: string, on = asOf): void {
  const roles = Object.values(draft.grants).flatMap((each) => Object.values(each as object));
  const lists = [...roles, ...Object.values(draft.rootGrants)].flat() as { person: string; revokedOn?: string }[];
  for (const grant of lists) if (grant.person === person) grant.revokedOn ??= on;
}

function handOver({ vulnerabilities }: Draft, from: string, to: string): void {
  for (const each of Object.values(vulnerabilities) as { owner: string }[]) if (each.owner === from) each.owner = to;
}

const holder = (draft: Draft, system: string, role: string, person: string) =>
  draft.grants[system][role].find((each: { person: string }) => each.person === person);

/** An entry on its way to be changed, as the drafts have them. */
type Entry = Draft[keyof Draft];

type Edit = readonly [title: string, id: RegisterId, edit: (draft: Draft) => void, asks?: readonly string[]];

/** Honest changes, and what the rules ask for first, where a clause asks for something. */
const edits: readonly Edit[] = [
  [
    "an engineer joins",
    "notify",
    (d) => {
      d.people.grace = { ...grace, joinedOn: asOf };
      d.grants.github.engineer.push({ person: "grace", ...by });
    },
  ],
  [
    "an engineer is invited, who has not accepted yet",
    "notify",
    (d) => {
      d.people.grace = { ...grace };
      d.grants.github.engineer.push({ person: "grace", ...by, pending: true });
    },
  ],
  [
    "an account is made before its holder's first day",
    "notify",
    (d) => {
      d.people.grace = { ...grace, joinedOn: asOf };
      d.grants.github.engineer.push({ person: "grace", ...by, approvedOn: ago(9), createdOn: ago(8) });
    },
  ],
  [
    "two Administrators swap: one follows, and one is an engineer again",
    "notify",
    (d) => {
      Object.assign(d.people["engineer-1"], { roleChangedOn: asOf });
      for (const [system, role] of [
        ["github", "administrator"],
        ["cloud-gov", "org-manager"],
        ["aws-production", "administrator"],
      ] as const) {
        d.grants[system][role].push({ person: "engineer-1", ...by });
      }
      holder(d, "github", "engineer", "engineer-1").revokedOn = asOf;
      revokeAll(d, "admin-1");
      d.people["admin-1"].roleChangedOn = asOf;
      d.grants.github.engineer.push({ person: "admin-1", ...by });
      handOver(d, "admin-1", "admin-2");
    },
  ],
  [
    "an Administrator leaves, and the other takes over",
    "notify",
    (d) => {
      d.people["admin-1"].leftOn = ago(14);
      revokeAll(d, "admin-1");
      handOver(d, "admin-1", "admin-2");
    },
  ],
  [
    "an Administrator leaves, and nobody takes over the weaknesses",
    "notify",
    (d) => {
      d.people["admin-1"].leftOn = ago(1);
      revokeAll(d, "admin-1");
    },
    ["notify-vulnerabilities-owned"],
  ],
  [
    "the last Platform Administrator loses the role",
    "notify",
    (d) => {
      holder(d, "application", "platform-administrator", "admin-2").revokedOn = asOf;
    },
  ],
  [
    "the System Owner leaves, and nobody follows yet",
    "notify",
    (d) => {
      d.people["system-owner"].leftOn = ago(1);
    },
    ["notify-system-owner-in-office"],
  ],
  [
    "a contractor's engineer is taken on by the owner",
    "notify",
    (d) => {
      Object.assign(d.people["engineer-2"], { organisation: "pbs", employment: "pbs-fed", roleChangedOn: asOf });
      holder(d, "github", "engineer", "engineer-2").updatedOn = asOf;
    },
  ],
  [
    "another contractor, with an engineer",
    "notify",
    (d) => {
      d.organisations["contractor-2"] = { name: "Contractor Two", kind: "contractor" };
      d.people.lin = {
        name: "Lin",
        organisation: "contractor-2",
        email: "lin@example.gov",
        employment: "contractor",
        github: "lin-2",
      };
      d.grants.github.engineer.push({ person: "lin", ...by });
    },
  ],
  [
    "somebody comes back",
    "notify",
    (d) => {
      delete d.people["engineer-3"].leftOn;
      d.grants.github.engineer.push({ person: "engineer-3", ...by });
    },
  ],
  [
    "an address gets other capitals",
    "notify",
    (d) => {
      d.people["engineer-1"].email = "Engineer-1@Example.gov";
    },
  ],
  [
    "a name is corrected, and a title",
    "notify",
    (d) => {
      d.people["engineer-1"].name = "Engineer Une";
      d.systems.github.title = "GitHub.com";
    },
  ],
  [
    "a login on GitHub changes",
    "notify",
    (d) => {
      d.people["engineer-1"].github = "engineer-une";
    },
  ],
  [
    "an agency's user leaves",
    "notify",
    (d) => {
      d.people["partner-3"].leftOn = ago(3);
      revokeAll(d, "partner-3", ago(2));
    },
  ],
  [
    "a User Manager is followed by a user",
    "notify",
    (d) => {
      d.people["partner-1"].leftOn = ago(1);
      revokeAll(d, "partner-1");
      d.grants.application["user-manager"].push({
        person: "partner-3",
        createdBy: "admin-2",
        createdOn: asOf,
        service: "pilot-partner-1",
        permissions: ["manage_users", "send_texts"],
      });
    },
  ],
  [
    "a User Manager leaves, and nobody follows",
    "notify",
    (d) => {
      d.people["partner-2"].leftOn = ago(1);
      revokeAll(d, "partner-2");
    },
    ["notify-services-have-user-managers"],
  ],
  [
    "an account is closed on day 20, late",
    "notify",
    (d) => {
      d.people["partner-3"].leftOn = ago(20);
      revokeAll(d, "partner-3");
    },
  ],
  [
    "a key is rotated late",
    "notify",
    (d) => {
      d.people["devops-1"].leftOn = ago(30);
      revokeAll(d, "devops-1", ago(29));
      for (const each of Object.values(d.credentials) as Entry[]) {
        if (each.kind !== "space-deployer") continue;
        each.earlierRotations = [
          ...(each.earlierRotations ?? []),
          ...(each.rotatedOn === undefined ? [] : [each.rotatedOn]),
        ];
        each.rotatedOn = asOf;
      }
    },
  ],
  [
    "a weakness is found",
    "notify",
    (d) => {
      d.vulnerabilities["new-1"] = {
        ...(Object.values(d.vulnerabilities)[0] as object),
        detectedOn: asOf,
        owner: "admin-2",
        severity: "high",
      };
      delete d.vulnerabilities["new-1"].closedOn;
      delete d.vulnerabilities["new-1"].source;
    },
  ],
  [
    "a role that the settings do not know, which nobody holds yet",
    "notify",
    (d) => {
      d.systems.github.roles.designer = { title: "Designers", permission: "push", team: "notify-designers" };
    },
    [],
  ],
  [
    "a system that the settings do not know yet",
    "notify",
    (d) => {
      d.systems.wiki = { title: "Wiki", roles: { reader: { title: "Reader" } } };
    },
    ["systems-placed"],
  ],
  [
    "an analyst becomes a member of Redash",
    "ocp",
    (d) => {
      d.grants.redash.member = [{ person: "ocp-owner-2", createdOn: asOf }];
    },
  ],
  [
    "an administrator of Redash is followed by another",
    "ocp",
    (d) => {
      holder(d, "redash", "admin", "ocp-analyst-1").revokedOn = asOf;
      d.grants.redash.admin.push({ person: "ocp-owner-2", createdOn: asOf });
    },
  ],
  [
    "a third administrator of Redash",
    "ocp",
    (d) => {
      d.grants.redash.admin.push({ person: "ocp-owner-2", createdOn: asOf });
    },
    ["ocp-redash-administrators"],
  ],
  [
    "a developer joins, with a key, and gets root",
    "ocp",
    (d) => {
      d.people.dev = {
        name: "Dev",
        organisation: "ods",
        email: "dev@opendataservices.coop",
        employment: "staff",
        sshKeys: [sshKey("dev")],
      };
      d.rootGrants.toucan.push({
        person: "dev",
        basis: "developer",
        grantedOn: asOf,
        grantedBy: "ocp-owner-2",
        expectedToDeploy: true,
        reason: "Deploys it",
      });
    },
  ],
  [
    "a developer's root moves to another server",
    "ocp",
    (d) => {
      d.rootGrants.toucan[0].revokedOn = asOf;
      d.rootGrants["cove-live-ocds"].push({
        person: "ods-developer-1",
        basis: "developer",
        grantedOn: asOf,
        grantedBy: "dogsbody-manager-2",
        expectedToDeploy: true,
        reason: "Deploys it",
      });
    },
  ],
  [
    "a leaver's keys stay on file",
    "ocp",
    (d) => {
      d.people["ods-developer-1"].leftOn = ago(1);
      revokeAll(d, "ods-developer-1");
      for (const each of Object.values(d.services) as Entry[]) {
        if (each.sentry?.recipients)
          each.sentry.recipients = each.sentry.recipients.filter((one: string) => one !== "ods-developer-1");
      }
    },
  ],
  [
    "a manager leaves, and another stays",
    "ocp",
    (d) => {
      d.people["dogsbody-manager-2"].leftOn = ago(1);
      revokeAll(d, "dogsbody-manager-2");
    },
  ],
  [
    "somebody changes key",
    "ocp",
    (d) => {
      d.people["ods-developer-2"].sshKeys = [sshKey("ods-developer-2", "another")];
    },
  ],
  [
    "a deployment, and a review of root",
    "ocp",
    (d) => {
      d.deployments.push({
        ...d.deployments[0],
        person: "ods-developer-2",
        server: "cove-live-ocds",
        deployedOn: asOf,
        service: undefined,
      });
      d.reviews.push({ subject: "root-access", reviewedOn: asOf, by: "dogsbody-manager-1" });
    },
  ],
  [
    "an owner of Sentry is followed by nobody, and one stays",
    "ocp",
    (d) => {
      holder(d, "sentry", "owner", "ocp-owner-2").revokedOn = asOf;
    },
  ],
  [
    "a waiver for a third administrator, while one learns from the other",
    "ocp",
    (d) => {
      d.waivers.handover = {
        rule: "ocp-redash-administrators",
        subject: "ocp/grants/redash/admin",
        reason: "They learn",
        owner: "ocp-owner-2",
        author: "ocp-owner-2",
        approver: "dogsbody-manager-1",
        grantedOn: asOf,
        expiresOn: addDays(asOf, 21),
      };
    },
  ],
];

describe("an honest change is clean, or is asked for what a clause asks", () => {
  test.each(edits.map(([title, id, edit, asks = []]) => ({ title, id, edit, asks })))(
    "$title ($id)",
    ({ id, edit, asks }) => {
      expect(refusedBy(id, edit)).toEqual(asks);
    },
  );

  test("there are thirty", () => expect(edits.length).toBeGreaterThanOrEqual(30));
});
