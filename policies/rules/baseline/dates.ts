import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { allGrants, allRootGrants } from "../grants.ts";
import type { Finding, RegisterRule } from "../rule.ts";

/** What happened cannot have happened later than today: such a date is a mistake, or evidence made up in advance. */
export const datesNotInFuture: RegisterRule = {
  name: "dates-not-in-future",
  clauses: ["GATE-5"],
  level: "mandatory",
  description: "Everything that the register records as done was done on or before the day it is judged as of.",
  remedy:
    "Correct the date; or, offline and where that day has come, move the register's own: asOf in register/register.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    recordedDates(register).map(({ subject, dates }) => ({
      subject,
      problems: Object.entries(dates)
        .filter(([, date]) => date !== undefined && date > asOf)
        .map(([field, date]) => `${field} is ${date}, which is after ${asOf}`),
    })),
};

type Dated = { subject: Finding["subject"]; dates: Record<string, DateText | undefined> };

function recordedDates(register: Register): Dated[] {
  const entries = <T>(
    kind: "people" | "credentials" | "vulnerabilities" | "waivers" | "spfRecords",
    pick: (entry: T) => Dated["dates"],
  ) =>
    Object.entries(register[kind]).map(([id, entry]) => ({
      subject: subjectOf(register.id, kind, id),
      dates: pick(entry as T),
    }));
  return [
    ...entries<Register["people"][string]>("people", ({ joinedOn, roleChangedOn }) => ({ joinedOn, roleChangedOn })),
    ...allGrants(register).map(({ subject, grant: { createdOn, approvedOn, updatedOn } }) => ({
      subject,
      dates: { createdOn, approvedOn, updatedOn },
    })),
    ...allRootGrants(register).map(({ subject, grant: { grantedOn } }) => ({ subject, dates: { grantedOn } })),
    ...register.deployments.map(({ person, deployedOn }) => ({
      subject: subjectOf(register.id, "deployments", person),
      dates: { deployedOn },
    })),
    ...register.reviews.map(({ reviewedOn }, index) => ({
      subject: subjectOf(register.id, "reviews", index),
      dates: { reviewedOn },
    })),
    ...entries<Register["credentials"][string]>("credentials", ({ issuedOn, rotatedOn, earlierRotations = [] }) => ({
      issuedOn,
      rotatedOn,
      ...Object.fromEntries(earlierRotations.map((day, index) => [`earlierRotations/${index}`, day])),
    })),
    ...entries<Register["vulnerabilities"][string]>("vulnerabilities", ({ detectedOn, closedOn }) => ({
      detectedOn,
      closedOn,
    })),
    ...entries<Register["waivers"][string]>("waivers", ({ grantedOn }) => ({ grantedOn })),
    ...entries<Register["spfRecords"][string]>("spfRecords", ({ readOn }) => ({ readOn })),
    ...register.smokeTests.map(({ testedOn }, index) => ({
      subject: subjectOf(register.id, "smokeTests", index),
      dates: { testedOn },
    })),
    ...register.buildpackReleases.map(({ releasedOn }, index) => ({
      subject: subjectOf(register.id, "buildpackReleases", index),
      dates: { releasedOn },
    })),
    // Moments, not dates: their day is what comes before the T.
    ...register.restageRuns.map(({ startedAt, finishedAt }, index) => ({
      subject: subjectOf(register.id, "restageRuns", index),
      dates: { startedAt: startedAt.slice(0, 10), finishedAt: finishedAt?.slice(0, 10) },
    })),
  ];
}
