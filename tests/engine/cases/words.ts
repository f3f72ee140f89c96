import { addDays } from "../../../model/dates.ts";
import { type Case, type Change, casesOf } from "../case.ts";
import type { RegisterDraft } from "../state.ts";
import { addPerson, grant } from "./ocp.ts";

/*
 * Words of the register by which an entry would free itself of a rule: another name for a role, a fact that says one thing
 * here and another there, a key that is somebody's and a machine's. And the honest changes beside them, which pass.
 */

const ocp = casesOf("ocp");
const platform = casesOf("notify-platform");

const by = (change: (register: RegisterDraft, asOf: string) => void): Change => ({ register: change });

/** A grant that the System Owner approved and an Administrator made. */
const approved = (person: string, more: object = {}) => ({
  ...{ person, approvedBy: "system-owner", approvedOn: "2025-02-03", createdBy: "admin-1", createdOn: "2025-02-04" },
  ...more,
});

/** The key of a person, as somebody else would write it. */
function keyOf(register: RegisterDraft, person: string, comment: string): string {
  return register.people[person].sshKeys[0].split(" ").slice(0, 2).concat(comment).join(" ");
}

const freshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK1PYRjFSA6WVRtLXM6tRVvKEYO8d4s3r9k7tVYhRWZs";

/** What there is and what it may do is a setting. */
const powers: readonly Case[] = [
  ocp.red("OCP-REDASH-1", "a third administrator of Redash by the name of owner", ["ocp-redash-administrators"], {
    register: (register) => {
      register.systems.redash.roles["super-owner"] = { title: "Owner of everything" };
      register.grants.redash["super-owner"] = [];
      grant(register, "redash", "super-owner", "ocp-owner-2");
    },
  }),
  ocp.red(
    "OCP-REDMINE-1",
    "members of Redmine who may do all, more than two of OCP",
    ["ocp-redmine-administrators", "systems-placed"],
    by((register) => {
      register.systems.redmine.roles.member.permission = "all";
      register.grants.redmine.member = [];
      grant(register, "redmine", "member", "ocp-owner-2", "ocp-analyst-1");
    }),
  ),
  ocp.red(
    "GATE-13",
    "a second Sentry, beside the one that is counted",
    ["systems-placed"],
    by((register) => {
      register.systems["sentry-eu"] = { title: "Sentry, EU", roles: { owner: { title: "Owner" } } };
      register.grants["sentry-eu"] = { owner: [] };
      grant(register, "sentry-eu", "owner", "ods-developer-2");
    }),
  ),
  platform.red(
    "NOTIFY-ROLE-3",
    "a contractor manages cloud.gov in a system without an account",
    ["notify-production-spaces-federal", "systems-placed"],
    by((register) => {
      register.systems["cloud-gov-west"] = {
        title: "cloud.gov",
        roles: { chief: { title: "C", permission: "org_manager" } },
      };
      register.grants["cloud-gov-west"] = { chief: [approved("engineer-2")] };
    }),
  ),
  platform.red(
    "NOTIFY-ROLE-6",
    "a partner of an agency in the GitHub role of the ISSO",
    ["notify-engineers-are-staff-or-contractors"],
    by((register) => {
      register.people["partner-1"].github = "partner-1";
      register.grants.github.isso.push(approved("partner-1"));
    }),
  ),
  platform.red(
    "NOTIFY-ROLE-1",
    "a contractor in a new GitHub role that the settings do not know",
    ["notify-administrators-are-pbs-fed"],
    by((register) => {
      register.systems.github.roles.helper = { title: "Helper" };
      register.grants.github.helper = [approved("engineer-2")];
    }),
  ),
  platform.red(
    "NOTIFY-APP-1",
    "a user of the application whose role gives platform_admin",
    [
      "notify-accounts-approved",
      "notify-accounts-created-by-administrators",
      "notify-platform-administrators-federal",
      "notify-users-without-reserved-permissions",
      "systems-placed",
    ],
    by((register) => {
      register.systems.application.roles.user.permission = "Platform Admin";
    }),
  ),
  platform.red(
    "NOTIFY-APP-1",
    "an engineer on GitHub whose grant gives platform_admin in the application",
    ["notify-platform-administrators-federal"],
    by((register) => {
      register.grants.github.engineer.find(({ person }: { person: string }) => person === "engineer-2").permissions = [
        "platform_admin",
      ];
    }),
  ),
  platform.red(
    "GATE-13",
    "the account is taken off cloud.gov",
    ["systems-placed"],
    by((register) => {
      delete register.systems["cloud-gov"].account;
    }),
  ),
  ocp.green(
    "GATE-13",
    "many members of Redash, of OCP and others",
    by((register) => {
      register.grants.redash.member = [];
      grant(register, "redash", "member", "ocp-owner-2", "ods-developer-2", "cds-developer-1", "dogsbody-manager-1");
    }),
  ),
  ocp.green(
    "GATE-13",
    "a new role of Sentry that is ordinary by the settings",
    by((register) => {
      register.systems.sentry.roles.billing = { title: "Billing" };
      register.grants.sentry.billing = [];
      grant(register, "sentry", "billing", "ods-developer-2", "ocp-analyst-1");
    }),
  ),
  ocp.green(
    "GATE-13",
    "a new role of Redmine, which counts as administrative, within its cap",
    by((register) => {
      register.systems.redmine.roles.auditor = { title: "Auditor" };
      register.grants.redmine.auditor = [];
      grant(register, "redmine", "auditor", "ocp-analyst-1");
    }),
  ),
];

