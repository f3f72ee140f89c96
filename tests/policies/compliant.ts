import { createHash } from "node:crypto";
import { emptyRegister, type Register } from "../../model/register.ts";
import type { Grant, RootGrant } from "../../model/schema/access.ts";
import type { Person } from "../../model/schema/people.ts";
import * as where from "./compliant-environments.ts";
import { notifyDomains, ocpDomains, spfRecords } from "./compliant-mail.ts";

/** The day that the compliant registers are judged as of. */
export const asOf = "2026-06-01";

/** A register on its way to be broken. Entries are looked up freely: that one is missing fails the test by itself. */
// biome-ignore lint/suspicious/noExplicitAny: a test may break anything, also into a shape that the schema forbids
export type Draft = { -readonly [K in keyof Register]: any };

/** A copy of a register with one change. */
export function changed(register: Register, change: (draft: Draft) => void): Register {
  const draft: Draft = structuredClone(register);
  change(draft);
  return draft;
}

/** An ed25519 public key of nobody: it is made from `seed`, so that a person's key is the same in every test. */
export function sshKey(comment: string, seed = comment): string {
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([part(Buffer.from("ssh-ed25519")), part(createHash("sha256").update(seed).digest())]);
  return `ssh-ed25519 ${blob.toString("base64")} ${comment}`;
}

/** Somebody of an OCP organisation, with an address at its domain and an SSH key. */
export function ocpPerson(id: string, organisation: string, domain: string): Person {
  return { name: id, organisation, email: `${id}@${domain}`, employment: "staff", sshKeys: [sshKey(id)] };
}

/** What all servers have in common, whoever hosts them. */
function ourServer(id: string) {
  return {
    stage: "production",
    manager: "dogsbody",
    contact: "sysadmin@dogsbody.com",
    configManagement: "salt",
    saltTarget: id,
    monitoring: { job: id, port: 7231, scheme: "https" },
  } as const;
}

const since = { createdOn: "2024-01-15" };

