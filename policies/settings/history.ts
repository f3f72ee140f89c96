import type { RememberedKind } from "../../model/history.ts";

/** Days for which an entry is kept once no clause needs it any more: whoever looks back at a quarter finds it. Day 90 still keeps it. */
export const keptDays = 90;

/** Days for which a correction is kept: it is all that is left of what was put right, and who looks at a year has to find it. */
export const correctionKeptDays = 365;

/** Days for which a correction can be applied: one that is approved in advance lies about until somebody needs it. */
export const correctionGoodDays = 30;

/** How a field may change once it was deployed, and what that is in words. */
export const moves = {
  identity: "it tells the entry from all others: said otherwise, it is another entry, and the first one is gone",
  stays: "it may be filled in, and then stays",
  fixed: "it stays as it is, said or not",
  "stays once come": "it may be filled in, and moves only as long as its day has not come",
  "stays once left":
    "it may be filled in, and moves only as long as its day has not come; it goes when somebody comes back and is given something, once nothing of their leaving is left to do",
  "moves on once settled": "it moves to a later day, or goes, once every account was reviewed after the day before it",
  "of one human":
    "one of them may change, or two while an address, a login, a key or an account stays: with more at once it may be another human's",
  "with a change of role": "it changes with a new day in roleChangedOn, from which on what they hold is looked at",
  "not later": "it may be filled in, and then moves to an earlier day alone",
  "not earlier": "it may be filled in, and then moves to a later day alone",
  "not earlier, or open again": "it may be filled in, and then moves to a later day alone, or goes",
  "not lower": "it gets stricter alone",
  "only said of the time after": "days before the last rotation that was on record are not added",
  grows: "nothing in it goes",
  free: "it may change",
} as const;
export type Move = keyof typeof moves;

/**
 * What may become of each field of what is remembered. A test walks the schema: a new field has no place, and fails it until somebody
 * gives it one.
 */
export const movesOfFields: Readonly<Record<RememberedKind, Readonly<Record<string, Move>>>> = {
  people: {
    name: "of one human",
    organisation: "with a change of role",
    email: "of one human",
    employment: "with a change of role",
    github: "of one human",
    "accounts.*.*": "of one human",
    "sshKeys.*": "of one human",
    joinedOn: "stays",
    leftOn: "stays once left",
    roleChangedOn: "moves on once settled",
  },
  grants: {
    person: "identity",
    createdOn: "stays",
    createdBy: "stays",
    approvedBy: "stays",
    approvedOn: "stays",
    updatedOn: "not earlier",
    revokedOn: "stays once come",
    pending: "not lower",
    space: "identity",
    team: "identity",
    service: "identity",
    "permissions.*": "free",
    reason: "free",
  },
  rootGrants: {
    person: "identity",
    basis: "stays",
    grantedOn: "stays",
    grantedBy: "stays",
    expectedToDeploy: "free",
    reason: "free",
    revokedOn: "stays once come",
  },
  deployments: {
    person: "identity",
    server: "identity",
    deployedOn: "stays",
    commit: "identity",
    service: "free",
  },
  reviews: { subject: "identity", reviewedOn: "stays", by: "identity", server: "identity", notes: "free" },
  credentials: {
    title: "free",
    kind: "fixed",
    serviceAccount: "fixed",
    environment: "free",
    service: "free",
    space: "fixed",
    pillarKey: "free",
    "storedIn.*.repository": "free",
    "storedIn.*.environment": "free",
    "storedIn.*.secretName": "free",
    publicKey: "free",
    issuedOn: "not later",
    rotatedOn: "not earlier",
    "earlierRotations.*": "only said of the time after",
  },
  vulnerabilities: {
    title: "free",
    severity: "not lower",
    detectedOn: "not later",
    closedOn: "not earlier, or open again",
    owner: "free",
    repository: "free",
    analysis: "not lower",
    reason: "free",
    "source.tool": "stays",
    "source.id": "stays",
  },
  waivers: {
    rule: "fixed",
    subject: "fixed",
    stack: "fixed",
    reason: "free",
    owner: "free",
    author: "stays",
    approver: "stays",
    grantedOn: "stays",
    expiresOn: "not later",
  },
  corrections: {
    entry: "fixed",
    field: "fixed",
    was: "fixed",
    is: "fixed",
    reason: "fixed",
    author: "stays",
    approver: "stays",
    correctedOn: "stays",
  },
  restageRuns: {
    repository: "identity",
    environment: "identity",
    ref: "stays",
    "apps.*": "fixed",
    startedAt: "identity",
    finishedAt: "stays",
    succeeded: "stays",
  },
  buildpackReleases: { buildpack: "identity", releasedOn: "not later", "apps.*": "grows" },
  smokeTests: { environment: "identity", part: "identity", testedOn: "stays", by: "identity", passed: "stays" },
  spfRecords: { record: "free", addresses: "free", exchangers: "free", readOn: "not earlier" },
};

