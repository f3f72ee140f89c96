import { addDays, type DateText, daysBetween, lastDayWithin, monthsBefore } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { type Deployment, everyServer, type Review, type RootGrant } from "../../../model/schema/access.ts";
import { ocp } from "../../settings/ocp.ts";
import { allRootGrants, isActive, listed, notBefore, type PlacedRootGrant, problems, rootGrantsOn } from "../grants.ts";
import { onceFor } from "../once-for.ts";
import { hadRoot } from "../people.ts";
import type { RegisterRule } from "../rule.ts";

const organisationOfBasis = { owner: ocp.ownerOrganisation, manager: ocp.managerOrganisation } as const;

/** Owners and managers have root on every server, and the list for every server is theirs alone. */
export const rootOfOwnersAndManagers: RegisterRule = {
  name: "ocp-root-owners-and-managers",
  clauses: ["OCP-ROOT-1"],
  level: "mandatory",
  description:
    "Server owners and server managers have root on every server; nobody else is on the list for every server.",
  remedy: `Grant root under "${everyServer}" in register/ocp/root-grants.yaml to an owner and a manager, and to nobody else.`,
  scope: "register",
  judge: (register, asOf) => [
    ...Object.keys(register.servers).map((server) => {
      const bases = rootGrantsOn(register, server)
        .filter(({ grant }) => isActive(grant, asOf) && belongsToBasis(register, grant))
        .map(({ grant }) => grant.basis);
      return {
        subject: subjectOf(register.id, "servers", server),
        problems: problems(
          !bases.includes("owner") && `no server owner (${ocp.ownerOrganisation}) has root on it`,
          !bases.includes("manager") && `no server manager (${ocp.managerOrganisation}) has root on it`,
        ),
      };
    }),
    ...allRootGrants(register)
      .filter(({ server, grant }) => (server === everyServer || grant.basis !== "developer") && isActive(grant, asOf))
      .map(({ subject, server, grant }) => ({
        subject,
        problems: problems(
          !belongsToBasis(register, grant) &&
            grant.basis !== "developer" &&
            notOfBasis(register, grant.person, grant.basis),
          server !== everyServer &&
            grant.basis !== "developer" &&
            `as ${grant.basis}, ${grant.person} should have root on every server, not on ${server} alone`,
          server === everyServer &&
            grant.basis === "developer" &&
            `${grant.person} has root on every server as a developer`,
        ),
      })),
  ],
};

/** A developer has root on a named server, is expected to deploy to it, and there is a reason. */
export const rootOfDevelopers: RegisterRule = {
  name: "ocp-root-developers",
  clauses: ["OCP-ROOT-2"],
  level: "mandatory",
  description:
    "A developer has root only on a named server to which they are expected to deploy, for a written reason.",
  remedy: "Name the server, the expectation and the reason in register/ocp/root-grants.yaml, or revoke the grant.",
  scope: "register",
  mayBeEmpty: "owners and managers can do without developers",
  judge: (register, asOf) =>
    developersRoot(register, asOf).map(({ subject, server, grant }) => ({
      subject,
      problems: problems(
        server === everyServer && `${grant.person} is a developer, so the server has to be named`,
        grant.expectedToDeploy !== true &&
          `it is not said that ${grant.person} is expected to deploy (expectedToDeploy: true)`,
        grant.reason === undefined && "there is no reason",
      ),
    })),
};

/** A developer who has neither deployed to a server nor been granted root on it for six months loses it. */
export const rootInUse: RegisterRule = {
  name: "ocp-root-in-use",
  clauses: ["OCP-ROOT-3"],
  level: "mandatory",
  description: `A developer's root lapses after ${ocp.rootIdleMonths} months in which they neither deployed to the server nor were granted it.`,
  remedy:
    "Revoke the grant in register/ocp/root-grants.yaml, or record the deployment in register/ocp/deployments.yaml.",
  scope: "register",
  mayBeEmpty: "owners and managers are exempt",
  judge: (register, asOf) => {
    const since = monthsBefore(asOf, ocp.rootIdleMonths);
    const lapsed = (latest: DateText) => asOf > lastDayWithin(latest, ocp.rootIdleMonths);
    return developersUse(register, asOf).map(({ subject, server, grant, latest, future }) => ({
      subject,
      problems: problems(
        future !== undefined && `${future} is in the future and proves no use`,
        (latest === undefined || lapsed(latest)) &&
          `${grant.person} has neither deployed to ${server} nor been granted root on it since ${since} (${latest === undefined ? "never" : `last on ${latest}`})`,
      ),
    }));
  },
};