/** As little of the OCP register as has something of everything. */
export const ocpRegister: Register = {
  ...emptyRegister("ocp"),
  organisations: {
    ocp: { name: "Open Contracting Partnership", kind: "owner" },
    dogsbody: { name: "Dogsbody Technology", kind: "manager" },
    ods: { name: "Open Data Services Co-operative", kind: "partner" },
    cds: { name: "Centro de Desarrollo Sostenible", kind: "partner" },
  },
  people: {
    "ocp-owner-1": ocpPerson("ocp-owner-1", "ocp", "open-contracting.org"),
    "dogsbody-manager-1": ocpPerson("dogsbody-manager-1", "dogsbody", "dogsbody.com"),
    "ods-developer-1": ocpPerson("ods-developer-1", "ods", "opendataservices.coop"),
    "cds-developer-1": ocpPerson("cds-developer-1", "cds", "cds.com.py"),
  },
  systems: {
    redash: { title: "Redash", roles: { admin: { title: "Administrators" }, member: { title: "Members" } } },
    redmine: {
      title: "Helpdesk CRM",
      roles: { administrator: { title: "Administrators" }, member: { title: "Members" } },
    },
    sentry: {
      title: "Sentry",
      account: "sentry",
      roles: { owner: { title: "Owner" }, admin: { title: "Admin" }, member: { title: "Member" } },
    },
  },
  grants: {
    redash: { admin: [{ person: "ocp-owner-1", ...since }] },
    redmine: { administrator: [{ person: "ocp-owner-1", ...since }] },
    sentry: {
      owner: [{ person: "ocp-owner-1", ...since }],
      admin: [
        { person: "ods-developer-1", ...since },
        { person: "cds-developer-1", ...since },
      ],
    },
  },
  rootGrants: {
    "*": [
      { person: "ocp-owner-1", basis: "owner", grantedOn: "2024-01-15" },
      { person: "dogsbody-manager-1", basis: "manager", grantedOn: "2024-01-15" },
    ],
    toucan: [
      {
        person: "ods-developer-1",
        basis: "developer",
        grantedOn: "2025-02-03",
        grantedBy: "dogsbody-manager-1",
        expectedToDeploy: true,
        reason: "Deploys OCDS Toucan",
      },
    ],
  },
  deployments: [{ person: "ods-developer-1", server: "toucan", deployedOn: "2026-04-07", commit: "0a1b2c3" }],
  servers: {
    crm: {
      ...ourServer("crm"),
      hostname: "ocp16.open-contracting.org",
      provider: "linode",
      location: "eu-west",
      type: "g6-standard-2",
      image: "linode/ubuntu24.04",
      ipv4: "192.0.2.16",
      ipv6: "2001:db8::16",
      openPorts: [22, 443],
      offsiteBackups: [
        { provider: "gcp", bucket: "crm-daily-backups", frequency: "daily", operator: "dogsbody" },
        { provider: "gcp", bucket: "crm-weekly-backups", frequency: "weekly", operator: "dogsbody" },
      ],
    },
    "kingfisher-replica1": {
      ...ourServer("kingfisher-replica1"),
      hostname: "replica1.kingfisher.open-contracting.org",
      provider: "hetzner-cloud",
      location: "fsn1",
      type: "cpx42",
      image: "ubuntu-24.04",
      ipv4: "198.51.100.12",
      openPorts: [22],
    },
    // The Prometheus server too, so that there is no server more than there has to be.
    toucan: {
      ...ourServer("toucan"),
      hostname: "toucan.default.opencontracting.uk0.bigv.io",
      provider: "bytemark",
      location: "York",
      ipv4: "198.51.100.20",
      ipv6: "2001:db8:2::20",
      openPorts: [22, 80, 443],
      backup: { everyDays: 7, retained: 1, startDay: "Thursday", startBeforeUtc: "10:00" },
      monitoring: { job: "toucan", port: 7231, scheme: "https", prometheusServer: true },
    },
  },
  services: {
    "helpdesk-crm": {
      title: "Helpdesk CRM",
      server: "crm",
      hostname: "crm.open-contracting.org",
      author: "third-party",
      managedBy: "salt",
      holdsData: true,
    },
    kingfisher: {
      title: "Kingfisher",
      server: "kingfisher-replica1",
      user: "kingfisher",
      author: "ocp",
      managedBy: "salt",
      sentry: { project: "kingfisher", recipients: ["cds-developer-1"] },
    },
    "kingfisher-replica": {
      title: "Kingfisher database replica",
      server: "kingfisher-replica1",
      author: "third-party",
      managedBy: "salt",
      holdsData: true,
    },
    "extension-explorer": {
      title: "OCDS Extension Explorer",
      pages: {
        repository: "extension-explorer",
        cname: "extensions.open-contracting.org",
        branch: "gh-pages",
        path: "/",
      },
      author: "ocp",
      managedBy: "other",
    },
    toucan: {
      title: "OCDS Toucan",
      server: "toucan",
      user: "toucan",
      author: "ocp",
      managedBy: "salt",
      sentry: { project: "toucan", recipients: ["ods-developer-1"] },
    },
  },
  credentials: {
    "sentry-kingfisher": {
      title: "Sentry DSN of Kingfisher",
      kind: "dsn",
      service: "kingfisher",
      pillarKey: "kingfisher:sentry:dsn",
      issuedOn: "2024-03-11",
    },
    "sentry-toucan": {
      title: "Sentry DSN of OCDS Toucan",
      kind: "dsn",
      service: "toucan",
      pillarKey: "toucan:sentry:dsn",
      issuedOn: "2024-03-11",
    },
  },
  accounts: {
    linode: {
      provider: "linode",
      name: "opencontractingpartnership",
      users: {
        opencontractingpartnership: { access: "full", organisation: "ocp", email: "owner@open-contracting.org" },
        "opencontracting-dogsbody": { access: "full", organisation: "dogsbody", email: "manager@dogsbody.com" },
        opencontracting: { access: "limited", organisation: "ocp", email: "helpdesk@open-contracting.org" },
      },
    },
    bytemark: {
      provider: "bytemark",
      name: "opencontracting",
      users: {
        opencontracting: { access: "primary", organisation: "ocp" },
        opendataservices: { access: "secondary", organisation: "ods" },
        "opencon-tech": { access: "secondary", organisation: "ocp" },
      },
    },
    sentry: { provider: "sentry", name: "open-contracting-partnership" },
    aws: {
      provider: "aws",
      name: "open-contracting",
      accountId: "777788889999",
      partition: "aws",
      region: "us-east-1",
    },
  },
  domains: ocpDomains,
  spfRecords: spfRecords.ocp,
  buckets: {
    "ocp-toucan-backup": { kind: "backup", service: "toucan" },
    "ocp-kingfisher-replica-backup": { kind: "pgbackrest-backup", service: "kingfisher-replica" },
    "gatehouse-ocp-state": { kind: "state" },
  },
  reviews: [{ subject: "root-access", reviewedOn: "2026-03-15", by: "ocp-owner-1" }],
};

