import { addDays, type DateText, lastDayWithin } from "../../../model/dates.ts";
import type { RememberedKind } from "../../../model/history.ts";
import type { Register } from "../../../model/register.ts";
import type { Credential, Deployment, Grant, Review, RootGrant } from "../../../model/schema/access.ts";
import type { Vulnerability } from "../../../model/schema/change.ts";
import type { Correction } from "../../../model/schema/corrections.ts";
import type { BuildpackRelease, RestageRun, SmokeTest } from "../../../model/schema/hosting.ts";
import type { Person } from "../../../model/schema/people.ts";
import { correctionKeptDays, keptDays } from "../../settings/history.ts";
import { notifyOperations } from "../../settings/notify-operations.ts";
import { ocp } from "../../settings/ocp.ts";
import { isActive } from "../grants.ts";
import { restageBy, restagesOf } from "../notify/restaging.ts";
import { isOpen } from "../notify/vulnerabilities.ts";
import { onceFor } from "../once-for.ts";
import type { Item, Renames } from "./items.ts";
import type { Passage } from "./passage.ts";
import { rotationsAfter, rotationsOf } from "./rotations.ts";

/** Why an entry of before is still needed; nothing, where it may go. */
type Needed = (item: Item, passage: Passage) => string | undefined;

/** Kept until a day, the day included. */
function until(day: DateText, asOf: DateText): string | undefined {
  return asOf <= day ? `it is needed until ${day}` : undefined;
}

const afterwards = (day: DateText) => addDays(day, keptDays);
const inForce = (field: string) => `it is in force: its end is told by ${field}, and it stays`;

const person: Needed = ({ entry, under: [id = ""] }, passage) => {
  const { leftOn } = entry as Person;
  const held = passage.heldBefore(id).filter((item) => needed(item, passage) !== undefined);
  const [first] = held;
  if (first !== undefined) {
    const more = held.length > 1 ? ` and ${held.length - 1} more` : "";
    return `${first.subject}${more} of theirs is needed: leaving is told by leftOn, and the entry stays`;
  }
  return leftOn === undefined ? undefined : until(afterwards(leftOn), passage.asOf);
};

const grant: Needed = ({ entry, under: [system = "", role = ""] }, passage) => {
  const { pending, revokedOn } = entry as Grant;
  const { before, asOf } = passage;
  // Nobody has accepted it, so nobody had anything by it.
  if (pending === true) return undefined;
  if (revokedOn === undefined || isActive({ revokedOn }, asOf)) return inForce("revokedOn");
  const { leftOn = revokedOn } = before.people[(entry as Grant).person] ?? {};
  const kept = until(afterwards(leftOn > revokedOn ? leftOn : revokedOn), asOf);
  if (kept !== undefined) return kept;
  const rotations = rotationsAfter(passage, system, role, entry as Grant);
  const open = rotations.find(({ rotatedOn }) => rotatedOn === undefined);
  if (open !== undefined) return `${open.credential}, which it let them read, has not been rotated since`;
  const done = rotations.map(({ rotatedOn = "" }) => rotatedOn).sort();
  return done.length === 0 ? undefined : until(afterwards(done.at(-1) ?? ""), asOf);
};

const rootGrant: Needed = ({ entry, under: [server = ""] }, { after, renames, asOf }) => {
  const { revokedOn } = entry as RootGrant;
  if (isGone(server, after, renames)) return undefined;
  return revokedOn === undefined || isActive({ revokedOn }, asOf)
    ? inForce("revokedOn")
    : until(afterwards(revokedOn), asOf);
};

/** Whether a server is no more, so that nobody can be root there; the key of all servers is none. */
function isGone(server: string, { servers }: Register, renames: Renames): boolean {
  return server !== "*" && !Object.hasOwn(servers, renames.servers.get(server) ?? server);
}

const deployment: Needed = ({ entry }, { after, renames, asOf }) => {
  const { server, deployedOn } = entry as Deployment;
  return isGone(server, after, renames)
    ? undefined
    : until(afterwards(lastDayWithin(deployedOn, ocp.rootIdleMonths)), asOf);
};

const review: Needed = ({ entry }, { after, renames, asOf }) => {
  const { server, reviewedOn } = entry as Review;
  if (server !== undefined && isGone(server, after, renames)) return undefined;
  return until(afterwards(addDays(reviewedOn, ocp.rootReviewDays)), asOf);
};

const credential: Needed = ({ entry, under: [id = ""] }, passage) => {
  const { serviceAccount } = entry as Credential;
  if (serviceAccount !== undefined && Object.hasOwn(passage.after.serviceAccounts, serviceAccount)) {
    return `its service account ${serviceAccount} is still there: that it was changed is told by rotatedOn`;
  }
  const open = rotationsOf(passage, id).find(({ rotatedOn }) => rotatedOn === undefined);
  return open && `it is to be rotated, since ${open.end.person} could read it and ${open.end.cause} on ${open.end.on}`;
};

const vulnerability: Needed = ({ entry }, { asOf }) => {
  const { closedOn } = entry as Vulnerability;
  if (closedOn === undefined || isOpen({ closedOn }, asOf)) return "it is open: that it is mended is told by closedOn";
  return until(afterwards(closedOn), asOf);
};

const correction: Needed = ({ entry }, { asOf }) =>
  until(addDays((entry as Correction).correctedOn, correctionKeptDays), asOf);

const restageRun: Needed = ({ entry }, { asOf }) => {
  const day = (entry as RestageRun).startedAt.slice(0, 10);
  return until(afterwards(addDays(day, notifyOperations.restageWithinDays)), asOf);
};

const buildpackRelease: Needed = ({ entry }, { after, asOf }) => {
  const release = entry as BuildpackRelease;
  const open = restagesOf(after, release, asOf).find(({ on }) => on === undefined);
  if (open !== undefined) return `${open.app} has not been restaged in ${open.at} since`;
  return until(afterwards(restageBy(release)), asOf);
};

/** The day of the last smoke test of each part in each environment. */
const lastTested = onceFor(({ smokeTests }: Register) => {
  const last = new Map<string, DateText>();
  for (const { environment, part, testedOn } of smokeTests) {
    const key = `${environment} ${part}`;
    if (testedOn > (last.get(key) ?? "")) last.set(key, testedOn);
  }
  return last;
});

const smokeTest: Needed = ({ entry }, { after, asOf }) => {
  const { environment, part, testedOn } = entry as SmokeTest;
  if (!Object.hasOwn(after.environments, environment)) return undefined;
  return (lastTested(after).get(`${environment} ${part}`) ?? "") > testedOn
    ? until(afterwards(testedOn), asOf)
    : "it is the last one of its part there";
};

const neededOfKind: Readonly<Record<RememberedKind, Needed>> = {
  people: person,
  grants: grant,
  rootGrants: rootGrant,
  deployments: deployment,
  reviews: review,
  credentials: credential,
  vulnerabilities: vulnerability,
  // One that is over has to go (GATE-8), and while it is needed what it held back shows by itself.
  waivers: () => undefined,
  corrections: correction,
  restageRuns: restageRun,
  buildpackReleases: buildpackRelease,
  smokeTests: smokeTest,
  // The DNS can be asked again.
  spfRecords: () => undefined,
};

/** Why an entry of before is still needed, in words; nothing, where it may go. */
export function needed(item: Item, passage: Passage): string | undefined {
  return neededOfKind[item.kind](item, passage);
}
