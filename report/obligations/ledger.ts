import { compare } from "../../driver/events.ts";
import { type DateText, daysBetween } from "../../model/dates.ts";
import type { Locate } from "../../model/load.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import type { Obligation } from "../report.ts";
import type { Source } from "./due.ts";
import { accessOfLeavers, accountsAfterRoleChange, accountsOfLeavers } from "./leavers.ts";
import { restages } from "./restages.ts";
import { restoreTests, rootReview } from "./reviews.ts";
import { rootUse } from "./root-use.ts";
import { rotationsAfterLeaving, rotationsBeforeExpiry } from "./rotations.ts";
import { vulnerabilities } from "./vulnerabilities.ts";
import { waivers } from "./waivers.ts";

/** What each organisation's rules and customs date. */
const sources: Readonly<Record<RegisterId, readonly Source[]>> = {
  ocp: [accessOfLeavers, rootReview, rootUse, restoreTests, waivers],
  notify: [
    vulnerabilities,
    rotationsAfterLeaving,
    rotationsBeforeExpiry,
    accountsOfLeavers,
    accountsAfterRoleChange,
    restages,
    waivers,
  ],
};

/**
 * All that somebody has to do by a day, as an organisation's register stands; by due day, so that what is late comes
 * first. The days are those of the rules that refuse what is late.
 */
export function obligationsOf(register: Register, asOf: DateText, locate: Locate): Obligation[] {
  return sources[register.id]
    .flatMap((source) => source(register, asOf))
    .map((due): Obligation => {
      const place = locate(due.subject);
      return { ...due, daysLeft: daysBetween(asOf, due.dueOn), ...(place !== undefined && { place }) };
    })
    .sort(byDueDay);
}

/** Order of obligations: by due day, and the same every time. */
export function byDueDay(a: Obligation, b: Obligation): number {
  const key = ({ dueOn, kind, subject, rule, what }: Obligation) => [dueOn, kind, subject, rule, what].join("\n");
  return compare(key(a), key(b));
}
