import type { DateText } from "../../../model/dates.ts";
import type { Entitlement, Principal } from "../../../readings/reading.ts";
import type { RequirementId } from "../../clauses/index.ts";
import { listed } from "../grants.ts";
import type { FindingOfReading, Level } from "../rule.ts";
import { clausesOfSystems } from "./clauses.ts";
import type { Account, Compared } from "./compared.ts";
import type { SystemToRead } from "./systems.ts";

/**
 * A rule about what is so at a system, held against the register. It needs a reading of that system, which no pack has, so
 * `audit` judges it. It finds those only in whom something is wrong: there may be a hundred thousand others.
 */
export interface ReadingRule {
  readonly name: string;
  readonly clauses: readonly [RequirementId, ...RequirementId[]];
  readonly level: Level;
  readonly scope: "reading";
  readonly description: string;
  readonly remedy: string;
  /** What the reading has to prove for the rule to say anything: who is there, or also who is not. */
  readonly needs: "presence" | "all";
  judge(compared: Compared, asOf: DateText): FindingOfReading[];
}

/** Every clause that is broken by access which is not listed. */
export const clausesOfAccess: ReadingRule["clauses"] = clausesOf(
  Object.values(clausesOfSystems).flatMap(({ otherwise, systems }) => [
    ...otherwise.clauses,
    ...Object.values(systems).flatMap(({ clauses }) => clauses),
  ]),
);

/** Those, and the clauses on leavers. */
export const clausesOfLeaving: ReadingRule["clauses"] = clausesOf([
  ...Object.values(clausesOfSystems).flatMap(({ leavers }) => leavers),
  ...clausesOfAccess,
]);

/** Clauses of a rule, each once. */
export function clausesOf(ids: readonly RequirementId[]): ReadingRule["clauses"] {
  const [first, ...rest] = new Set(ids);
  if (first === undefined) throw new Error("a rule has at least one clause");
  return [first, ...rest];
}

/** The clauses of a leaver's account at a system. */
export function leaverClauses({ register, clauses }: SystemToRead): ReadingRule["clauses"] {
  const [first, ...rest] = clausesOfSystems[register].leavers;
  return first === undefined ? clauses : [first, ...rest];
}

/** Whether an account lets anybody in, or will once an invitation is taken. */
export function letsIn({ principal }: Account): boolean {
  return principal.state !== "suspended";
}

/** What an entitlement is in words: `owner of the organization GSA`, `member of the team notify-engineers`. */
export function entitlementWords({ resource: { type, id }, slug }: Entitlement): string {
  return slug === "root" ? `root on ${id}` : `${slug} of the ${type} ${id}`;
}

/** The most that is named of what one account holds. */
const mostNamed = 5;

/** What an account holds, in words. */
export function heldWords(entitlements: readonly Entitlement[]): string {
  const words = [...new Set(entitlements.map(entitlementWords))];
  if (words.length === 0) return "an account";
  if (words.length <= mostNamed) return listed(words);
  return `${words.slice(0, mostNamed).join(", ")} and ${words.length - mostNamed} more`;
}

/** What an account is in words, before what it holds. */
export function accountWords({ state, since, by }: Pick<Principal, "state" | "since" | "by">): string {
  const when = since === undefined ? "" : ` since ${since}`;
  const whom = by === undefined ? "" : ` by ${by}`;
  return state === "invited" ? `is invited${whom}${when} as` : `has${when}`;
}
