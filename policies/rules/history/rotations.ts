import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import type { Grant } from "../../../model/schema/access.ts";
import { isActive } from "../grants.ts";
import { roleReviewOf } from "../notify/accounts.ts";
import { endsOfAccess, type Rotation, rotationsFor } from "../notify/leaver-clock.ts";
import type { Item } from "./items.ts";
import type { Passage } from "./passage.ts";

/*
 * The clocks of leaving and of changing roles, asked of what was there before and by what is on record now.
 */

/** The rotations that the end of one grant calls for, of credentials that are there now or were. */
export function rotationsAfter(
  { before, after, asOf }: Passage,
  system: string,
  role: string,
  grant: Grant,
): readonly Rotation[] {
  const holder = before.people[grant.person];
  const register: Register = {
    ...after,
    people: { ...(holder !== undefined && { [grant.person]: holder }) },
    grants: { [system]: { [role]: [grant] } },
    credentials: { ...before.credentials, ...after.credentials },
    serviceAccounts: { ...before.serviceAccounts, ...after.serviceAccounts },
  };
  const ends = endsOfAccess(register, asOf);
  return ends.length === 0 ? [] : rotationsFor(register, ends, asOf);
}

/** The rotations of one credential that ends of access of before call for. */
export function rotationsOf({ before, asOf, endsBefore }: Passage, id: string): readonly Rotation[] {
  const credential = before.credentials[id];
  if (credential?.kind !== "space-deployer") return [];
  return rotationsFor({ ...before, credentials: { [id]: credential } }, endsBefore(), asOf);
}

/** Whether nothing is left to be done that somebody's leaving calls for, by what is on record now. */
export function hasLeftForGood(passage: Passage, id: string): boolean {
  const held = passage.heldBefore(id);
  return (
    held.every(({ entry }) => !isActive(entry, passage.asOf)) && !held.some((item) => hasOpenRotation(passage, item))
  );
}

function hasOpenRotation(passage: Passage, { kind, entry, under: [system = "", role = ""] }: Item): boolean {
  if (kind !== "grants") return false;
  return rotationsAfter(passage, system, role, entry as Grant).some(({ rotatedOn }) => rotatedOn === undefined);
}

/** Whether every account of somebody was reviewed after they changed roles on a day, by what is on record now. */
export function isReviewed({ heldNow, asOf }: Passage, id: string, roleChangedOn: DateText): boolean {
  return heldNow(id)
    .filter(({ kind }) => kind === "grants")
    .map(({ entry }) => roleReviewOf(entry as Grant, roleChangedOn, asOf))
    .every((review) => review === undefined || review.doneOn !== undefined);
}
