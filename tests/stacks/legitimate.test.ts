import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadRegister } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import { policiesOf } from "../../policies/packs/policies.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { notifyEnvironment } from "../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../stacks/notify-platform.ts";
import { ocp } from "../../stacks/ocp.ts";
import { changed, type Draft, sshKey } from "../policies/compliant.ts";
import { blocking, filesOf, run, stackNamed } from "../policies/packs/harness.ts";
import { recorded } from "./record.ts";

/*
 * What the rules have to let through: honest changes of the shipped register, made by the stack's program and judged by all policies of
 * its pack.
 */

const { head, registers } = loadRegister(fileURLToPath(new URL("../../register", import.meta.url)));

const programs = {
  ocp: { program: ocp, register: registers.ocp },
  "notify-platform": { program: notifyPlatform, register: registers.notify },
  "notify-staging": { program: notifyEnvironment("staging", { offline: true }), register: registers.notify },
  "notify-production": { program: notifyEnvironment("production", { offline: true }), register: registers.notify },
} as const;
type Stack = keyof typeof programs;

const servers = ["ns-1.example.net", "ns-2.example.net"];
const domainOf = { ocp: "open-contracting.org", staging: "notify-staging.example.gov", production: "notify.gov" };
const { asOf } = head;

/** Somebody of Notify who has a role from today on. */
function joins(draft: Draft, system: string, role: string, person: string): void {
  draft.people[person] = {
    ...{ name: person, organisation: "pbs", email: `${person}@example.gov`, employment: "pbs-fed" },
    github: `notify-${person}`,
  };
  const holder = { person, approvedBy: "system-owner", approvedOn: asOf, createdBy: "admin-2", createdOn: asOf };
  draft.grants[system][role].push(holder);
}

/** A server of the Open Contracting Partnership like another one, with the service that it is for. */
function anotherServer({ servers, services }: Draft, like: string, id: string, own: object, service: object): void {
  const { monitoring, ...rest } = servers[like];
  servers[id] = { ...rest, saltTarget: id, monitoring: { ...monitoring, job: id }, ...own };
  delete servers[id].monitoring.prometheusServer;
  services[id] = { author: "third-party", managedBy: "salt", server: id, ...service };
}