/** Two facts that imply each other. */
const facts: readonly Case[] = [
  platform.red(
    "GATE-13",
    "somebody of a contractor is called federal staff",
    ["facts-agree"],
    by((register) => {
      register.people["devops-1"].employment = "pbs-fed";
    }),
  ),
  platform.red(
    "GATE-13",
    "a contractor's organisation is called the owner",
    ["facts-agree"],
    by((register) => {
      register.organisations["contractor-1"].kind = "owner";
    }),
  ),
  platform.red(
    "GATE-13",
    "the key of an account that deploys is called a token",
    ["facts-agree"],
    by((register) => {
      Object.assign(register.credentials["cloud-gov-demo-key"], { kind: "token" });
      delete register.credentials["cloud-gov-demo-key"].space;
    }),
  ),
  platform.red(
    "GATE-13",
    "the password of cloud.gov is nobody's",
    ["facts-agree"],
    by((register) => {
      const credential = register.credentials["cloud-gov-demo-key"];
      credential.kind = "api-key";
      delete credential.serviceAccount;
      delete credential.space;
    }),
  ),
  platform.red(
    "GATE-13",
    "a credential's space is another than its account's",
    ["facts-agree"],
    by((register) => {
      register.credentials["cloud-gov-production-key"].space = "notify-staging";
    }),
  ),
  platform.red(
    "GATE-13",
    "an agency whose service is served becomes a contractor",
    ["facts-agree"],
    by((register) => {
      register.organisations["agency-2"].kind = "contractor";
    }),
  ),
  platform.red(
    "NOTIFY-APP-3",
    "a user of another agency's service",
    ["notify-users-without-reserved-permissions"],
    by((register) => {
      Object.assign(register.grants.application.user[0], { service: "pilot-partner-2", createdBy: "partner-2" });
    }),
  ),
  ocp.red(
    "GATE-13",
    "a login of a manager at the host, at an address of the owner",
    ["facts-agree", "ocp-linode-full-access"],
    by((register) => {
      register.accounts.linode.users["opencontracting-dogsbody"].email = "sysadmin@open-contracting.org";
    }),
  ),
  ocp.red(
    "GATE-13",
    "a role ended before it began",
    ["facts-agree"],
    by((register) => {
      register.grants.redash.admin[1].revokedOn = "2023-12-01";
    }),
  ),
  platform.green(
    "GATE-13",
    "a new contractor and somebody of theirs",
    by((register) => {
      register.organisations["contractor-2"] = { name: "Contractor Two", kind: "contractor" };
      register.people["engineer-5"] = {
        ...{ name: "Engineer Five", organisation: "contractor-2", email: "engineer-5@example.gov" },
        employment: "contractor",
      };
    }),
  ),
  platform.green(
    "GATE-13",
    "a new agency and its service, not live yet",
    by((register) => {
      register.organisations["agency-3"] = { name: "Pilot agency three", kind: "agency" };
      register.agencyServices["pilot-partner-3"] = { title: "Pilot Partner 3", agency: "agency-3", live: false };
    }),
  ),
];