/** A grant that the System Owner approved and the first Administrator made. */
export function approved(person: string, createdOn = "2023-05-03"): Grant {
  return { person, approvedBy: "system-owner", approvedOn: "2023-05-01", createdBy: "admin-1", createdOn };
}

/** Somebody who works on Notify, with a login on GitHub. */
export function notifyPerson(id: string, employment: Person["employment"] = "pbs-fed"): Person {
  const organisation = employment === "pbs-fed" ? "pbs" : employment === "contractor" ? "contractor-1" : "agency-1";
  return { name: id, organisation, email: `${id}@example.gov`, employment, github: `notify-${id}` };
}

type Repository = Register["repositories"][string];

/** A repository whose branches demand the checks, and whose files and code owners are those of the real one. */
function repository(
  branches: Readonly<Record<string, readonly string[]>>,
  files: Readonly<Record<string, string>>,
  securityPaths: readonly string[],
  { ecosystem = "terraform", ...more }: Partial<Repository> & { readonly ecosystem?: string } = {},
): Repository {
  const mergedBy = ["notify-administrators"];
  const templates = { ".github/pull_request_template.md": "every/pull_request_template.md", ...files };
  return {
    owner: "GSA",
    title: "A repository of US Notify",
    visibility: "public",
    managed: true,
    defaultBranch: "main",
    branches: Object.fromEntries(
      Object.entries(branches).map(([branch, checks]) => [
        branch,
        { approvals: 1, requiredChecks: [...checks], mergedBy },
      ]),
    ),
    teams: { "notify-administrators": "admin", "notify-engineers": "push", "notify-isso": "push" },
    codeOwners: [{ team: "notify-isso", paths: ["/.github/", ...securityPaths] }],
    files: {
      [dependabot]: { template: "every/dependabot.yml", values: { ECOSYSTEM: ecosystem } },
      ...Object.fromEntries(Object.entries(templates).map(([path, template]) => [path, { template }])),
    },
    ...more,
  };
}

const dependabot = ".github/dependabot.yml";
const protectedOnly = { deploysFrom: "protected-branches" } as const;
const versions = { PYTHON_VERSION: "3.13.2", POETRY_VERSION: "2.3.4", POETRY_EXPORT_VERSION: "1.9.0" };

/** A repository of an application, with these checks. */
function application(name: string, checks: readonly string[], securityPaths: readonly string[]): Repository {
  const plain = {
    ".github/scripts/cf-login.sh": "every/cf-login.sh",
    ".github/scripts/deploy-egress-proxy.sh": "every/deploy-egress-proxy.sh",
    ".github/workflows/promotion.yml": "application/promotion.yml",
    ...(name === "notifications-api" && { ".github/workflows/restage-apps.yml": `${name}/restage-apps.yml` }),
  };
  const filledIn = (template: string, values: Readonly<Record<string, string>> = {}) => ({
    template: `${name}/${template}`,
    values: { ...values, ...versions },
  });
  const made = repository(
    { main: checks, production: [...checks, "from-main"] },
    plain,
    ["/terraform/", "/deploy-config/", "/manifest.yml", "/app/config.py", ...securityPaths],
    {
      ecosystem: "pip",
      environments: { staging: protectedOnly, demo: protectedOnly, production: protectedOnly },
    },
  );
  const fromProduction = (environment: string) =>
    filledIn("deploy-from-production.yml", { ENVIRONMENT: environment, SITE: `notify-${environment}.app.cloud.gov` });
  return {
    ...made,
    files: {
      ...made.files,
      ...(name === "notifications-admin" && { [dependabot]: { template: `${name}/dependabot.yml` } }),
      ".github/workflows/checks.yml": filledIn("checks.yml"),
      ".github/workflows/deploy.yml": filledIn("deploy.yml", { SITE: "notify-staging.app.cloud.gov" }),
      ".github/workflows/deploy-demo.yml": fromProduction("demo"),
      ".github/workflows/deploy-prod.yml": fromProduction("production"),
    },
  };
}

