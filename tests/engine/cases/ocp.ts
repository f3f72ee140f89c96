import { addDays, monthsBefore } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import { type ExportedState, type RegisterDraft, resourceIn, setProperties } from "../state.ts";

const { red, green } = casesOf("ocp");

/** Adds somebody of an organisation, at an address of theirs. */
export function addPerson(register: RegisterDraft, id: string, organisation: string, domain: string): void {
  register.people[id] = { name: "Somebody", organisation, email: `${id}@${domain}`, employment: "staff" };
}

/** Adds an organisation that the reference does not list, with one person. */
function addStranger(register: RegisterDraft): void {
  register.organisations.stranger = { name: "Stranger", kind: "contractor" };
  addPerson(register, "stranger-1", "stranger", "example.org");
}

/** Grants a role to people, each on a day long ago. */
export function grant(register: RegisterDraft, system: string, role: string, ...people: string[]): void {
  register.grants[system][role].push(...people.map((person) => ({ person, createdOn: "2025-01-13" })));
}

/** The root grant of a person on a server. */
function rootGrant(register: RegisterDraft, server: string, person: string) {
  // biome-ignore lint/suspicious/noExplicitAny: entries of a draft
  return register.rootGrants[server].find((each: any) => each.person === person);
}

/** The first key of a person, as the state's register has it. */
function keyOf(state: ExportedState, organisation: string, person: string): string {
  return resourceIn(state, "gatehouse:access:Organisation", organisation).inputs?.people[person].sshKeys[0];
}

const linode = (state: ExportedState) => resourceIn(state, "linode:index/instance:Instance", "crm");
const hetzner = (state: ExportedState) => resourceIn(state, "hcloud:index/server:Server", "kingfisher-replica1");

const administrators: readonly Case[] = [
  red(
    "OCP-ADM-1",
    "an administrator of Redmine from an organisation that is not listed",
    ["ocp-administrators-belong", "ocp-people-belong"],
    {
      register: (register) => {
        addStranger(register);
        grant(register, "redmine", "administrator", "stranger-1");
      },
    },
  ),
  red("OCP-ADM-1", "the same, whose role ends tomorrow", ["ocp-administrators-belong", "ocp-people-belong"], {
    register: (register, asOf) => {
      addStranger(register);
      grant(register, "redmine", "administrator", "stranger-1");
      register.grants.redmine.administrator.at(-1).revokedOn = addDays(asOf, 1);
    },
  }),
  green("OCP-ADM-1", "the same, whose role ended today", {
    register: (register, asOf) => {
      addStranger(register);
      grant(register, "redmine", "administrator", "stranger-1");
      register.grants.redmine.administrator.at(-1).revokedOn = asOf;
    },
  }),
  green("OCP-ADM-1", "an administrator of Redmine from a listed organisation", {
    register: (register) => grant(register, "redmine", "administrator", "cds-developer-1"),
  }),

  red("OCP-ADM-2", "a machine ordered with the key of somebody who has no root on it", ["ocp-keys-from-register"], {
    state: (state) => setProperties(linode(state), { authorizedKeys: [keyOf(state, "ods", "ods-developer-1")] }),
  }),
  green("OCP-ADM-2", "a machine ordered with the key of a server manager", {
    state: (state) =>
      setProperties(linode(state), { authorizedKeys: [keyOf(state, "dogsbody", "dogsbody-manager-2")] }),
  }),
  red("OCP-ADM-2", "a machine that takes the keys of a login with limited access", ["ocp-keys-from-register"], {
    state: (state) => setProperties(linode(state), { authorizedUsers: ["opencontracting"] }),
  }),
  red("GATE-12", "a machine that takes the keys of another login with full access", ["values-called-for"], {
    state: (state) => setProperties(linode(state), { authorizedUsers: ["opencontractingpartnership"] }),
  }),
  red("OCP-ADM-2", "start-up data that fetch somebody's keys", ["ocp-keys-from-register", "properties-placed"], {
    state: (state) => setProperties(hetzner(state), { userData: "#cloud-config\nssh_import_id: [gh:somebody]\n" }),
  }),

  red("OCP-ADM-3", "somebody with access whose address is not at their organisation's domain", ["ocp-people-belong"], {
    register: (register) => {
      register.people["ods-developer-2"].email = "ods-developer-2@example.org";
    },
  }),
  green("OCP-ADM-3", "an address that writes its organisation's domain in capitals", {
    register: (register) => {
      register.people["ods-developer-2"].email = "ods-developer-2@OpenDataServices.coop";
    },
  }),
  green("OCP-ADM-3", "a manager who left yesterday, all of it ended, and whose key is still on file", {
    register: (register, asOf) => leave(register, "dogsbody-manager-2", addDays(asOf, -1), asOf),
  }),
  red("OCP-ADM-3", "a manager who left yesterday and keeps root until tomorrow", ["ocp-people-belong"], {
    register: (register, asOf) => leave(register, "dogsbody-manager-2", addDays(asOf, -1), addDays(asOf, 1)),
  }),
  red("OCP-ADM-3", "somebody with access who left yesterday", ["ocp-people-belong"], {
    register: (register, asOf) => {
      register.people["ocp-analyst-1"].leftOn = addDays(asOf, -1);
    },
  }),
  green("OCP-ADM-3", "somebody with access whose last day is today", {
    register: (register, asOf) => {
      register.people["ocp-analyst-1"].leftOn = asOf;
    },
  }),
];