/** What frees a thing from a rule. */
const settled: readonly Case[] = [
  ocp.red(
    "GATE-13",
    "a service of ours is said to be of others, and reports no errors",
    ["facts-settled"],
    by((register) => {
      register.services.toucan.author = "third-party";
    }),
  ),
  ocp.red(
    "GATE-13",
    "a service on a server is said to be managed by others",
    ["facts-settled"],
    by((register) => {
      register.services["cove-ocds"].managedBy = "other";
    }),
  ),
  ocp.red(
    "OCP-HOST-10",
    "the database of Kingfisher moves to Bytemark under another id",
    ["ocp-host-bytemark", "ocp-host-hetzner"],
    by((register) => {
      register.services.summaries = {
        ...{ title: "Kingfisher Summarize", server: "toucan", author: "ocp", managedBy: "salt" },
        sentry: { project: "summaries", recipients: ["cds-developer-1"] },
      };
      register.credentials["sentry-summaries"] = {
        ...{ title: "DSN", kind: "dsn", service: "summaries", pillarKey: "summaries:sentry:dsn" },
        issuedOn: "2024-03-11",
      };
    }),
  ),
  platform.red(
    "GATE-13",
    "production deploys from main",
    ["facts-settled"],
    by((register) => {
      register.environments.production.deploysFrom = "main";
    }),
  ),
  platform.red(
    "GATE-13",
    "the brokers' account may be used from anywhere near",
    ["facts-settled"],
    by((register) => {
      register.serviceAccounts["ssb-deployment-production"].deploysFrom = ["198.51.100.0/24"];
    }),
  ),
  platform.red(
    "GATE-13",
    "a repository of ours is said to belong to others",
    ["facts-agree", "notify-branches-protected", "resources-called-for"],
    by((register) => {
      register.repositories["ttsnotify-brokerpak-sms"].managed = false;
    }),
  ),
  ocp.green("GATE-13", "a new service of others, which has nothing of ours: told, not refused", {
    advice: ["facts-on-word"],
    register: (register) => {
      register.services.wiki = { title: "Wiki", server: "toucan", author: "third-party", managedBy: "salt" };
    },
  }),
  ocp.green(
    "GATE-13",
    "a new service of ours on a server that is there",
    by((register) => {
      register.services.spoonbill = {
        ...{ title: "Spoonbill", server: "toucan", user: "spoonbill", author: "ocp", managedBy: "salt" },
        sentry: { project: "spoonbill", recipients: ["ods-developer-1"] },
      };
      register.credentials["sentry-spoonbill"] = {
        ...{ title: "Sentry DSN of Spoonbill", kind: "dsn", service: "spoonbill" },
        ...{ pillarKey: "spoonbill:sentry:dsn", issuedOn: "2026-03-11" },
      };
    }),
  ),
];

/** Keys of people and of machines. */
const keys: readonly Case[] = [
  ocp.red(
    "GATE-13",
    "a machine's key is a person's own, under the machine's name",
    ["keys-of-one-holder"],
    by((register) => {
      register.credentials["docs-ci"].publicKey = keyOf(register, "ods-developer-2", "docs-ci");
    }),
  ),
  ocp.red(
    "GATE-13",
    "a machine's key carries a person's address",
    ["keys-of-one-holder"],
    by((register) => {
      register.credentials["docs-ci"].publicKey = `${freshKey} ods-developer-2@opendataservices.coop`;
    }),
  ),
  ocp.red(
    "GATE-13",
    "two people have one key",
    ["keys-of-one-holder"],
    by((register) => {
      register.people["ods-developer-2"].sshKeys = [keyOf(register, "ods-developer-1", "ods-developer-2")];
    }),
  ),
  ocp.red(
    "GATE-13",
    "two machines have one key",
    ["keys-of-one-holder"],
    by((register) => {
      const { publicKey, ...rest } = register.credentials["docs-ci"];
      register.credentials["toucan-ci"] = {
        ...rest,
        service: "toucan",
        publicKey: publicKey.replace("docs-ci", "toucan-ci"),
      };
    }),
  ),
  ocp.green(
    "GATE-13",
    "a second machine's key of its own",
    by((register) => {
      const { publicKey, ...rest } = register.credentials["docs-ci"];
      register.credentials["toucan-ci"] = { ...rest, service: "toucan", publicKey: `${freshKey} toucan-ci` };
    }),
  ),
  ocp.green(
    "GATE-13",
    "a person changes their key",
    by((register) => {
      register.people["ods-developer-2"].sshKeys = [`${freshKey} ods-developer-2`];
    }),
  ),
];

