import { addDays, type DateText } from "../../../model/dates.ts";
import { historyType } from "../../../model/history.ts";
import { type Case, casesOf } from "../case.ts";
import { type RegisterDraft, removeResource } from "../state.ts";

const { red, green } = casesOf("ocp");
const onNotify = casesOf("notify-platform");

const wasDeployed = { registerWasDeployed: true } as const;

/** The lists of grants or root of a register, whoever holds them. */
function lists({ grants, rootGrants }: RegisterDraft): { person: string }[][] {
  return [...Object.values(grants).flatMap((roles) => Object.values(roles as object)), ...Object.values(rootGrants)];
}

/** Takes every trace of somebody out, as if they had never been there. */
function erase(register: RegisterDraft, person: string): void {
  delete register.people[person];
  for (const list of lists(register)) {
    list.splice(0, list.length, ...list.filter((grant) => grant.person !== person));
  }
}

/** A correction that two people stand behind. */
function correct(register: RegisterDraft, correctedOn: DateText, claim: Record<string, string>): void {
  const people = { author: "engineer-1", approver: "isso-1" };
  register.corrections = { typo: { ...claim, reason: "The alert has another day", ...people, correctedOn } };
}

const alert = "dependabot-notifications-admin-241";
const entry = `notify/vulnerabilities/${alert}`;

/** Has a credential deploy to a space under another id, as if it were a new one. */
function reissued(register: RegisterDraft, issuedOn: DateText): void {
  const { "cloud-gov-staging-key": old, ...rest } = register.credentials;
  const { rotatedOn: _, ...fresh } = old;
  register.credentials = { ...rest, "cloud-gov-staging-key-2": { ...fresh, issuedOn } };
}

