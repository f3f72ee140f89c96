import type { DateText } from "../model/dates.ts";
import type { Register } from "../model/register.ts";
import { everyServer } from "../model/schema/access.ts";
import {
  allGrants,
  allRootGrants,
  isActive,
  type PlacedGrant,
  type PlacedRootGrant,
  placeOfGrant,
} from "../policies/rules/grants.ts";

/** A role that somebody has, by its titles, and where. */
export function roleWords(
  { systems }: Register,
  { system, role, grant }: Pick<PlacedGrant, "system" | "role" | "grant">,
): string {
  const { title = system, roles } = systems[system] ?? {};
  const where = placeOfGrant(grant);
  return `${title}: ${roles?.[role]?.title ?? role}${where === undefined ? "" : ` in ${where}`}`;
}

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
    .map((placed) => roleWords(register, placed));
  const root = allRootGrants(register)
    .filter(theirs)
    .map(({ server }) => `root on ${server === everyServer ? "every server" : server}`);
  return [...roles, ...root];
}
