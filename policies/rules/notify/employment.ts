import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import type { Person } from "../../../model/schema/people.ts";
import { allGrants, isActive, type PlacedGrant, problems } from "../grants.ts";
import type { Finding } from "../rule.ts";

/** What is wrong with somebody's employment, where only some kinds are allowed. Somebody who is not in the register has none. */
export function employmentProblem(
  register: Register,
  person: string,
  allowed: readonly Person["employment"][],
): string | false {
  const employment = register.people[person]?.employment;
  if (employment !== undefined && allowed.includes(employment)) return false;
  return `the employment of ${person} is ${employment ?? "unknown"}, not ${allowed.join(" or ")}`;
}

/**
 * What is wrong with the employment of those who have one of some grants, which only some kinds of employment may have. One that
 * is revoked is looked at, and nothing is wrong with it: where everybody has left, that is no register without entries.
 */
export function employmentFindings(
  register: Register,
  asOf: DateText,
  isOneOf: (placed: PlacedGrant) => boolean,
  allowed: readonly Person["employment"][],
): Finding[] {
  return allGrants(register)
    .filter(isOneOf)
    .map(({ subject, grant }) => ({
      subject,
      problems: problems(isActive(grant, asOf) && employmentProblem(register, grant.person, allowed)),
    }));
}