/** Says in good time that a developer's root is about to lapse; once it has, `rootInUse` speaks. */
export const rootSoonIdle: RegisterRule = {
  name: "ocp-root-soon-idle",
  clauses: ["OCP-ROOT-3"],
  level: "advisory",
  description: `A developer's root that has not been used for ${ocp.rootIdleNoticeDays} days is about to lapse.`,
  remedy:
    "Ask whether root is still needed: record a deployment in register/ocp/deployments.yaml, or revoke the grant before it lapses.",
  scope: "register",
  mayBeEmpty: "owners and managers are exempt",
  judge: (register, asOf) =>
    developersUse(register, asOf).map(({ subject, server, grant, latest }) => {
      // The last day is found by counting, so only for those whose time is near.
      const near = latest !== undefined && addDays(latest, ocp.rootIdleNoticeDays) <= asOf;
      const last = near ? lastDayWithin(latest, ocp.rootIdleMonths) : undefined;
      return {
        subject,
        problems: problems(
          latest !== undefined &&
            last !== undefined &&
            asOf <= last &&
            `${grant.person} last used root on ${server} on ${latest}, ${daysBetween(latest, asOf)} days ago; it lapses after ${last}`,
        ),
      };
    }),
};

/** The grants of root to developers that they still have. */
function developersRoot(register: Register, asOf: DateText): PlacedRootGrant[] {
  return allRootGrants(register).filter(({ grant }) => grant.basis === "developer" && isActive(grant, asOf));
}

/** A developer's root, with when it was last used or granted as far as evidence says, and a date of it that cannot be yet. */
export interface DevelopersRoot extends PlacedRootGrant {
  readonly latest: DateText | undefined;
  readonly future: DateText | undefined;
}

/** The root that developers still have. */
export function developersUse(register: Register, asOf: DateText): DevelopersRoot[] {
  return developersRoot(register, asOf).map((placed) => {
    const deployments = deploymentsOf(register, placed.grant.person, placed.server).filter((deployment) =>
      provesUse(register, deployment),
    );
    const dates = [placed.grant.grantedOn, ...deployments.map(({ deployedOn }) => deployedOn)];
    const past = dates.filter((date) => date <= asOf);
    const latest = past.reduce<DateText | undefined>(
      (last, date) => (last === undefined || date > last ? date : last),
      undefined,
    );
    return { ...placed, latest, future: dates.find((date) => date > asOf) };
  });
}

const deploymentsByPerson = onceFor(({ deployments }: Register) => Map.groupBy(deployments, ({ person }) => person));

/** What somebody deployed to a server. */
function deploymentsOf(register: Register, person: string, server: string): Register["deployments"] {
  return (deploymentsByPerson(register).get(person) ?? []).filter((deployment) => deployment.server === server);
}

/** A deployment proves that root was used where its author had root on that day, and its service runs on that server. */
function provesUse(register: Register, { person, server, service, deployedOn }: Deployment): boolean {
  const where = service === undefined ? server : register.services[service]?.server;
  return (
    where === server &&
    rootGrantsOn(register, server).some(({ grant }) => grant.person === person && hadRoot(grant, deployedOn))
  );
}

/** Who grants a developer root on a server had root on it before, and is somebody else. */
export const rootGrantedByRoot: RegisterRule = {
  name: "ocp-root-granted-by-root",
  clauses: ["OCP-ROOT-4"],
  level: "mandatory",
  description: "A developer's root was granted by somebody else who already had root on that server.",
  remedy:
    "Have somebody else who has root on the server grant it anew, and name them in register/ocp/root-grants.yaml.",
  scope: "register",
  mayBeEmpty: "only developers are granted root by others",
  judge: (register, asOf) =>
    developersRoot(register, asOf).map(({ subject, server, grant }) => {
      const { person, grantedBy, grantedOn } = grant;
      return {
        subject,
        problems: problems(
          grantedBy === undefined && "it is not said who granted it",
          grantedBy === person && `${person} granted it to themselves`,
          grantedBy !== undefined &&
            grantedBy !== person &&
            !hadRootBefore(register, server, grantedBy, grantedOn) &&
            notBefore(
              `${grantedBy} had no root on ${server}`,
              rootOf(register, server, grantedBy).map(({ grantedOn: createdOn, revokedOn }) => ({
                createdOn,
                revokedOn,
              })),
              grantedOn,
            ),
        ),
      };
    }),
};

const rootByPerson = onceFor((register: Register) => Map.groupBy(allRootGrants(register), ({ grant }) => grant.person));

/** What somebody was granted of root on a server, revoked grants too. */
function rootOf(register: Register, server: string, person: string): RootGrant[] {
  return (rootByPerson(register).get(person) ?? [])
    .filter((other) => other.server === server || other.server === everyServer)
    .map(({ grant }) => grant);
}

/** Whether somebody had root on a server since before a day. Strictly earlier: on the same day two people could vouch for each other. */
export function hadRootBefore(register: Register, server: string, person: string, day: DateText): boolean {
  return rootOf(register, server, person).some((grant) => grant.grantedOn < day && isActive(grant, day));
}

