import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { everyServer, type Grant, type RootGrant } from "../../model/schema/access.ts";
import type { Person } from "../../model/schema/people.ts";
import { sshKeyFingerprint } from "../../model/schema/ssh-key.ts";
import { isActive } from "./grants.ts";

/*
 * Who acts: which human an entry is, and what they held on a day. Whoever approves, creates, grants or reviews is asked here.
 */

/** Whether one of some grants gave a role to somebody on a day: made by then, accepted, and not revoked. */
export function holdsOn(grants: readonly Grant[], person: string, day: DateText): boolean {
  return grants.some(
    (grant) => grant.person === person && grant.createdOn <= day && isActive(grant, day) && grant.pending !== true,
  );
}

/** Whether a grant gave root on a day: made by then, and not revoked. */
export function hadRoot(grant: RootGrant, day: DateText): boolean {
  return grant.grantedOn <= day && isActive(grant, day);
}

/** Whether somebody had root on every server, as owner or manager, on a day. */
export function hasRootOnEveryServer({ rootGrants }: Register, person: string, day: DateText): boolean {
  return (rootGrants[everyServer] ?? []).some(
    (grant) => grant.person === person && grant.basis !== "developer" && hadRoot(grant, day),
  );
}

/** Whether two entries are of one human: they share a name, an address, a login or a key, however each is written. */
export function isSameHuman({ people }: Pick<Register, "people">, one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((id) => (Object.hasOwn(people, id) ? people[id] : undefined));
  if (a === undefined || b === undefined) return false;
  return marksInCommon(a, b).length > 0;
}

/** What tells one human from another. */
export type Mark = "name" | "address" | "login" | "key";

/** What two entries have in common of what tells humans apart, however it is written. */
export function marksInCommon(one: Person, other: Person): Mark[] {
  const theirs = marksOf(other);
  const shared = marksOf(one).filter(([kind, text]) => theirs.some(([its, other]) => its === kind && other === text));
  return [...new Set(shared.map(([kind]) => kind))];
}

/** What a human is known by, in normal form. */
export function marksOf({ name, email, github, sshKeys = [] }: Person): (readonly [kind: Mark, text: string])[] {
  return [
    ["name", plainName(name)],
    ["address", plainAddress(email)],
    ...(github === undefined ? [] : [["login", github.toLowerCase()] as const]),
    ...sshKeys.map((key) => ["key", sshKeyFingerprint(key)] as const),
  ];
}

/** A name without accents, capitals, signs and titles of order: "Doe, Jane" is "Jane Doe". */
function plainName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words.sort().join(" ");
}

/** An address without capitals and without what follows a plus. */
export function plainAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const [mailbox = ""] = address.slice(0, at).split("+");
  return `${mailbox}${address.slice(at)}`.toLowerCase();
}