const root: readonly Case[] = [
  red("OCP-ROOT-1", "a developer with root on every server", ["ocp-root-developers", "ocp-root-owners-and-managers"], {
    register: (register) => {
      register.rootGrants["*"].push({ ...rootGrant(register, "cove-live-ocds", "ods-developer-2") });
    },
  }),
  red("OCP-ROOT-1", "no server owner with root any more", ["ocp-root-owners-and-managers"], {
    advice: ["two-key-holders"],
    register: (register, asOf) => {
      for (const person of ["ocp-owner-1", "ocp-owner-2"]) rootGrant(register, "*", person).revokedOn = asOf;
    },
  }),
  green("OCP-ROOT-1", "one server owner fewer, and one left: reported, not refused", {
    advice: ["two-key-holders"],
    register: (register, asOf) => {
      rootGrant(register, "*", "ocp-owner-1").revokedOn = asOf;
    },
  }),
  red("OCP-ROOT-1", "a server manager who is called an owner", ["ocp-root-owners-and-managers"], {
    register: (register) => {
      rootGrant(register, "*", "dogsbody-manager-2").basis = "owner";
    },
  }),

  red("OCP-ROOT-2", "a developer's root without a reason", ["ocp-root-developers"], {
    register: (register) => {
      delete rootGrant(register, "toucan", "ods-developer-1").reason;
    },
  }),
  red("OCP-ROOT-2", "a developer's root on a server that they are not expected to deploy to", ["ocp-root-developers"], {
    register: (register) => {
      rootGrant(register, "toucan", "ods-developer-1").expectedToDeploy = false;
    },
  }),
  green("OCP-ROOT-2", "a developer's root on one more server, expected and with a reason", {
    register: (register) => {
      register.rootGrants["covid19-dev"] = [{ ...rootGrant(register, "cove-live-ocds", "ods-developer-2") }];
    },
  }),

  red("OCP-ROOT-3", "a developer's root that was used last on the day before six months ago", ["ocp-root-in-use"], {
    register: (register, asOf) => {
      rootGrant(register, "cove-live-ocds", "ods-developer-2").grantedOn = addDays(monthsBefore(asOf, 6), -1);
    },
  }),
  green("OCP-ROOT-3", "a developer's root that was used last six months ago", {
    advice: ["ocp-root-soon-idle"],
    register: (register, asOf) => {
      rootGrant(register, "cove-live-ocds", "ods-developer-2").grantedOn = monthsBefore(asOf, 6);
    },
  }),
  green("OCP-ROOT-3", "a developer's root that was used last 150 days ago: reported, not refused", {
    advice: ["ocp-root-soon-idle"],
    register: (register, asOf) => {
      rootGrant(register, "cove-live-ocds", "ods-developer-2").grantedOn = addDays(asOf, -150);
    },
  }),
  green("OCP-ROOT-3", "a developer's root that was used last 149 days ago", {
    register: (register, asOf) => {
      rootGrant(register, "cove-live-ocds", "ods-developer-2").grantedOn = addDays(asOf, -149);
    },
  }),
  green("OCP-ROOT-3", "an old root grant with a deployment six months ago", {
    advice: ["ocp-root-soon-idle"],
    register: (register, asOf) => {
      rootGrant(register, "cove-live-ocds", "ods-developer-2").grantedOn = addDays(monthsBefore(asOf, 6), -1);
      register.deployments.push({
        person: "ods-developer-2",
        server: "cove-live-ocds",
        deployedOn: monthsBefore(asOf, 6),
        commit: "0123456",
      });
    },
  }),
  red("OCP-ROOT-3", "an old root grant with a deployment to another server", ["ocp-root-in-use"], {
    register: (register, asOf) => {
      rootGrant(register, "cove-live-ocds", "ods-developer-2").grantedOn = addDays(monthsBefore(asOf, 6), -1);
      register.deployments.push({
        person: "ods-developer-2",
        server: "cove-live-oc4ids",
        deployedOn: asOf,
        commit: "0123456",
      });
    },
  }),

  red("OCP-ROOT-4", "root granted by a developer of another server", ["ocp-root-granted-by-root"], {
    register: (register) => {
      rootGrant(register, "toucan", "ods-developer-1").grantedBy = "cds-developer-1";
    },
  }),
  green("OCP-ROOT-4", "root granted by another server manager", {
    register: (register) => {
      rootGrant(register, "toucan", "ods-developer-1").grantedBy = "dogsbody-manager-2";
    },
  }),
  red("OCP-ROOT-4", "root granted by somebody who got theirs the same day", ["ocp-root-granted-by-root"], {
    register: (register) => {
      const { grantedOn } = rootGrant(register, "*", "dogsbody-manager-2");
      Object.assign(rootGrant(register, "toucan", "ods-developer-1"), { grantedBy: "dogsbody-manager-2", grantedOn });
    },
  }),
  green("OCP-ROOT-4", "root granted by somebody who got theirs the day before", {
    register: (register) => {
      const grantedOn = addDays(rootGrant(register, "*", "dogsbody-manager-2").grantedOn, 1);
      Object.assign(rootGrant(register, "toucan", "ods-developer-1"), { grantedBy: "dogsbody-manager-2", grantedOn });
    },
  }),

  red("OCP-ROOT-5", "the last review of root 184 days ago", ["ocp-root-reviewed"], {
    register: (register, asOf) => {
      register.reviews = [{ subject: "root-access", reviewedOn: addDays(asOf, -184), by: "ocp-owner-1" }];
    },
  }),
  green("OCP-ROOT-5", "the last review of root 183 days ago", {
    register: (register, asOf) => {
      register.reviews = [{ subject: "root-access", reviewedOn: addDays(asOf, -183), by: "ocp-owner-1" }];
    },
  }),
  red("OCP-ROOT-5", "no review of root", ["ocp-root-reviewed"], {
    register: (register) => {
      register.reviews = [];
    },
  }),
];