/** Cases of what was deployed and may not be forgotten, and of what may change all the same. */
export const forgottenCases: readonly Case[] = [
  onNotify.red("GATE-16", "a leaver who is deleted with their grants", ["history-kept"], {
    ...wasDeployed,
    register: (register) => erase(register, "devops-2"),
  }),
  onNotify.red("GATE-16", "a vulnerability that was found later than it was", ["history-kept"], {
    ...wasDeployed,
    register: (register, asOf) => {
      register.vulnerabilities[alert].detectedOn = addDays(asOf, -1);
    },
  }),
  onNotify.red("GATE-16", "an open finding that comes back under another id, as one of today", ["history-kept"], {
    ...wasDeployed,
    register: (register, asOf) => {
      const { [alert]: old, ...rest } = register.vulnerabilities;
      register.vulnerabilities = { ...rest, "dependabot-admin-241": { ...old, detectedOn: asOf } };
    },
  }),
  onNotify.red("GATE-16", "a key that comes back under another id, as one that was issued today", ["history-kept"], {
    ...wasDeployed,
    register: reissued,
  }),
  onNotify.red("GATE-16", "a rotation that is put before the one on record, in time for a leaver", ["history-kept"], {
    ...wasDeployed,
    register: (register) => {
      register.credentials["cloud-gov-staging-key"].earlierRotations = ["2026-07-10"];
    },
  }),
  onNotify.red("GATE-16", "a correction that its author approves", ["corrections-valid", "history-kept"], {
    ...wasDeployed,
    register: (register, asOf) => {
      const { detectedOn: was } = register.vulnerabilities[alert];
      const is = addDays(asOf, -1);
      register.vulnerabilities[alert].detectedOn = is;
      correct(register, asOf, { entry, field: "detectedOn", was, is });
      register.corrections.typo.author = "isso-1";
    },
  }),
  red("GATE-16", "root that a developer was granted later, so that it lapses later", ["history-kept"], {
    ...wasDeployed,
    register: ({ rootGrants }, asOf) => {
      rootGrants.toucan[0].grantedOn = addDays(asOf, -10);
      rootGrants.toucan[0].grantedBy = "ocp-owner-1";
    },
  }),
  red("GATE-16", "a stack that does not say what was deployed before", ["history-kept"], {
    state: (state) => removeResource(state, historyType, "ocp"),
  }),
  onNotify.green("GATE-16", "somebody who leaves, dated", {
    ...wasDeployed,
    register: (register, asOf) => {
      register.people["devops-1"].leftOn = asOf;
      for (const grant of lists(register).flat()) {
        if (grant.person === "devops-1") Object.assign(grant, { revokedOn: asOf });
      }
    },
  }),
  onNotify.green("GATE-16", "a vulnerability that is worse, was found earlier, and is mended", {
    ...wasDeployed,
    register: ({ vulnerabilities }, asOf) => {
      const found = vulnerabilities[alert];
      Object.assign(found, { severity: "high", detectedOn: addDays(asOf, -40), closedOn: addDays(asOf, -11) });
    },
  }),
  onNotify.green("GATE-16", "a day that was wrong, which two people correct", {
    ...wasDeployed,
    register: (register, asOf) => {
      const { detectedOn: was } = register.vulnerabilities[alert];
      const is = addDays(asOf, -12);
      register.vulnerabilities[alert].detectedOn = is;
      correct(register, asOf, { entry, field: "detectedOn", was, is });
    },
  }),
  green("GATE-16", "a person under another id, with all that they have", {
    ...wasDeployed,
    register: (register) => {
      const { "ods-developer-2": person, ...rest } = register.people;
      const sshKeys = person.sshKeys.map((key: string) => key.replace("ods-developer-2", "ods-data-1"));
      register.people = { ...rest, "ods-data-1": { ...person, sshKeys } };
      for (const grant of lists(register).flat()) if (grant.person === "ods-developer-2") grant.person = "ods-data-1";
      for (const { sentry } of Object.values<{ sentry?: { recipients: string[] } }>(register.services)) {
        sentry?.recipients.splice(
          0,
          9,
          ...sentry.recipients.map((id) => (id === "ods-developer-2" ? "ods-data-1" : id)),
        );
      }
    },
  }),
  onNotify.red("GATE-16", "another human in the place of somebody, with all that they have", ["history-kept"], {
    ...wasDeployed,
    register: ({ people }) => {
      Object.assign(people["devops-1"], { name: "Eve Else", email: "eve@example.gov" });
    },
  }),
  onNotify.green("GATE-16", "somebody who marries", {
    ...wasDeployed,
    register: ({ people }) => {
      Object.assign(people["engineer-1"], { name: "Engineer Wed", email: "engineer-wed@example.gov" });
    },
  }),
  onNotify.red("GATE-16", "a contractor who becomes Administrator as federal staff, on no day", ["history-kept"], {
    ...wasDeployed,
    register: (register, asOf) => {
      Object.assign(register.people["engineer-2"], { employment: "pbs-fed", organisation: "pbs" });
      register.grants.github.administrator.push(madeBy("admin-2", "engineer-2", asOf));
    },
  }),
  onNotify.green("GATE-16", "a contractor who is taken on, dated, and becomes Administrator", {
    ...wasDeployed,
    register: (register, asOf) => {
      const change = { employment: "pbs-fed", organisation: "pbs", roleChangedOn: asOf };
      Object.assign(register.people["engineer-2"], change);
      register.grants.github.administrator.push(madeBy("admin-2", "engineer-2", asOf));
    },
  }),
  onNotify.red("GATE-16", "an account by an Administrator who came with it", ["history-kept"], {
    ...wasDeployed,
    register: (register, asOf) => {
      const { administrator, engineer } = register.grants.github;
      administrator.push(madeBy("admin-2", "engineer-1", addDays(asOf, -9)));
      engineer.push(madeBy("engineer-1", "devops-1", asOf));
      register.people["devops-1"].github = "devops-1";
    },
  }),
  red("GATE-16", "a key that passes from one developer to another", ["history-kept"], {
    ...wasDeployed,
    register: ({ people }) => {
      const [key] = people["ods-developer-1"].sshKeys;
      people["ods-developer-1"].sshKeys = [];
      people["cds-developer-1"].sshKeys = [key.replace("ods-developer-1", "cds-developer-1")];
    },
  }),
];

/** An account that the System Owner approved the day before somebody made it. */
function madeBy(createdBy: string, person: string, createdOn: DateText) {
  return { person, approvedBy: "system-owner", approvedOn: addDays(createdOn, -1), createdBy, createdOn };
}
