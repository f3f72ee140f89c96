import { describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import { type Draft, notifyPerson, ocpPerson, sshKey } from "../../compliant.ts";
import { day, lost, pastNotify, pastOcp } from "./past.ts";

type Edit = readonly [what: string, register: Register, change: (draft: Draft) => void];
/** An entry on its way to be changed, as the drafts have them. */
type Entry = Draft[keyof Draft];
type RedEdit = readonly [...Edit, said: RegExp];

const by = { approvedBy: "system-owner", approvedOn: day(-1), createdBy: "admin-2", createdOn: day(0) };
const rewrite = (d: Draft, id: string, change: object) => Object.assign(d.people[id], change);
const waiver = {
  ...{ rule: "notify-two-approvals", subject: "notify/repositories/notifications-admin", reason: "Holidays" },
  ...{ owner: "engineer-1", author: "engineer-1", approver: "isso-1", grantedOn: day(-3), expiresOn: day(20) },
};
const root = { basis: "developer", expectedToDeploy: true, reason: "Deploys", grantedOn: day(-2) };

const humansRed: readonly RedEdit[] = [
  [
    "another human in the place of an engineer",
    pastNotify,
    (d) => rewrite(d, "engineer-1", { name: "Eve", email: "eve@example.gov", github: "eve" }),
    /people\/engineer-1: its address, login and name changed at once.*field: email, was: engineer-1@example.gov/,
  ],
  [
    "another address and another login, under the old name",
    pastNotify,
    (d) => rewrite(d, "engineer-1", { email: "eve@example.gov", github: "eve" }),
    /address and login/,
  ],
  [
    "another name and another address of somebody known by nothing else",
    withoutLogin(),
    (d) => rewrite(d, "engineer-1", { name: "Eve", email: "eve@example.gov" }),
    /address and name/,
  ],
  [
    "another human who takes the name alone from whom they follow, by another id",
    pastNotify,
    (d) => {
      d.people.eve = { ...d.people["engineer-1"], email: "eve@example.gov", github: "eve" };
      delete d.people["engineer-1"];
      for (const grant of d.grants.github.engineer) if (grant.person === "engineer-1") grant.person = "eve";
    },
    /address and login/,
  ],
  [
    "a developer with another name, another address and another key",
    pastOcp,
    (d) =>
      rewrite(d, "ods-developer-1", {
        name: "Eve",
        email: "eve@opendataservices.coop",
        sshKeys: [sshKey("ods-developer-1", "eve")],
      }),
    /address, key and name/,
  ],
  [
    "a login that goes with the name and the address",
    pastNotify,
    (d) => {
      rewrite(d, "engineer-1", { name: "Eve", email: "eve@example.gov" });
      delete d.people["engineer-1"].github;
    },
    /address, login and name/,
  ],
  [
    "a contractor who was federal staff all along",
    pastNotify,
    (d) => rewrite(d, "devops-1", { employment: "pbs-fed", organisation: "pbs" }),
    /organisation is another[\s\S]*employment is another/,
  ],
  [
    "a contractor taken on, by the change of role that was told before",
    moved(),
    (d) => rewrite(d, "devops-1", { employment: "pbs-fed", organisation: "pbs" }),
    /employment is another/,
  ],
  [
    "a contractor who was taken on so long ago that it was forgotten",
    pastNotify,
    (d) => rewrite(d, "devops-1", { employment: "pbs-fed", organisation: "pbs", roleChangedOn: day(-91) }),
    /employment is another/,
  ],
  [
    "a developer of one partner who was of the owner all along",
    pastOcp,
    (d) => rewrite(d, "ods-developer-1", { organisation: "ocp" }),
    /organisation is another/,
  ],
  [
    "a leaver who is back, and holds nothing",
    rotated(),
    (d) => {
      delete d.people.leaver.leftOn;
    },
    /leftOn is not said any more/,
  ],
];

/** As if somebody had no login. */
function withoutLogin(): Register {
  return change(pastNotify, (d) => delete d.people["engineer-1"].github);
}

function moved(): Register {
  return change(pastNotify, (d) => rewrite(d, "devops-1", { roleChangedOn: day(-20) }));
}

/** As if all that the leaver could read had been rotated. */
function rotated(): Register {
  return change(pastNotify, (d) => {
    for (const each of Object.values<Entry>(d.credentials)) each.rotatedOn = day(-10);
  });
}

function change(register: Register, edit: (draft: Draft) => void): Register {
  const copy = structuredClone(register) as Draft;
  edit(copy);
  return copy as unknown as Register;
}

const keysRed: readonly RedEdit[] = [
  [
    "a key that passes from one person to another",
    pastOcp,
    (d) => {
      d.people["cds-developer-1"].sshKeys = [sshKey("cds-developer-1", "ods-developer-1")];
      d.people["ods-developer-1"].sshKeys = [sshKey("ods-developer-1", "new")];
    },
    /people\/ods-developer-1: its key is that of the person cds-developer-1 now.*was: ods-developer-1/,
  ],
  [
    "a person's key that becomes a machine's",
    pastOcp,
    (d) => {
      d.people["ods-developer-1"].sshKeys = [sshKey("ods-developer-1", "new")];
      d.credentials.ci = {
        ...{ title: "CI", kind: "ssh-key", service: "toucan", issuedOn: day(-1) },
        publicKey: sshKey("ci", "ods-developer-1"),
      };
    },
    /its key is that of the credential ci now/,
  ],
  [
    "a machine's key that becomes a person's",
    withMachine(),
    (d) => {
      delete d.credentials.ci;
      d.people["ods-developer-1"].sshKeys.push(sshKey("ods-developer-1", "ci"));
    },
    /credentials\/ci: its key is that of the person ods-developer-1/,
  ],
];

function withMachine(): Register {
  return change(pastOcp, (d) => {
    d.credentials.ci = {
      ...{ title: "CI", kind: "ssh-key", service: "toucan", issuedOn: day(-30), publicKey: sshKey("ci") },
    };
  });
}

/** Somebody who comes as an Administrator, ISSO or whatever else approves, and had it for longer than was on record. */
function comeAs(d: Draft, role: string, person = "eve") {
  d.people[person] ??= notifyPerson(person);
  d.grants.github[role].push({ person, ...by, createdOn: day(-9), approvedOn: day(-9) });
}

/** Eve, who comes as a manager of the servers. */
function comeAsManager(d: Draft) {
  d.people.eve = ocpPerson("eve", "dogsbody", "dogsbody.com");
  d.rootGrants["*"].push({ person: "eve", basis: "manager", grantedOn: day(-9) });
}

/** Mallory, whose account somebody made. */
function letIn(d: Draft, createdBy: string) {
  d.people.mallory = notifyPerson("mallory");
  d.grants.github.engineer.push({ person: "mallory", ...by, createdBy });
}

const actorsRed: readonly RedEdit[] = [
  [
    "an Administrator of the same change who makes an account",
    pastNotify,
    (d) => {
      comeAs(d, "administrator");
      letIn(d, "eve");
    },
    /engineer\/mallory: createdBy is eve, who could not have done it.*field: createdBy, is: eve/,
  ],
  [
    "an engineer made Administrator, who makes an account in the same change",
    pastNotify,
    (d) => {
      comeAs(d, "administrator", "engineer-1");
      letIn(d, "engineer-1");
    },
    /createdBy is engineer-1/,
  ],
  [
    "somebody of the same change who approved an account",
    pastNotify,
    (d) => {
      d.people.eve = notifyPerson("eve");
      d.grants.github.engineer.push({ person: "devops-1", ...by, approvedBy: "eve" });
    },
    /approvedBy is eve/,
  ],
  [
    "an approver of a waiver who came with it",
    pastNotify,
    (d) => {
      comeAs(d, "isso");
      d.waivers.another = { ...waiver, approver: "eve" };
    },
    /waivers\/another: approver is eve/,
  ],
  [
    "an approver of a waiver who got the role with it",
    pastNotify,
    (d) => {
      comeAs(d, "isso", "devops-1");
      d.waivers.another = { ...waiver, approver: "devops-1" };
    },
    /approver is devops-1/,
  ],
  [
    "an approver of a correction who came with it",
    pastNotify,
    (d) => {
      comeAs(d, "isso");
      d.corrections.another = { ...d.corrections.old, is: "2024-01-03", approver: "eve", correctedOn: day(-1) };
    },
    /corrections\/another: approver is eve/,
  ],
  [
    "a manager of the same change who grants root",
    pastOcp,
    (d) => {
      comeAsManager(d);
      d.rootGrants.toucan.push({ person: "cds-developer-1", ...root, grantedBy: "eve" });
    },
    /toucan\/cds-developer-1: grantedBy is eve/,
  ],
  [
    "a manager of the same change who reviewed root",
    pastOcp,
    (d) => {
      comeAsManager(d);
      d.reviews.push({ subject: "root-access", reviewedOn: day(-1), by: "eve" });
    },
    /ocp\/reviews: by is eve/,
  ],
];

test.each([...humansRed, ...keysRed, ...actorsRed])("is refused: %s", (_, register, edit, said) => {
  expect(lost(register, edit).join("\n")).toMatch(said);
});

const green: readonly Edit[] = [
  ["somebody marries", pastNotify, (d) => rewrite(d, "engineer-1", { name: "Engineer Wed", email: "wed@example.gov" })],
  ["a new login", pastNotify, (d) => rewrite(d, "engineer-1", { github: "engineer-une" })],
  ["a first login", withoutLogin(), (d) => rewrite(d, "engineer-1", { github: "engineer-une" })],
  ["a new key", pastOcp, (d) => (d.people["ods-developer-1"].sshKeys = [sshKey("ods-developer-1", "new")])],
  [
    "a new laptop, and a new name",
    pastOcp,
    (d) => rewrite(d, "ods-developer-1", { name: "Dev Wed", sshKeys: [sshKey("ods-developer-1", "new")] }),
  ],
  ["a corrected address", pastNotify, (d) => rewrite(d, "engineer-1", { email: "Engineer.One@example.gov" })],
  [
    "another human, whom two people stand behind",
    pastNotify,
    (d) => {
      const { email: was } = d.people["engineer-1"];
      rewrite(d, "engineer-1", { name: "Eve", email: "eve@example.gov", github: "eve" });
      d.corrections.who = {
        ...{
          entry: "notify/people/engineer-1",
          field: "email",
          was,
          is: "eve@example.gov",
          reason: "Mixed up on day one",
        },
        ...{ author: "admin-1", approver: "isso-1", correctedOn: day(-1) },
      };
    },
  ],
  [
    "a contractor taken on",
    pastNotify,
    (d) => rewrite(d, "devops-1", { employment: "pbs-fed", organisation: "pbs", roleChangedOn: day(-2) }),
  ],
  [
    "an organisation under another id",
    pastOcp,
    (d) => {
      d.organisations["ods-coop"] = d.organisations.ods;
      delete d.organisations.ods;
      for (const each of Object.values<Entry>(d.people))
        if (each.organisation === "ods") each.organisation = "ods-coop";
    },
  ],
  [
    "an account by who was Administrator before, for somebody new",
    pastNotify,
    (d) => {
      d.people.grace = notifyPerson("grace");
      d.grants.github.administrator.push({ person: "grace", ...by });
    },
  ],
  [
    "an account that an Administrator made who has another id now",
    pastNotify,
    (d) => {
      d.people["admin-two"] = d.people["admin-2"];
      delete d.people["admin-2"];
      const lists = Object.values<Entry>(d.grants)
        .flatMap((roles) => Object.values<Entry[]>(roles))
        .flat();
      for (const grant of lists) {
        for (const field of ["person", "createdBy"]) if (grant[field] === "admin-2") grant[field] = "admin-two";
      }
      d.grants.github.engineer.push({ person: "devops-1", ...by, createdBy: "admin-two" });
    },
  ],
  ["a waiver by who could approve it before", pastNotify, (d) => (d.waivers.another = waiver)],
  [
    "root by a manager who was there, for somebody new",
    pastOcp,
    (d) => d.rootGrants.toucan.push({ person: "cds-developer-1", ...root, grantedBy: "dogsbody-manager-1" }),
  ],
  [
    "what an unknown made, and is revoked",
    pastNotify,
    (d) => d.grants.github.engineer.push({ person: "devops-1", ...by, createdBy: "eve", revokedOn: day(0) }),
  ],
];

test.each(green)("passes: %s", (_, register, edit) => {
  expect(lost(register, edit)).toEqual([]);
});

describe("where nobody was there before", () => {
  test("whoever begins a register vouches for it", () => {
    const empty = {
      ...pastNotify,
      people: {},
      grants: {},
      waivers: {},
      corrections: {},
      vulnerabilities: {},
    } as Register;
    const nothing = { ...empty, credentials: {}, restageRuns: [], buildpackReleases: [], smokeTests: [] } as Register;
    expect(lost(nothing, (d) => Object.assign(d, structuredClone(pastNotify)))).toEqual([]);
  });
});