/** Root access to each server has been reviewed lately, by an owner or a manager. */
export const rootReviewed: RegisterRule = {
  name: "ocp-root-reviewed",
  clauses: ["OCP-ROOT-5"],
  level: "mandatory",
  description: `Root access to every server has been reviewed within the last ${ocp.rootReviewDays} days by a server owner or manager.`,
  remedy:
    "Have an owner or a manager review who has root on which server, and record it in register/ocp/reviews.yaml (subject: root-access; without a server it is for all).",
  scope: "register",
  judge: (register, asOf) => {
    const future = register.reviews.find((review) => isOfRoot(review) && review.reviewedOn > asOf)?.reviewedOn;
    const byServer = reviewsByServer(register, asOf);
    const latest = lastOfAll(byServer);
    return [
      {
        subject: subjectOf(register.id, "reviews"),
        problems: problems(
          future !== undefined && `a review dated ${future} is in the future and proves nothing`,
          latest === undefined && `there is no review of root access${toServers(byServer, undefined)}`,
          latest !== undefined &&
            asOf > nextRootReview(latest) &&
            `the last review of root access${toServers(byServer, latest)} was on ${latest}; the next was due by ${nextRootReview(latest)}`,
        ),
      },
      ...register.reviews.map((review, index) => ({
        subject: subjectOf(register.id, "reviews", index),
        problems: problems(
          isOfRoot(review) &&
            !mayReview(register, review) &&
            `${review.by} was neither owner nor manager with root on every server on ${review.reviewedOn}, so it counts for nothing`,
        ),
      })),
    ];
  },
};

/** The days of the reviews of root access that count, as they stand in the register: of every server, by who may review. */
export function rootReviews(register: Register): DateText[] {
  return register.reviews
    .filter((review) => isOfRoot(review) && review.server === undefined && mayReview(register, review))
    .map(({ reviewedOn }) => reviewedOn);
}

function isOfRoot({ subject }: Review): boolean {
  return subject === "root-access";
}

/** Who reviews root has it on every server, as owner or manager: a developer would be asked about themselves. */
export function mayReview(register: Register, { by, reviewedOn }: Pick<Review, "by" | "reviewedOn">): boolean {
  return (register.rootGrants[everyServer] ?? []).some(
    (grant) => grant.person === by && belongsToBasis(register, grant) && hadRoot(grant, reviewedOn),
  );
}

/** The day of the last review that counts, by server. */
type ReviewsByServer = ReadonlyMap<string, DateText | undefined>;

/** The day of the last review that counts for each server, or for all where there is no server. */
function reviewsByServer(register: Register, asOf: DateText): ReviewsByServer {
  const counted = register.reviews.filter(
    (review) => isOfRoot(review) && review.reviewedOn <= asOf && mayReview(register, review),
  );
  const servers = Object.keys(register.servers);
  return new Map(
    (servers.length === 0 ? [everyServer] : servers).map((id) => [
      id,
      counted
        .filter(({ server }) => server === undefined || server === id)
        .map(({ reviewedOn }) => reviewedOn)
        .sort()
        .at(-1),
    ]),
  );
}

/** The day up to which root access to every server was reviewed; nothing, where some server has no review. */
export function lastRootReview(register: Register, asOf: DateText): DateText | undefined {
  return lastOfAll(reviewsByServer(register, asOf));
}

function lastOfAll(reviews: ReviewsByServer): DateText | undefined {
  const days = [...reviews.values()];
  return days.includes(undefined) ? undefined : (days as DateText[]).sort().at(0);
}

/** The servers whose last review is of a day, in words; nothing where it is all of them. */
function toServers(reviews: ReviewsByServer, day: DateText | undefined): string {
  const all = [...reviews];
  const some = all.filter(([, last]) => last === day).map(([server]) => server);
  return some.length === all.length ? "" : ` to ${listed(some)}`;
}

/** The day by which root access is to be reviewed after a review. */
export function nextRootReview(last: DateText): DateText {
  return addDays(last, ocp.rootReviewDays);
}

function organisationOf(register: Register, grant: RootGrant): string {
  return register.people[grant.person]?.organisation ?? "an unknown organisation";
}

/** Whether somebody is what their grant says: of the managers' organisation, or one of the owners. */
function belongsToBasis(register: Register, grant: RootGrant): boolean {
  return (
    grant.basis !== "developer" &&
    organisationOf(register, grant) === organisationOfBasis[grant.basis] &&
    (grant.basis !== "owner" || ocp.serverOwners.includes(grant.person))
  );
}

function notOfBasis(register: Register, person: string, basis: "owner" | "manager"): string {
  const organisation = register.people[person]?.organisation ?? "an unknown organisation";
  return organisation === organisationOfBasis[basis]
    ? `${person} cannot have root as owner: the settings have ${listed(ocp.serverOwners)} as the server owners`
    : `${person} of ${organisation} cannot have root as ${basis}, which is for ${organisationOfBasis[basis]}`;
}