const limits: readonly Case[] = [
  red("OCP-REDASH-1", "a third administrator of Redash from OCP", ["ocp-redash-administrators"], {
    register: (register) => grant(register, "redash", "admin", "ocp-owner-2"),
  }),
  green("OCP-REDASH-1", "another second administrator of Redash from OCP", {
    register: (register, asOf) => {
      register.grants.redash.admin.find(({ person }: { person: string }) => person === "ocp-analyst-1").revokedOn =
        asOf;
      grant(register, "redash", "admin", "ocp-owner-2");
    },
  }),
  red("OCP-REDASH-1", "a third administrator of Redash from ODS", ["ocp-redash-administrators"], {
    register: (register) => {
      addPerson(register, "ods-developer-3", "ods", "opendataservices.coop");
      grant(register, "redash", "admin", "ods-developer-2", "ods-developer-3");
    },
  }),
  green("OCP-REDASH-1", "a second administrator of Redash from ODS", {
    register: (register) => grant(register, "redash", "admin", "ods-developer-2"),
  }),
  green("OCP-REDASH-1", "three administrators of Redash from another organisation: reported, not refused", {
    advice: ["ocp-redash-administrators-of-others"],
    register: (register) => {
      addPerson(register, "cds-developer-2", "cds", "cds.com.py");
      addPerson(register, "cds-developer-3", "cds", "cds.com.py");
      grant(register, "redash", "admin", "cds-developer-1", "cds-developer-2", "cds-developer-3");
    },
  }),
  green("OCP-REDASH-1", "no administrator of Redash from OCP: reported, not refused", {
    advice: ["ocp-redash-administrator-of-owner", "two-key-holders"],
    register: (register) => {
      register.grants.redash.admin = register.grants.redash.admin.filter(
        ({ person }: { person: string }) => person === "ods-developer-1",
      );
    },
  }),

  red("OCP-REDMINE-1", "a third administrator of Redmine from OCP", ["ocp-redmine-administrators"], {
    register: (register) => grant(register, "redmine", "administrator", "ocp-owner-2", "ocp-analyst-1"),
  }),
  green("OCP-REDMINE-1", "a second administrator of Redmine from OCP", {
    register: (register) => grant(register, "redmine", "administrator", "ocp-owner-2"),
  }),
  green("OCP-REDMINE-1", "three administrators of Redmine from another organisation: reported, not refused", {
    advice: ["ocp-redmine-administrators-of-others"],
    register: (register) => {
      addPerson(register, "cds-developer-2", "cds", "cds.com.py");
      addPerson(register, "cds-developer-3", "cds", "cds.com.py");
      grant(register, "redmine", "administrator", "cds-developer-1", "cds-developer-2", "cds-developer-3");
    },
  }),
  green("OCP-REDMINE-1", "no administrator of Redmine from OCP: reported, not refused", {
    advice: ["ocp-redmine-administrator-of-owner", "two-key-holders"],
    register: (register) => {
      register.grants.redmine.administrator = register.grants.redmine.administrator.filter(
        ({ person }: { person: string }) => person === "ods-developer-2",
      );
    },
  }),
];

/** Somebody leaves, and all that they held ends on a day. */
function leave(register: RegisterDraft, person: string, leftOn: string, revokedOn: string): void {
  register.people[person].leftOn = leftOn;
  const roles = Object.values(register.grants).flatMap((each) => Object.values(each as object));
  for (const grant of [...roles, ...Object.values(register.rootGrants)].flat() as {
    person: string;
    revokedOn?: string;
  }[]) {
    if (grant.person === person) grant.revokedOn = revokedOn;
  }
}

/** Cases of the OCP reference. */
export const ocpCases: readonly Case[] = [...administrators, ...root, ...limits];
