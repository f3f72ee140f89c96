import type { Register } from "../../model/register.ts";
import type { Grant } from "../../model/schema/access.ts";

/** Where Notify runs in the compliant register, and who may work there, people and others. */

const places = { staging: "aws-staging", demo: "aws-staging", production: "aws-production" } as const;
const brokerSpaces = { staging: "notify-management-staging", production: "notify-management" } as const;
const developmentSpace = "notify-sandbox";
const applications = ["notifications-api", "notifications-admin"];

type Id = keyof typeof places;
const defaultNumbers: Readonly<Record<Id, string>> = {
  staging: "+18445550101",
  demo: "+18445550102",
  production: "+18447952263",
};
type BrokerId = keyof typeof brokerSpaces;

const ids = Object.keys(places) as Id[];
const brokerIds = Object.keys(brokerSpaces) as BrokerId[];

function each<T, K extends string>(keys: readonly K[], make: (key: K) => Record<string, T>): Record<string, T> {
  return Object.assign({}, ...keys.map(make));
}

export const accounts: Register["accounts"] = {
  "cloud-gov": {
    provider: "cloud-gov",
    name: "notify",
    spaces: {
      ...each(
        ["notify-production", "notify-production-egress", "notify-management", "notify-management-egress"],
        (name) => ({
          [name]: { production: true },
        }),
      ),
      ...each(
        [
          ...["notify-staging", "notify-staging-egress", "notify-demo", "notify-demo-egress"],
          ...["notify-management-staging", developmentSpace],
        ],
        (name) => ({
          [name]: { production: false },
        }),
      ),
    },
  },
  github: { provider: "github", name: "GSA", production: true },
  "aws-production": {
    provider: "aws",
    name: "production",
    production: true,
    accountId: "111122223333",
    partition: "aws-us-gov",
  },
  "aws-staging": {
    provider: "aws",
    name: "staging and demo",
    production: false,
    accountId: "444455556666",
    partition: "aws",
  },
};

export const environments: Register["environments"] = each(ids, (id) => ({
  [id]: {
    title: id,
    account: places[id],
    production: id === "production",
    deploysFrom: id === "staging" ? "main" : "production",
    region: id === "production" ? "us-gov-west-1" : "us-west-2",
    spaces: [`notify-${id}`, `notify-${id}-egress`],
    csvBucket: `notify-api-csv-upload-bucket-${id}`,
    defaultNumber: defaultNumbers[id],
    sendsFrom: ["52.222.122.97/32", "52.222.123.172/32"],
    apps: [`notify-api-${id}`, `notify-admin-${id}`],
    processes: ["web", "worker", "scheduler"],
    apiUrl: `https://notify-api-${id}.app.cloud.gov`,
    monitoring: "newrelic",
    logs: "cloud-gov",
    alerts: {
      slackWorkspace: "T0EXAMPLE01",
      slackChannel: "C04U9BGHUDB",
      ...(id === "production" && { relay: "https://alerts.notify.example.gov/slack/C04U9BGHUDB" }),
    },
    ...(id === "demo" ? { sharesAccountWith: "staging" } : { monthlySpendLimit: 25 }),
  },
}));

export const serviceAccounts: Register["serviceAccounts"] = {
  ...each(ids, (id) => ({
    [`cloud-gov-${id}`]: {
      title: `Deploys to ${id}`,
      kind: "cloud-gov",
      account: "cloud-gov",
      roles: ["OrgManager", "SpaceDeveloper"],
      spaces: [`notify-${id}`],
    },
  })),
  ...each(brokerIds, (id) => ({
    [`ssb-cloud-gov-${id}`]: {
      title: `Deploys the brokers of ${id}`,
      kind: "ssb-cloud-gov",
      account: "cloud-gov",
      roles: ["SpaceDeveloper"],
      spaces: [brokerSpaces[id]],
    },
    [`ssb-deployment-${id}`]: {
      title: `Makes the brokers' accounts of ${id}`,
      kind: "ssb-deployment",
      account: places[id],
      login: "ssb-deployer",
      roles: ["IAMFullAccess"],
      deploysFrom: ["198.51.100.64/28"],
    },
    [`sms-broker-${id}`]: {
      title: `Makes senders of text messages for ${id}`,
      kind: "sms-broker",
      account: places[id],
      login: "ssb-sms-broker",
      roles: ["sms_broker"],
    },
    [`smtp-broker-${id}`]: {
      title: `Makes senders of mail for ${id}`,
      kind: "smtp-broker",
      account: places[id],
      login: "ssb-smtp-broker",
      roles: ["smtp_broker"],
    },
  })),
  "ssb-cloud-gov-development": {
    title: "Restages the brokers of development",
    kind: "ssb-cloud-gov",
    account: "cloud-gov",
    roles: ["SpaceDeveloper"],
    spaces: [developmentSpace],
  },
};

function stored(environment: string, repositories: readonly string[], names: readonly string[]) {
  return repositories.flatMap((repository) => names.map((secretName) => ({ repository, environment, secretName })));
}

const stateSecrets = ["TERRAFORM_STATE_ACCESS_KEY", "TERRAFORM_STATE_SECRET_ACCESS_KEY"];

const dates = { issuedOn: "2024-01-15", rotatedOn: "2026-05-04" };