const changes: readonly [Stack, string, (draft: Draft) => void][] = [
  [
    "ocp",
    "a new machine in the Hetzner cloud, and its service",
    (draft) =>
      anotherServer(
        draft,
        "kingfisher-replica1",
        "kingfisher-replica2",
        {
          ...{ hostname: "replica2.kingfisher.open-contracting.org", location: "nbg1", type: "cpx52" },
          ...{ ipv4: "198.51.100.13", ipv6: "2001:db8:1::13" },
        },
        { title: "Kingfisher database replica 2" },
      ),
  ],
  [
    "ocp",
    "a new server at Bytemark, and its service",
    (draft) =>
      anotherServer(
        draft,
        "covid19-dev",
        "toucan-dev",
        { hostname: "toucan-dev.default.opencontracting.uk0.bigv.io" },
        { title: "Toucan, development" },
      ),
  ],
  [
    "ocp",
    "a larger machine",
    ({ servers }) => {
      servers.crm.type = "g6-standard-4";
    },
  ],
  [
    "ocp",
    "a machine with another system",
    ({ servers }) => {
      servers.crm.image = "linode/debian12";
    },
  ],
  ["ocp", "a port that is opened", ({ servers }) => void servers.crm.openPorts.push(8443)],
  ["ocp", "a port that is closed", ({ servers }) => void servers.crm.openPorts.shift()],
  [
    "ocp",
    "a machine with another address",
    ({ servers }) => {
      servers.crm.ipv6 = "2001:db8::17";
    },
  ],
  [
    "ocp",
    "a bucket for backups, and who writes to it",
    ({ buckets }) => {
      buckets["ocp-docs-backup"] = { kind: "backup", service: "docs" };
    },
  ],
  [
    "ocp",
    "a bucket for a state",
    ({ buckets }) => {
      buckets["ocp-other-state"] = { kind: "state" };
    },
  ],
  [
    "ocp",
    "another sender, by SES",
    ({ domains }) => {
      domains[domainOf.ocp].senders.alerts = {
        ...{ kind: "ses", reason: "What our monitors write", host: "alerts.open-contracting.org" },
        ...{ region: "us-east-1", mailFrom: "mail", account: "aws", feedback: "sysadmin@open-contracting.org" },
      };
    },
  ],
  [
    "ocp",
    "mail that is rejected, and no longer put aside",
    ({ domains }) => {
      domains[domainOf.ocp].dmarc.policy = "reject";
    },
  ],
  [
    "ocp",
    "one more who is told of failed encryption",
    ({ domains }) => {
      domains[domainOf.ocp].tlsReports.push("sysadmin@open-contracting.org");
    },
  ],
  [
    "ocp",
    "a delegation, for a reason",
    ({ domains }) => {
      domains[domainOf.ocp].delegations = {
        "lab.open-contracting.org": { servers, reason: "The lab makes names there" },
      };
    },
  ],
  [
    "ocp",
    "an alias, for a reason",
    ({ domains }) => {
      domains[domainOf.ocp].aliases = {
        "status.open-contracting.org": { target: "page.example.net", reason: "Status" },
      };
    },
  ],
  [
    "ocp",
    "a text, for a reason",
    ({ domains }) => {
      domains[domainOf.ocp].texts = { [domainOf.ocp]: [{ text: "site-verification=1", reason: "The search console" }] };
    },
  ],
  [
    "ocp",
    "one key more of somebody",
    ({ people }) => {
      people["cds-developer-1"].sshKeys = [
        ...(people["cds-developer-1"].sshKeys ?? []),
        sshKey("cds-developer-1", "second"),
      ];
    },
  ],
  [
    "ocp",
    "a website with a name of its own",
    ({ services }) => {
      services["kingfisher-replica"].hostname = "db.kingfisher.open-contracting.org";
    },
  ],
  [
    "ocp",
    "another title of a service",
    ({ services }) => {
      services["extension-explorer"].title = "Extensions";
    },
  ],
  [
    "ocp",
    "a server that goes, with its service",
    ({ servers, services }) => {
      for (const [id, { server }] of Object.entries<{ server?: string }>(services)) {
        if (server === "covid19-dev") delete services[id];
      }
      delete servers["covid19-dev"];
    },
  ],
  ["notify-platform", "an engineer who joins", (draft) => joins(draft, "github", "engineer", "engineer-9")],
  [
    "notify-platform",
    "an engineer whose role is revoked",
    ({ grants }) => {
      grants.github.engineer[0].revokedOn = asOf;
    },
  ],
  [
    "notify-platform",
    "a login in other letters",
    ({ people }) => {
      people["engineer-1"].github = "Notify-Engineer-1";
    },
  ],
  [
    "notify-platform",
    "a repository that is private from now on",
    ({ repositories }) => {
      repositories["usnotify-ssb"].visibility = "private";
    },
  ],
  [
    "notify-platform",
    "a repository more, with its teams, files and protection",
    ({ repositories }) => {
      const { releasedByTag: _, files, ...like } = repositories["ttsnotify-brokerpak-sms"];
      const { ".github/workflows/release.yml": __, ...rest } = files;
      repositories["ttsnotify-brokerpak-logs"] = { ...like, files: rest, title: "The brokerpak of logs" };
    },
  ],
  [
    "notify-platform",
    "three approvals for production",
    ({ repositories }) => {
      repositories["notifications-api"].branches.production.approvals = 3;
    },
  ],
  [
    "notify-platform",
    "a path more whose changes the ISSO approves",
    ({ repositories }) => {
      repositories["notifications-api"].codeOwners[0].paths.push("/app/dao/");
    },
  ],
  [
    "notify-platform",
    "another version of Python",
    ({ repositories }) => {
      repositories["notifications-api"].files[".github/workflows/checks.yml"].values.PYTHON_VERSION = "3.13.5";
    },
  ],
  [
    "notify-platform",
    "another title of a repository",
    ({ repositories }) => {
      repositories["notifications-api"].title = "What sends the messages of US Notify";
    },
  ],
  [
    "notify-platform",
    "another name of the site",
    ({ repositories }) => {
      repositories["notifications-admin"].files[".github/workflows/deploy-prod.yml"].values.SITE = "app.notify.gov";
    },
  ],
  [
    "notify-platform",
    "a brokerpak that is raised",
    ({ repositories }) => {
      repositories["usnotify-ssb"].files["app-setup-sms.sh"].values.SMS_BROKERPAK_VERSION = "v2.1.2";
    },
  ],
  [
    "notify-staging",
    "a bucket for a state",
    ({ buckets }) => {
      buckets["notify-other-state"] = { kind: "state", environment: "staging" };
    },
  ],
  [
    "notify-staging",
    "a lower limit for texts",
    ({ environments }) => {
      environments.staging.monthlySpendLimit = 20;
    },
  ],
  [
    "notify-staging",
    "somebody who works in the account",
    (draft) => joins(draft, "aws-staging", "devops-engineer", "devops-9"),
  ],
  [
    "notify-staging",
    "a domain more, with its sender",
    ({ domains }) => {
      domains["notify-trial.example.gov"] = {
        ...domains[domainOf.staging],
        zoneId: "89abcdef0123456789abcdef01234599",
      };
    },
  ],
  [
    "notify-staging",
    "a deployment account that works from one network",
    ({ serviceAccounts }) => {
      for (const account of Object.values<{ deploysFrom?: string[] }>(serviceAccounts)) {
        if (account.deploysFrom !== undefined) account.deploysFrom = ["198.51.100.72/29"];
      }
    },
  ],
  [
    "notify-production",
    "a number more, for a service of its own",
    ({ phoneNumbers, agencyServices, grants }) => {
      phoneNumbers["+18882223344"] = {
        environment: "production",
        phoneNumberId: "phone-00000000000000000000018882223344",
        registrationUseCases: ["service-messages"],
      };
      agencyServices["partner-3"] = { ...agencyServices["pilot-partner-1"], title: "Partner 3" };
      agencyServices["partner-3"].textMessageSenders = ["+18882223344"];
      const [manager] = grants.application["user-manager"];
      grants.application["user-manager"].push({ ...manager, createdOn: asOf, service: "partner-3" });
    },
  ],
  [
    "notify-production",
    "a delegation, for a reason",
    ({ domains }) => {
      domains[domainOf.production].delegations = {
        "ssb.notify.gov": { servers, reason: "The broker makes names there" },
      };
    },
  ],
  [
    "notify-production",
    "an alias, for a reason",
    ({ domains }) => {
      domains[domainOf.production].aliases = { "status.notify.gov": { target: "page.example.net", reason: "Status" } };
    },
  ],
  [
    "notify-production",
    "a text, for a reason",
    ({ domains }) => {
      domains[domainOf.production].texts = { "notify.gov": [{ text: "site-verification=2", reason: "The console" }] };
    },
  ],
  [
    "notify-production",
    "one more who is told of forged mail",
    ({ domains }) => {
      domains[domainOf.production].dmarc.aggregateReports.push("dmarc@notify.gov");
    },
  ],
  [
    "notify-production",
    "somebody who works in the account",
    (draft) => joins(draft, "aws-production", "administrator", "admin-9"),
  ],
  [
    "notify-platform",
    "another version of what exports for audits",
    ({ repositories }) => {
      repositories["notifications-admin"].files[".github/workflows/checks.yml"].values.POETRY_VERSION = "2.1.4";
    },
  ],
  [
    "notify-staging",
    "one more who is told of forged mail",
    ({ domains }) => {
      domains[domainOf.staging].dmarc.aggregateReports.push("dmarc@notify.gov");
    },
  ],
  [
    "notify-production",
    "a bucket for a state",
    ({ buckets }) => {
      buckets["notify-other-state-production"] = { kind: "state", environment: "production" };
    },
  ],
];

test("there are forty", () => {
  expect(changes.length).toBeGreaterThanOrEqual(40);
});

/** All of a stack at once: a rule names what it refuses, and none of them is there to make up for another. */
test.each(Object.keys(programs) as Stack[])("all of %s pass", async (stack) => {
  const { program, register } = programs[stack];
  const own = changes.filter(([its]) => its === stack);
  const next = own.reduce<Register>((before, [, title, change]) => {
    const after = changed(before, change);
    expect(after, title).not.toEqual(before);
    return after;
  }, register);
  const resources = [stackNamed(stack), ...(await recorded(() => program(next), stack))];
  const policies = policiesOf(register.id, rulesFor(register.id), asOf, undefined, filesOf(next));
  expect(blocking(await run(policies, resources))).toEqual([]);
});