function brokerRepository(): Repository {
  const broker = repository(
    { main: ["validate"] },
    {
      ".github/scripts/cf-login.sh": "every/cf-login.sh",
      ".github/scripts/restage-brokers.sh": "usnotify-ssb/restage-brokers.sh",
      ".github/workflows/apply.yml": "usnotify-ssb/apply.yml",
      ".github/workflows/validate.yml": "usnotify-ssb/validate.yml",
      ".github/workflows/restage-apps.yml": "usnotify-ssb/restage-apps.yml",
    },
    ["/terraform/", "/app-setup-sms.sh", "/app-setup-smtp.sh"],
    {
      environments: { staging: protectedOnly, production: protectedOnly, development: protectedOnly },
    },
  );
  const script = (name: string, version: string, variable: string) => ({
    template: `usnotify-ssb/${name}`,
    values: { CSB_VERSION: "v2.5.3", [variable]: version },
  });
  return {
    ...broker,
    files: {
      ...broker.files,
      "app-setup-sms.sh": script("app-setup-sms.sh", "v2.1.1", "SMS_BROKERPAK_VERSION"),
      "app-setup-smtp.sh": script("app-setup-smtp.sh", "v2.0.0", "SMTP_BROKERPAK_VERSION"),
    },
  };
}

/** As little of the Notify register as has something of everything. */
export const notifyRegister: Register = {
  ...emptyRegister("notify"),
  domains: notifyDomains,
  spfRecords: spfRecords.notify,
  organisations: {
    pbs: { name: "Public Benefits Studio", kind: "owner" },
    "contractor-1": { name: "Contractor one", kind: "contractor" },
    "agency-1": { name: "Pilot agency one", kind: "agency" },
  },
  people: {
    "system-owner": notifyPerson("system-owner"),
    "admin-1": notifyPerson("admin-1"),
    "admin-2": notifyPerson("admin-2"),
    "engineer-1": notifyPerson("engineer-1", "contractor"),
    "isso-1": notifyPerson("isso-1"),
    "devops-1": notifyPerson("devops-1", "contractor"),
    ...Object.fromEntries(
      ["partner-1", "partner-2"].map((id) => [
        id,
        { name: id, organisation: "agency-1", email: `${id}@example.gov`, employment: "agency-partner" } as const,
      ]),
    ),
  },
  systems: {
    github: {
      title: "GitHub",
      account: "github",
      roles: {
        administrator: { title: "Administrators", permission: "admin", team: "notify-administrators" },
        engineer: { title: "Engineers", permission: "push", team: "notify-engineers" },
        isso: { title: "Security Officers", permission: "push", team: "notify-isso" },
      },
    },
    application: {
      title: "US Notify",
      roles: {
        "platform-administrator": { title: "Platform Administrator", permission: "platform_admin" },
        "user-manager": { title: "User Manager", permission: "manage_users" },
        user: { title: "User" },
      },
    },
    ...where.systems,
  },
  grants: {
    ...where.grantsOf(approved),
    github: {
      administrator: [{ person: "admin-1", createdOn: "2023-04-18" }, approved("admin-2")],
      engineer: [approved("engineer-1")],
      isso: [approved("isso-1")],
    },
    application: {
      "platform-administrator": [approved("admin-2")],
      "user-manager": ["1", "2"].map((which) => ({
        ...{ person: `partner-${which}`, createdBy: "admin-2", createdOn: "2023-07-10" },
        ...{ service: `pilot-partner-${which}`, permissions: ["manage_users", "send_texts"] },
      })),
      user: [],
    },
  },
  accounts: where.accounts,
  environments: where.environments,
  serviceAccounts: where.serviceAccounts,
  credentials: where.credentials,
  agencyServices: where.agencyServices,
  phoneNumbers: where.phoneNumbers,
  buckets: where.buckets,
  repositories: {
    "notifications-api": application(
      "notifications-api",
      ["build", "validate-new-relic-config", "pip-audit", "static-scan", "dynamic-scan"],
      ["/app/authentication/"],
    ),
    "notifications-admin": application(
      "notifications-admin",
      [
        ...["build", "end-to-end-tests", "validate-new-relic-config", "dependency-audits", "static-scan"],
        ...["dynamic-scan", "a11y-scan"],
      ],
      ["/app/main/views/sign_in.py", "/app/utils/login.py"],
    ),
    "usnotify-ssb": brokerRepository(),
    "ttsnotify-brokerpak-sms": repository(
      { main: ["test"] },
      { ".github/workflows/test.yml": "brokerpak/test.yml", ".github/workflows/release.yml": "brokerpak/release.yml" },
      ["/permission-policies.tf", "/services/"],
      { releasedByTag: true },
    ),
    "datagov-brokerpak-smtp": {
      owner: "GSA-TTS",
      title: "A repository of others",
      visibility: "public",
      managed: false,
      defaultBranch: "main",
      branches: {},
      teams: {},
    },
  },
};

/** The developer's grant of root in the compliant OCP register. */
export function developersGrant(draft: Draft): RootGrant & Record<string, unknown> {
  return draft.rootGrants.toucan[0];
}
