import { type DateText, daysBetween } from "../../../model/dates.ts";
import type { Principal } from "../../../readings/reading.ts";
import { readings } from "../../settings/readings.ts";
import type { FindingOfReading } from "../rule.ts";
import { entitlementsOf } from "./compared.ts";
import { clausesOfAccess, heldWords, type ReadingRule } from "./rule.ts";

/** An invitation is taken, or taken back. */
export const invitationsAnswered: ReadingRule = {
  name: "invitations-answered",
  clauses: clausesOfAccess,
  level: "advisory",
  scope: "reading",
  needs: "presence",
  description: `An invitation is out for ${readings.invitedDays} days at most.`,
  remedy: "Ask whoever was invited to accept; or take the invitation back, and the entry out of the register.",
  judge: ({ accounts, system }, asOf) =>
    accounts.flatMap(({ principal, subject }): FindingOfReading[] => {
      const { state, since, by, at } = principal;
      if (state !== "invited" || since === undefined) return [];
      const days = daysBetween(since, asOf);
      if (days <= readings.invitedDays) return [];
      const whom = by === undefined ? "" : ` by ${by}`;
      return [
        { subject, clauses: system.clauses, problems: [`it was invited${whom} on ${since}, ${days} days ago`], at },
      ];
    }),
};

/** An account is used, or closed. */
export const accountsInUse: ReadingRule = {
  name: "accounts-in-use",
  clauses: clausesOfAccess,
  level: "advisory",
  scope: "reading",
  needs: "presence",
  description: `An account was used within ${readings.unusedDays} days, as far as its system tells.`,
  remedy: "Ask whether it is still needed; or close it at the system, and enter `revokedOn`.",
  judge: ({ accounts, system }, asOf) =>
    accounts.flatMap((account): FindingOfReading[] => {
      const { principal, subject } = account;
      const unused = principal.state === "active" ? unusedWords(principal, asOf) : undefined;
      if (unused === undefined) return [];
      const what = heldWords(entitlementsOf(account));
      return [{ subject, clauses: system.clauses, problems: [`${unused}, and has ${what}`], at: principal.at }];
    }),
};

function unusedWords({ lastUsed, since }: Principal, asOf: DateText): string | undefined {
  const from = lastUsed === "never" ? since : lastUsed;
  // A new account that nobody has used yet has time, where it is known since when it is there.
  if (lastUsed === undefined || (from !== undefined && daysBetween(from, asOf) <= readings.unusedDays))
    return undefined;
  if (lastUsed === "never") return since === undefined ? "it was never used" : `it was never used since ${since}`;
  return `it was last used on ${lastUsed}, ${daysBetween(lastUsed, asOf)} days ago`;
}
