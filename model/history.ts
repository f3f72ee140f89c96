import { z } from "zod";
import { kinds } from "./register.ts";

/** The type of the record that brings what was deployed before, and is contradicted now, into a stack. */
export const historyType = "gatehouse:register:History";

/** The rule that holds a register against it. */
export const historyKept = "history-kept";

/** The kinds of which the past counts. Entries of all others say how things are to be, and nothing of what happened. */
export const rememberedKinds = [
  "people",
  "grants",
  "rootGrants",
  "deployments",
  "reviews",
  "credentials",
  "vulnerabilities",
  "waivers",
  "corrections",
  "restageRuns",
  "buildpackReleases",
  "smokeTests",
  "spfRecords",
] as const satisfies readonly (keyof typeof kinds)[];
export type RememberedKind = (typeof rememberedKinds)[number];

/** A part of a register as it was once: entries that a later one contradicts, and what it takes to judge that. */
export const moment = z.strictObject({
  organisations: kinds.organisations.optional(),
  systems: kinds.systems.optional(),
  servers: kinds.servers.optional(),
  serviceAccounts: kinds.serviceAccounts.optional(),
  people: kinds.people.optional(),
  grants: kinds.grants.optional(),
  rootGrants: kinds.rootGrants.optional(),
  deployments: kinds.deployments.optional(),
  reviews: kinds.reviews.optional(),
  credentials: kinds.credentials.optional(),
  vulnerabilities: kinds.vulnerabilities.optional(),
  waivers: kinds.waivers.optional(),
  corrections: kinds.corrections.optional(),
  restageRuns: kinds.restageRuns.optional(),
  buildpackReleases: kinds.buildpackReleases.optional(),
  smokeTests: kinds.smokeTests.optional(),
  spfRecords: kinds.spfRecords.optional(),
  /** What somebody vouched for in the meantime who could not have, by what was there: known by what `act` of a contradiction is. */
  acts: z.array(z.string()).optional(),
});
export type Moment = z.infer<typeof moment>;

/** The data of the record: each moment that the register contradicts, the oldest first, and what of it cannot be read. */
export const history = z.strictObject({
  register: z.enum(["ocp", "notify"]),
  moments: z.array(moment),
  unreadable: z.array(z.strictObject({ type: z.string(), name: z.string(), problem: z.string() })),
});
export type History = z.infer<typeof history>;

/** What is told of a register that contradicts nothing. */
export function nothingForgotten(register: History["register"]): History {
  return { register, moments: [], unreadable: [] };
}
