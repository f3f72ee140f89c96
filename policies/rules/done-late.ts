import { addDays, type DateText } from "../../model/dates.ts";
import { type Register, type RegisterId, subjectOf } from "../../model/register.ts";
import { toldLateDays } from "../settings/late.ts";
import { notify } from "../settings/notify.ts";
import { ocp } from "../settings/ocp.ts";
import { allGrants, allRootGrants, placeOfGrant } from "./grants.ts";
import { leaversOut, roleReviewOf } from "./notify/accounts.ts";
import { dueAfter, endsOfAccess, rotationsFor } from "./notify/leaver-clock.ts";
import { restageBy, restagedInTime, restagesOf } from "./notify/restaging.ts";
import { credentialsRotatedAfterLeaving, credentialsRotatedAfterManagers } from "./notify/space-credentials.ts";
import { deadlineRuleOf, dueOn, hasDeadline } from "./notify/vulnerabilities.ts";
import { peopleBelong } from "./ocp/people-belong.ts";
import { nextRootReview, rootReviewed, rootReviews } from "./ocp/root-access.ts";
import type { RegisterRule } from "./rule.ts";

/*
 * What was done, and too late. The rule of each clock blocks as long as it is not done, and lets go once it is; what is left
 * is told, since only a false date could undo it.
 */

/** Something that was done after its last day. */
export interface DoneLate {
  readonly subject: string;
  /** What was done, in words. */
  readonly what: string;
  /** Id of the person, or a team or an organisation, who had to. */
  readonly whose: string;
  readonly dueOn: DateText;
  readonly doneOn: DateText;
  /** The rule that blocked until it was done. */
  readonly rule: string;
}

type Clock = (register: Register, asOf: DateText) => (Omit<DoneLate, "doneOn"> & Timed)[];
type Timed = { readonly doneOn: DateText | undefined };

const accountsClosed: Clock = (register) =>
  allGrants(register).flatMap(({ subject, role, grant }) => {
    const { leftOn } = register.people[grant.person] ?? {};
    // An account that was made after its holder left has another fault.
    if (leftOn === undefined || grant.createdOn > leftOn) return [];
    const what = `close the account of ${grant.person} as ${role}${inPlace(placeOfGrant(grant))}`;
    const whose = notify.administratorsTeam;
    return [{ subject, what, whose, dueOn: dueAfter(leftOn), doneOn: grant.revokedOn, rule: leaversOut.name }];
  });

const accountsReviewed: Clock = (register, asOf) =>
  allGrants(register).flatMap(({ subject, role, grant }) => {
    const review = roleReviewOf(grant, register.people[grant.person]?.roleChangedOn, asOf);
    if (review === undefined) return [];
    const what = `review the account of ${grant.person} as ${role}${inPlace(placeOfGrant(grant))}`;
    const whose = notify.administratorsTeam;
    return [{ subject, what, whose, dueOn: review.dueOn, doneOn: review.doneOn, rule: leaversOut.name }];
  });

function inPlace(place: string | undefined): string {
  return place === undefined ? "" : ` in ${place}`;
}

const credentialsRotated: Clock = (register, asOf) =>
  rotationsFor(register, endsOfAccess(register, asOf), asOf).map(({ subject, credential, end, dueOn, rotatedOn }) => ({
    ...{ subject, dueOn, doneOn: rotatedOn, whose: notify.administratorsTeam },
    what: `rotate ${credential}, which ${end.person} could read`,
    rule: (end.basis === "in space" ? credentialsRotatedAfterLeaving : credentialsRotatedAfterManagers).name,
  }));

const vulnerabilitiesClosed: Clock = (register) =>
  Object.entries(register.vulnerabilities)
    .filter(([, vulnerability]) => hasDeadline(vulnerability))
    .map(([id, vulnerability]) => ({
      subject: subjectOf(register.id, "vulnerabilities", id),
      what: `remedy it (${vulnerability.severity})`,
      whose: vulnerability.owner,
      dueOn: dueOn(vulnerability),
      doneOn: vulnerability.closedOn,
      rule: deadlineRuleOf(vulnerability),
    }));

const applicationsRestaged: Clock = (register, asOf) =>
  register.buildpackReleases.flatMap((release, index) =>
    restagesOf(register, release, asOf).map(({ app, at, on }) => ({
      subject: subjectOf(register.id, "buildpackReleases", index),
      what: `restage ${app} in ${at}`,
      whose: notify.engineersTeam,
      dueOn: restageBy(release),
      doneOn: on,
      rule: restagedInTime.name,
    })),
  );

/** Each review of root but the first was due some time after the one before it. */
const rootAccessReviewed: Clock = (register) => {
  const days = [...new Set(rootReviews(register))].sort();
  return days.flatMap((doneOn, index) => {
    const last = days[index - 1];
    if (last === undefined) return [];
    const [subject, whose] = [subjectOf(register.id, "reviews"), ocp.ownerOrganisation];
    return [
      { subject, what: "review root access", whose, dueOn: nextRootReview(last), doneOn, rule: rootReviewed.name },
    ];
  });
};

/** What is revoked from the day after the last one on is revoked in time: that is the first day without it. */
const accessRevoked: Clock = (register) =>
  [...allGrants(register), ...allRootGrants(register)].flatMap(({ subject, grant }) => {
    const { leftOn } = register.people[grant.person] ?? {};
    const since = "createdOn" in grant ? grant.createdOn : grant.grantedOn;
    if (leftOn === undefined || since > leftOn) return [];
    const what = `revoke what ${grant.person} had`;
    const whose = ocp.ownerOrganisation;
    return [{ subject, what, whose, dueOn: addDays(leftOn, 1), doneOn: grant.revokedOn, rule: peopleBelong.name }];
  });

/** The clocks of each organisation. Of the expiry of passwords the register does not keep every rotation, so it has none here. */
const clocks: Readonly<Record<RegisterId, readonly Clock[]>> = {
  ocp: [rootAccessReviewed, accessRevoked],
  notify: [accountsClosed, accountsReviewed, credentialsRotated, vulnerabilitiesClosed, applicationsRestaged],
};

/** What was done late, and not so long ago that it need not be told any more; the last done first. */
export function doneLate(register: Register, asOf: DateText): DoneLate[] {
  return clocks[register.id]
    .flatMap((clock) => clock(register, asOf))
    .flatMap(({ doneOn, ...rest }) => (doneOn === undefined ? [] : [{ ...rest, doneOn }]))
    .filter(({ dueOn, doneOn }) => doneOn > dueOn && doneOn <= asOf && asOf <= addDays(doneOn, toldLateDays))
    .sort((a, b) => (a.doneOn === b.doneOn ? 0 : a.doneOn < b.doneOn ? 1 : -1));
}

/** What was done late is told, and blocks nothing. */
export const latenessTold: RegisterRule = {
  name: "done-late",
  clauses: ["GATE-15"],
  level: "advisory",
  description: `What was done after its last day is told for ${toldLateDays} days, with who had to do it.`,
  remedy: "Ask why it was late; nothing is left to be done, and the dates stay as they are.",
  scope: "register",
  mayBeEmpty: "all may have been done in time",
  judge: (register, asOf) => {
    const bySubject = Map.groupBy(doneLate(register, asOf), ({ subject }) => subject);
    return [...bySubject].map(([subject, late]) => ({
      subject,
      problems: late.map(
        ({ what, whose, dueOn, doneOn, rule }) =>
          `${whose} had to ${what} by ${dueOn}, and it was done on ${doneOn} (${rule})`,
      ),
    }));
  },
};
