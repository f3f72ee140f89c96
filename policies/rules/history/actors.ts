import type { DateText } from "../../../model/dates.ts";
import type { RememberedKind } from "../../../model/history.ts";
import type { Register } from "../../../model/register.ts";
import { everyServer, type Grant, type Review, type RootGrant, type Waiver } from "../../../model/schema/access.ts";
import type { Correction } from "../../../model/schema/corrections.ts";
import { isActive } from "../grants.ts";
import { mayCreate } from "../notify/creators.ts";
import { hadRootBefore, mayReview } from "../ocp/root-access.ts";
import { mayApprove } from "../waivers.ts";
import { dayOf, type Item, itemsOf, noRenames, type Renames } from "./items.ts";
import type { Passage } from "./passage.ts";

/*
 * Who vouches for something was there before it: whoever is invented by a change, or gets a role by it, vouches for nothing in it.
 */

/** A field by which somebody vouches for an entry, and whether somebody could have, by what a register has of the time before. */
interface Vouching {
  readonly kind: RememberedKind;
  readonly field: string;
  readonly could: (before: Register, person: string, item: Item, after: Register) => boolean;
}

/** Whose day is not in the past by the time that it is judged: an approval is given on its own day. */
const approvesOn = (day: (entry: Item["entry"]) => DateText) => (before: Register, person: string, item: Item) =>
  mayApprove(before, person, day(item.entry));

const vouchings: readonly Vouching[] = [
  // Whether somebody holds the office of those who approve accounts is for the settings to say.
  { kind: "grants", field: "approvedBy", could: () => true },
  {
    kind: "grants",
    field: "createdBy",
    could: (before, person, { entry, subject, under: [system = "", role = ""] }, after) => {
      const placed = { subject, system, role, grant: entry as Grant };
      // Who of OCP makes an account is not asked, and may be told.
      if (after.id !== "notify") return true;
      return mayCreate(before, placed, person, placed.grant.createdOn);
    },
  },
  {
    kind: "rootGrants",
    field: "grantedBy",
    could: (before, person, { entry, under: [server = everyServer] }) =>
      hadRootBefore(before, server, person, (entry as RootGrant).grantedOn),
  },
  {
    kind: "reviews",
    field: "by",
    could: (before, person, { entry }) => {
      const { subject, reviewedOn } = entry as Review;
      return subject !== "root-access" || mayReview(before, { by: person, reviewedOn });
    },
  },
  { kind: "waivers", field: "approver", could: approvesOn((entry) => (entry as Waiver).grantedOn) },
  { kind: "corrections", field: "approver", could: approvesOn((entry) => (entry as Correction).correctedOn) },
];

/** Something that somebody vouched for. */
interface Act {
  readonly item: Item;
  readonly field: string;
  readonly person: string;
  /** By what it is known: what was vouched for, how, and by whom. */
  readonly act: string;
}

/** What was vouched for since, by people who could not by what was there before. Of a part of a register only what was told of it. */
export function unknownActors({ before, after, renames, asOf }: Passage): Act[] {
  const told = "acts" in before ? new Set(before.acts) : undefined;
  // Where nobody was there, nobody could vouch: that is where a register begins.
  if (told === undefined ? Object.keys(before.people).length === 0 : told.size === 0) return [];
  const idBefore = new Map([...renames.people].map(([old, now]) => [now, old]));
  return vouchings.flatMap((vouching) => {
    if (before[vouching.kind] === after[vouching.kind]) return [];
    const acts = actsIn(vouching, after).filter(({ item }) => isActive(item.entry, asOf));
    if (told !== undefined) return acts.filter(({ act }) => told.has(act));
    const known = new Set(actsIn(vouching, before, renames).map(({ act }) => act));
    return acts.filter(({ item, person, act }) => {
      const id = idBefore.get(person) ?? person;
      return !known.has(act) && !(Object.hasOwn(before.people, id) && vouching.could(before, id, item, after));
    });
  });
}

/** What was vouched for in a field, by whom; by the ids of today. */
function actsIn({ kind, field }: Vouching, register: Register, renames: Renames = noRenames): Act[] {
  return itemsOf(kind, register, renames).flatMap((item) => {
    const { [field]: id } = item.entry;
    if (typeof id !== "string") return [];
    const person = renames.people.get(id) ?? id;
    return [{ item, field, person, act: [kind, item.key, dayOf(item) ?? "", field, person].join(" ") }];
  });
}
