import { addDays, type DateText, daysBetween } from "../../../model/dates.ts";
import { readings } from "../../settings/readings.ts";
import type { FindingOfReading } from "../rule.ts";
import { type Compared, entitlementsOf } from "./compared.ts";
import { personOf } from "./listed.ts";
import { clausesOfLeaving, heldWords, leaverClauses, letsIn, type ReadingRule } from "./rule.ts";

const { leaverDays } = readings;

/** Who left is gone once the clock has run out. */
export const leaversGone: ReadingRule = {
  name: "leavers-gone",
  clauses: clausesOfLeaving,
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: `Whoever left has no account any more ${leaverDays} days later.`,
  remedy: "Close the account, or take the key off, at the system.",
  judge: (compared, asOf) =>
    ofLeavers(
      compared,
      asOf,
      (days) => days > leaverDays,
      (on, days, held) => {
        return `left on ${on}, ${days} days ago, and still has ${held}; it was to be closed by ${addDays(on, leaverDays)}`;
      },
    ),
};

/** Who left lately is told of while there is time. */
export const leaversLeaving: ReadingRule = {
  name: "leavers-closing",
  clauses: clausesOfLeaving,
  level: "advisory",
  scope: "reading",
  needs: "presence",
  description: `Accounts of people who left are to be closed within ${leaverDays} days, which have not passed.`,
  remedy: "Close the account, or take the key off, at the system, and enter `revokedOn`.",
  judge: (compared, asOf) =>
    ofLeavers(
      compared,
      asOf,
      (days) => days <= leaverDays,
      (on, days, held) => {
        return `left on ${on}, ${days} days ago, and has ${held}; it is to be closed by ${addDays(on, leaverDays)}`;
      },
    ),
};

function ofLeavers(
  compared: Compared,
  asOf: DateText,
  isIn: (days: number) => boolean,
  said: (leftOn: DateText, days: number, held: string) => string,
): FindingOfReading[] {
  return compared.accounts.flatMap((account): FindingOfReading[] => {
    const person = personOf(account.holder);
    const leftOn = person === undefined ? undefined : compared.register.people[person]?.leftOn;
    if (person === undefined || leftOn === undefined || !letsIn(account)) return [];
    const days = daysBetween(leftOn, asOf);
    // The last day is one with the team.
    if (days <= 0 || !isIn(days)) return [];
    const held = heldWords(entitlementsOf(account));
    return [
      {
        ...{ subject: account.subject, clauses: leaverClauses(compared.system), at: account.principal.at },
        problems: [`${person} ${said(leftOn, days, held)}`],
      },
    ];
  });
}