/** Root of those who own, manage, review and deploy. */
const root: readonly Case[] = [
  ocp.red(
    "OCP-ROOT-1",
    "an analyst of OCP has root as an owner",
    ["ocp-root-owners-and-managers"],
    by((register) => {
      register.rootGrants["*"].push({ person: "ocp-analyst-1", basis: "owner", grantedOn: "2026-02-02" });
    }),
  ),
  ocp.red(
    "OCP-ROOT-5",
    "the only review is of one server",
    ["ocp-root-reviewed"],
    by((register) => {
      register.reviews[0].server = "toucan";
    }),
  ),
  ocp.red(
    "OCP-ROOT-5",
    "the only review is a developer's",
    ["ocp-root-reviewed"],
    by((register) => {
      register.reviews[0].by = "ods-developer-1";
    }),
  ),
  ocp.red(
    "OCP-ROOT-5",
    "the only review is of somebody of OCP without root",
    ["ocp-root-reviewed"],
    by((register) => {
      register.reviews[0].by = "ocp-analyst-1";
    }),
  ),
  ocp.red(
    "OCP-ADM-3",
    "a contractor of OCP with access",
    ["ocp-administrators-belong", "ocp-people-belong"],
    by((register) => {
      register.people["ocp-analyst-1"].employment = "contractor";
    }),
  ),
  ocp.red(
    "OCP-ROOT-3",
    "an old root grant with a deployment from before it",
    ["ocp-root-in-use"],
    by((register, asOf) => {
      const [own] = register.rootGrants["cove-live-ocds"];
      own.grantedOn = addDays(asOf, -200);
      own.revokedOn = addDays(asOf, -190);
      register.rootGrants["cove-live-ocds"].push({ ...own, grantedOn: addDays(asOf, -189), revokedOn: undefined });
    }),
  ),
  ocp.red(
    "OCP-ROOT-3",
    "an old root grant with a deployment of a service of another server",
    ["facts-agree", "ocp-root-in-use"],
    by((register, asOf) => {
      register.rootGrants["cove-live-ocds"][0].grantedOn = addDays(asOf, -200);
      register.deployments.push({
        ...{ person: "ods-developer-2", server: "cove-live-ocds", service: "toucan" },
        ...{ deployedOn: asOf, commit: "0123456" },
      });
    }),
  ),
  ocp.green(
    "OCP-ROOT-5",
    "every server reviewed for itself, by a manager",
    by((register, asOf) => {
      register.reviews = Object.keys(register.servers).map((server) => ({
        ...{ subject: "root-access", reviewedOn: addDays(asOf, -30), by: "dogsbody-manager-2", server },
      }));
    }),
  ),
];

/** A waiver of one administrator of Redash too many, on which these cases turn. */
function waived(register: RegisterDraft, asOf: string, change: Record<string, unknown> = {}): void {
  grant(register, "redash", "admin", "ocp-owner-2");
  register.waivers.handover = {
    ...{ rule: "ocp-redash-administrators", subject: "ocp/grants/redash/admin", reason: "One hands over" },
    ...{ owner: "ocp-owner-1", author: "ocp-owner-2", approver: "dogsbody-manager-1" },
    ...{ grantedOn: asOf, expiresOn: addDays(asOf, 30) },
    ...change,
  };
}

const notHeld = ["ocp-redash-administrators", "waivers-valid"] as const;

/** Who approves a waiver. */
const waivers: readonly Case[] = [
  ocp.red(
    "GATE-8",
    "a waiver that a developer approved",
    notHeld,
    by((register, asOf) => waived(register, asOf, { approver: "cds-developer-1" })),
  ),
  ocp.red(
    "GATE-8",
    "a waiver that somebody approved who got root only the day after",
    notHeld,
    by((register, asOf) => {
      register.rootGrants["*"].find(({ person }: { person: string }) => person === "dogsbody-manager-2").grantedOn =
        asOf;
      waived(register, asOf, { approver: "dogsbody-manager-2", grantedOn: addDays(asOf, -1) });
    }),
  ),
  ocp.red(
    "GATE-8",
    "a waiver that its author approved under a second entry",
    notHeld,
    by((register, asOf) => {
      addPerson(register, "manager-two", "dogsbody", "dogsbody.com");
      register.people["manager-two"].name = "TWO, Manager";
      waived(register, asOf, { author: "manager-two", approver: "dogsbody-manager-2" });
    }),
  ),
  ocp.red(
    "GATE-8",
    "a waiver for a stack of the other service",
    notHeld,
    by((register, asOf) => waived(register, asOf, { stack: "notify-production" })),
  ),
  ocp.green("GATE-8", "a waiver that the other server manager approved", {
    advice: ["waivers-in-use"],
    register: (register, asOf) => waived(register, asOf, { approver: "dogsbody-manager-2" }),
  }),
];

/** Cases of what the register may not say of itself. */
export const wordsCases: readonly Case[] = [...powers, ...facts, ...settled, ...keys, ...root, ...waivers];
