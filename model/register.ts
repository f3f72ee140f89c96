import { z } from "zod";
import * as access from "./schema/access.ts";
import * as change from "./schema/change.ts";
import { date, phoneNumber } from "./schema/common.ts";
import { corrections } from "./schema/corrections.ts";
import * as hosting from "./schema/hosting.ts";
import * as mail from "./schema/mail.ts";
import * as people from "./schema/people.ts";

/** The two organisations that have a folder in the register. */
export const registerIds = ["ocp", "notify"] as const;
export type RegisterId = (typeof registerIds)[number];

/**
 * Every kind of entry. A kind is one file in an organisation's folder, its name in kebab case (`rootGrants` is
 * `root-grants.yaml`), or a folder of files of that name (`root-grants/`); where neither is there, there are no entries of
 * that kind.
 */
export const kinds = {
  organisations: people.organisations,
  people: people.people,
  systems: access.systems,
  grants: access.grants,
  rootGrants: access.rootGrants,
  deployments: access.deployments,
  servers: hosting.servers,
  services: hosting.services,
  agencyServices: hosting.agencyServices,
  accounts: access.accounts,
  domains: mail.domains,
  spfRecords: mail.spfRecords,
  repositories: change.repositories,
  environments: hosting.environments,
  serviceAccounts: access.serviceAccounts,
  credentials: access.credentials,
  phoneNumbers: z.record(phoneNumber, hosting.number),
  buckets: hosting.buckets,
  vulnerabilities: change.vulnerabilities,
  reviews: access.reviews,
  waivers: access.waivers,
  corrections,
  restageRuns: z.array(hosting.restageRun),
  buildpackReleases: z.array(hosting.buildpackRelease),
  smokeTests: z.array(hosting.smokeTest),
} as const;

export type Kind = keyof typeof kinds;

/** One organisation's folder: the whole truth about who has access to what. */
export type Register = { readonly [K in Kind]: z.infer<(typeof kinds)[K]> } & { readonly id: RegisterId };

/** `register.yaml`: what holds for both folders. */
export const registerHead = z.strictObject({
  asOf: date.meta({ description: "The day that these files are kept for; offline runs judge them as of then" }),
});

export type RegisterHead = z.infer<typeof registerHead>;

/** A register with nothing in it. */
export function emptyRegister(id: RegisterId): Register {
  const entries = Object.entries(kinds).map(([kind, schema]) => [kind, schema instanceof z.ZodArray ? [] : {}]);
  return { id, ...Object.fromEntries(entries) };
}

/** The file that a kind is kept in: `rootGrants` is `root-grants.yaml`. */
export function fileOfKind(kind: Kind): string {
  return `${folders[kind]}.yaml`;
}

/** Worked out once: every subject has one of them in it. */
const folders = Object.fromEntries(
  Object.keys(kinds).map((kind) => [kind, kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)]),
) as Readonly<Record<Kind, string>>;

/** The folder that a kind is kept in where it is more than one file: `rootGrants` is `root-grants`. */
export function folderOfKind(kind: Kind): string {
  return folders[kind];
}

/**
 * How an entry is named in messages and reports: organisation, file and keys joined by slashes, as in
 * `ocp/grants/redash/admin/ocp-owner-1`. An item of a list is named by its person, where it has one, else by its index.
 */
export function subjectOf(register: RegisterId, kind: Kind, ...keys: (string | number)[]): string {
  let subject = `${register}/${folderOfKind(kind)}`;
  for (const key of keys) subject += `/${key}`;
  return subject;
}