/** What a graded field says, from what asks least to what asks most; words on one line ask the same. `nothing` is a field that is left out. */
export const grades: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "vulnerabilities.severity": [["informational"], ["low"], ["medium"], ["high"], ["critical", "very-high"]],
  "vulnerabilities.analysis": [["nothing", "no-action"], ["remediate"]],
  // Who has not accepted an invitation counts as holding nothing.
  "grants.pending": [["true"], ["nothing", "false"]],
};

/** Until when an entry of each kind is needed, in words; `needed` in policies/rules/history/needed.ts judges it. */
export const neededWords: Readonly<Record<RememberedKind, string>> = {
  people: `as long as a grant or root of theirs is, and ${keptDays} days after they left`,
  grants: `as long as it is in force and was accepted; then until every credential that it let its holder read was rotated; ${keptDays} days more`,
  rootGrants: `as long as it is in force, and ${keptDays} days more; not once its server is gone`,
  deployments: `as long as it keeps somebody's root alive, and ${keptDays} days more; not once its server is gone`,
  reviews: `until the next one is due, and ${keptDays} days more`,
  credentials:
    "as long as its service account is there, or it is to be rotated because somebody left or lost a role that could read it",
  vulnerabilities: `as long as it is open, and ${keptDays} days more`,
  waivers:
    "never: one that is over has to go (GATE-8). Nothing is waived anew, under another id, before it has run out",
  corrections: `${correctionKeptDays} days`,
  restageRuns: `${keptDays} days after the time for restaging`,
  buildpackReleases: `until all that it affects was restaged, and ${keptDays} days more`,
  smokeTests: `as long as it is the last one of its part, and ${keptDays} days; not once its environment is gone`,
  spfRecords: "never: the DNS can be asked again",
};

/** The kinds of which nothing is remembered, and why. */
export const notRemembered: Readonly<Record<string, string>> = {
  organisations: "what an organisation is, is a setting; its people are remembered",
  systems: "which systems there are and what their roles may do is a setting; their grants are remembered",
  servers:
    "it says how a machine is to be; what of it may go is judged by what the engine tells (GATE-7). An earlier day of order frees a machine only to be of a type or image that is sold no more, which its provider refuses to make",
  services: "it says what is to run",
  agencyServices: "it says who is served",
  accounts: "it says what there is at a provider; what frees it from a rule is a setting",
  domains: "how its mail is protected is remembered by itself (GATE-6)",
  repositories:
    "it says how a repository is to be guarded; what of it may go is judged by what the engine tells (GATE-7)",
  environments: "it says how an environment is to be",
  serviceAccounts: "what deploys keeps its rights (GATE-7); when its keys were changed is remembered",
  phoneNumbers: "it says what is sent from; a number is protected (GATE-3)",
  buckets: "it says what is kept; a bucket is protected (GATE-3)",
};

/** The days that stand in entries of which nothing is remembered; the reason of their kind says why nobody gains by another. */
export const daysNotRemembered: readonly string[] = ["servers.*.orderedOn"];
