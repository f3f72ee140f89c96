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

/** What is wrong with the employment of those who have one of some grants, which only some kinds of employment may have. */
export function employmentFindings(
  register: Register,
  asOf: DateText,
  isOneOf: (placed: PlacedGrant) => boolean,
  allowed: readonly Person["employment"][],
): Finding[] {
  return allGrants(register)
    .filter((placed) => isOneOf(placed) && isActive(placed.grant, asOf))
    .map(({ subject, grant: { person } }) => ({
      subject,
      problems: problems(employmentProblem(register, person, allowed)),
    }));
}