export const credentials: Register["credentials"] = {
  ...each(ids, (id) => ({
    [`cloud-gov-${id}-key`]: {
      title: `Deploys to ${id}`,
      kind: "space-deployer",
      serviceAccount: `cloud-gov-${id}`,
      environment: id,
      space: `notify-${id}`,
      storedIn: stored(id, applications, ["CLOUDGOV_USERNAME", "CLOUDGOV_PASSWORD"]),
      ...dates,
    },
    [`new-relic-${id}`]: {
      title: `New Relic's licence key of ${id}`,
      kind: "api-key",
      environment: id,
      storedIn: stored(id, applications, ["NEW_RELIC_LICENSE_KEY"]),
      ...dates,
    },
    [`terraform-state-${id}`]: {
      title: `Reads and writes the state of ${id}`,
      kind: "api-key",
      environment: id,
      storedIn: stored(id, applications, stateSecrets),
      ...dates,
    },
    [`application-secrets-${id}`]: {
      title: `What the applications of ${id} are given`,
      kind: "token",
      environment: id,
      storedIn: [
        ...stored(id, applications, ["DANGEROUS_SALT", "SECRET_KEY", "ADMIN_CLIENT_SECRET"]),
        ...stored(id, ["notifications-api"], ["NOTIFY_E2E_TEST_EMAIL", "NOTIFY_E2E_TEST_PASSWORD"]),
        ...stored(id, ["notifications-admin"], ["LOGIN_PEM", "NR_BROWSER_KEY", "API_PUBLIC_URL"]),
      ],
      ...dates,
    },
  })),
  "ssb-cloud-gov-development-key": {
    title: "Restages the brokers of development",
    kind: "space-deployer",
    serviceAccount: "ssb-cloud-gov-development",
    environment: "staging",
    space: developmentSpace,
    storedIn: stored("development", ["usnotify-ssb"], ["TF_VAR_CF_USERNAME", "TF_VAR_CF_PASSWORD"]),
    ...dates,
  },
  ...each(brokerIds, (id) => ({
    [`ssb-cloud-gov-${id}-key`]: {
      title: `Deploys the brokers of ${id}`,
      kind: "space-deployer",
      serviceAccount: `ssb-cloud-gov-${id}`,
      environment: id,
      space: brokerSpaces[id],
      storedIn: stored(id, ["usnotify-ssb"], ["TF_VAR_CF_USERNAME", "TF_VAR_CF_PASSWORD"]),
      ...dates,
    },
    [`ssb-deployment-${id}-key`]: {
      title: `Makes the brokers' accounts of ${id}`,
      kind: "iam-access-key",
      serviceAccount: `ssb-deployment-${id}`,
      environment: id,
      storedIn: stored(id, ["usnotify-ssb"], ["TF_VAR_AWS_ACCESS_KEY_ID", "TF_VAR_AWS_SECRET_ACCESS_KEY"]),
      ...dates,
    },
    [`ssb-terraform-state-${id}`]: {
      title: `Reads and writes the state of the brokers of ${id}`,
      kind: "api-key",
      environment: id,
      storedIn: stored(id, ["usnotify-ssb"], stateSecrets),
      ...dates,
    },
  })),
};

const ownNumbers = { "pilot-partner-1": "+18447891134", "pilot-partner-2": "+18888402596" } as const;

export const agencyServices: Register["agencyServices"] = each(["pilot-partner-1", "pilot-partner-2"], (id) => ({
  [id]: { title: id, agency: "agency-1", live: true, environment: "production", textMessageSenders: [ownNumbers[id]] },
}));

/** A number whose made-up id tells it. */
const number = (number: string, environment: string, registrationUseCases: UseCases) => ({
  [number]: { environment, phoneNumberId: `phone-${number.slice(1).padStart(32, "0")}`, registrationUseCases },
});
type UseCases = NonNullable<Register["phoneNumbers"][string]["registrationUseCases"]>;

export const buckets: Register["buckets"] = each(ids, (id) => ({
  [`notify-terraform-state-${id}`]: { kind: "state", environment: id },
}));

export const phoneNumbers: Register["phoneNumbers"] = {
  ...each(ids, (id) => number(defaultNumbers[id], id, ["one-time-passwords", "service-messages"])),
  ...each(Object.values(ownNumbers), (own) => number(own, "production", ["service-messages"])),
};

export const systems: Register["systems"] = {
  "cloud-gov": {
    title: "cloud.gov",
    account: "cloud-gov",
    roles: {
      "org-manager": { title: "Administrator", permission: "OrgManager" },
      "space-manager": { title: "DevOps Engineer", permission: "SpaceManager" },
      "space-developer": { title: "DevOps Engineer with access to applications", permission: "SpaceDeveloper" },
    },
  },
  "aws-production": {
    title: "AWS, production",
    account: "aws-production",
    roles: { administrator: { title: "Administrator", permission: "NotifyAdministrators" } },
  },
  "aws-staging": {
    title: "AWS, staging and demo",
    account: "aws-staging",
    roles: { "devops-engineer": { title: "DevOps Engineer", permission: "NotifyAdministrators" } },
  },
};

/** Grants of these systems, each made as `approved` makes one. */
export function grantsOf(approved: (person: string) => Grant): Register["grants"] {
  return {
    "cloud-gov": {
      "org-manager": [approved("admin-2")],
      "space-manager": [{ ...approved("devops-1"), space: "notify-staging" }],
      "space-developer": [{ ...approved("devops-1"), space: "notify-staging" }],
    },
    "aws-production": { administrator: [approved("admin-2")] },
    "aws-staging": { "devops-engineer": [approved("admin-2"), approved("devops-1")] },
  };
}
