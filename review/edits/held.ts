import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import {
  allGrants,
  allRootGrants,
  isActive,
  type PlacedGrant,
  type PlacedRootGrant,
  placeOfGrant,
} from "../../policies/rules/grants.ts";

/** What somebody holds on a day, in words: where they have to be taken out. `which` may leave some of it out. */
export function heldIn(
  register: Register,
  person: string,
  day: DateText,
  which: (placed: PlacedGrant | PlacedRootGrant) => boolean = () => true,
): string[] {
  const theirs = (placed: PlacedGrant | PlacedRootGrant) =>
    placed.grant.person === person && isActive(placed.grant, day) && which(placed);
  const roles = allGrants(register)
    .filter(theirs)
    .map(({ system, role, grant }) => {
      const { title, roles } = register.systems[system] ?? {};
      const where = placeOfGrant(grant);
      return `${title ?? system}: ${roles?.[role]?.title ?? role}${where === undefined ? "" : ` in ${where}`}`;
    });
  const root = allRootGrants(register)
    .filter(theirs)
    .map(({ server }) => `root on ${server === everyServer ? "every server" : server}`);
  return [...roles, ...root];
}
