import type { RegisterId } from "../../model/register.ts";
import type { Account } from "../../model/schema/access.ts";
import type { Organisation, Person } from "../../model/schema/people.ts";
import { notifyMessaging } from "./notify-messaging.ts";

type OrganisationKind = Organisation["kind"];

/** Who owns and who manages, in each register. No other organisation is of these kinds, whatever its entry says. */
export const leadingOrganisations: Readonly<
  Record<RegisterId, Readonly<Partial<Record<OrganisationKind, readonly string[]>>>>
> = {
  ocp: { owner: ["ocp"], manager: ["dogsbody"] },
  notify: { owner: ["pbs"], manager: [] },
};

/** The kinds of organisation that people of each kind of employment are of. */
export const kindsOfEmployment: Readonly<
  Record<RegisterId, Readonly<Record<Person["employment"], readonly OrganisationKind[]>>>
> = {
  ocp: {
    staff: ["owner", "manager", "partner", "contractor"],
    contractor: ["owner", "manager", "partner", "contractor"],
    "pbs-fed": [],
    "agency-partner": [],
  },
  notify: { staff: [], "pbs-fed": ["owner"], contractor: ["contractor"], "agency-partner": ["agency"] },
};

/** What is settled about an environment of Notify. */
export interface SettledEnvironment {
  readonly account: string;
  readonly deploysFrom: string;
  /** Where its API may answer, as the start of an address: cloud.gov's name of the application, or ours. */
  readonly api: readonly string[];
  /** Where a relay may post its alerts from; none where AWS's own chat service is. */
  readonly relay?: string;
}

/** The environments of Notify: what frees one of them from a rule stands here, and the register says the same. */
export const settledEnvironments: Readonly<Record<string, SettledEnvironment>> = {
  staging: {
    account: "aws-staging",
    deploysFrom: "main",
    api: ["https://notify-api-staging.app.cloud.gov", "https://api-staging.notify.gov"],
  },
  demo: {
    account: "aws-staging",
    deploysFrom: "production",
    api: ["https://notify-api-demo.app.cloud.gov", "https://api-demo.notify.gov"],
  },
  production: {
    account: "aws-production",
    deploysFrom: "production",
    api: ["https://notify-api-production.app.cloud.gov", "https://api.notify.gov"],
    relay: "https://alerts.notify.example.gov/slack/",
  },
};

/** Whose the accounts are that rules count by their provider; an account that is not here is of whom its entry says. */
export const providerOfAccount: Readonly<Record<RegisterId, Readonly<Record<string, Account["provider"]>>>> = {
  ocp: {
    ...{ linode: "linode", bytemark: "bytemark", hetzner: "hetzner", cloudflare: "cloudflare" },
    ...{ "google-cloud": "gcp", sentry: "sentry", aws: "aws" },
  },
  notify: { github: "github", "cloud-gov": "cloud-gov", "aws-production": "aws", "aws-staging": "aws" },
};

/** Networks that a condition on source addresses may let in: where brokers are deployed from, and where cloud.gov calls from. */
export const settledNetworks: { readonly deploying: readonly string[]; readonly sending: readonly string[] } = {
  deploying: ["198.51.100.64/28"],
  sending: notifyMessaging.sourceAddresses,
};

/** Services of OCP that others wrote. Every other one is ours, and so reports its errors to Sentry. */
export const thirdPartyServices: readonly string[] = ["helpdesk-crm", "kingfisher-replica", "prometheus", "redash"];

/** Names by which a service is known that has a host of its own, in its id or title, so that another id does not move it. */
export const knownByName: Readonly<Record<string, readonly string[]>> = {
  "helpdesk-crm": ["crm", "helpdesk", "redmine"],
  kingfisher: ["kingfisher"],
  "extension-explorer": ["extension explorer", "extensions"],
};
