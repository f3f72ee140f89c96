import { addDays, type DateText } from "../../../model/dates.ts";
import { type RememberedKind, rememberedKinds } from "../../../model/history.ts";
import type { Register } from "../../../model/register.ts";
import type { Waiver } from "../../../model/schema/access.ts";
import type { Person } from "../../../model/schema/people.ts";
import { keptDays, type Move, moves, movesOfFields } from "../../settings/history.ts";
import { isActive } from "../grants.ts";
import { unknownActors } from "./actors.ts";
import { type Claim, corrected } from "./claims.ts";
import { anotherHuman } from "./human.ts";
import { dayOf, fieldAt, fieldOf, type Item, itemsOf } from "./items.ts";
import { movedKeys } from "./keys.ts";
import { allows, said } from "./moves.ts";
import { needed } from "./needed.ts";
import { type Passage, passageOf } from "./passage.ts";
import { hasLeftForGood, isReviewed } from "./rotations.ts";
import { renamed, signsOf } from "./same.ts";

/** Something that a register no longer says of the past, or says otherwise, and may not. */
export interface Forgotten {
  /** The entry as it was before. */
  readonly item: Item;
  readonly problem: string;
  /** What somebody vouched for who could not have, where it is that; then the entry is as it is now. */
  readonly act?: string;
}

/** What of the past one register has on record and a later one no longer has, without a correction, as of a day. */
export function forgotten(before: Register, after: Register, asOf: DateText): Forgotten[] {
  return forgottenOn(passageOf(before, after, asOf));
}

/** The same of a passage that is there already. */
export function forgottenOn(passage: Passage): Forgotten[] {
  const { before, after, asOf } = passage;
  if (before === after) return [];
  const isCorrected = corrected(after, asOf);
  return [...rememberedKinds.flatMap((kind) => claimsOf(kind, passage)), ...keyClaims(passage), ...actorClaims(passage)]
    .filter(({ claim, item }) => !isCorrected(claim, namesIn(item)))
    .map(({ claim, problem, ...rest }) => ({ ...rest, problem: `${problem}${asCorrection(claim)}` }));
}

function keyClaims(passage: Passage): Contradiction[] {
  return movedKeys(passage).map(({ item, field, holder }) => ({
    item,
    problem: `its key is that of ${holder} now, and whoever had it may still have it: the other one needs a key of its own`,
    claim: { entry: item.subject, field, was: item.under.join(), is: holder },
  }));
}

function actorClaims(passage: Passage): Contradiction[] {
  return unknownActors(passage).map(({ item, field, person, act }) => ({
    ...{ item, act },
    problem: `${field} is ${person}, who could not have done it by what was there before: whoever vouches is there, with the role for it, before what they vouch for`,
    claim: { entry: item.subject, field, is: person },
  }));
}

/** Whoever an entry was about, or who had to do something about it. */
function namesIn({ entry: { person, owner, by } }: Item): string[] {
  return [person, owner, by].filter((id) => id !== undefined);
}

/** What is not as it was, and what a correction of it would have to say. */
interface Contradiction extends Forgotten {
  readonly claim: Claim;
}

function asCorrection({ field, was, is }: Claim): string {
  const parts = Object.entries({ field, was, is }).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}: ${value}`,
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function claimsOf(kind: RememberedKind, passage: Passage): Contradiction[] {
  const { before, after, renames } = passage;
  if (before[kind] === after[kind]) return [];
  const now = Map.groupBy(itemsOf(kind, after), ({ key }) => key);
  const others = otherIds(kind, passage);
  const anew = kind === "waivers" ? renamed(before.waivers, after.waivers, signsOf.waivers) : new Map();
  return [...Map.groupBy(itemsOf(kind, before, renames), ({ key }) => key)].flatMap(([key, were]) => {
    const here = now.get(key) ?? now.get(others.get(key) ?? "") ?? [];
    const { pairs, left, free } = paired(were, here);
    return [
      ...pairs.flatMap(([item, its]) =>
        isOther(item, its, passage) ? [] : [...movesOf(item, its, passage), ...ofAnotherHuman(item, its)],
      ),
      // What is still needed and is not there as it was: said of another day, or gone.
      ...left.flatMap((item, index) => {
        const why = needed(item, passage);
        if (why === undefined) return [];
        const its = free[index];
        return its === undefined ? [gone(item, why)] : movesOf(item, its, passage);
      }),
      ...were.flatMap((item) => prolonged(item, anew.get(key), passage)),
    ];
  });
}

/** The ids that entries of a kind have now, where they have another one. Those of people are known. */
function otherIds(kind: RememberedKind, { before, after }: Passage): ReadonlyMap<string, string> {
  if (kind === "credentials") return renamed(before.credentials, after.credentials, signsOf.credentials);
  return kind === "vulnerabilities"
    ? renamed(before.vulnerabilities, after.vulnerabilities, signsOf.vulnerabilities)
    : new Map();
}

/**
 * Entries known by the same, each with what it is now: of lists those of the same day; of what is kept under ids the only one.
 * `left` are those without, and `free` the entries that are new.
 */
function paired(were: readonly Item[], here: readonly Item[]) {
  const byDay = Map.groupBy(here, (item) => dayOf(item) ?? "");
  const pairs: [Item, Item][] = [];
  const left: Item[] = [];
  for (const item of were) {
    const its = byDay.get(dayOf(item) ?? "")?.shift();
    if (its === undefined) left.push(item);
    else pairs.push([item, its]);
  }
  return { pairs, left, free: [...byDay.values()].flat() };
}

function gone(item: Item, why: string): Contradiction {
  const was = dayOf(item);
  return {
    ...{ item, problem: `it was there and is gone, and ${why}` },
    claim: { entry: item.subject, ...(was !== undefined && { was }) },
  };
}

/** Whether an entry became another human's: said of its address, or of what else tells it best. */
function ofAnotherHuman(item: Item, its: Item): Contradiction[] {
  const found = item.kind === "people" ? anotherHuman(item.entry as Person, its.entry as Person) : undefined;
  if (found === undefined) return [];
  const { field, problem } = found;
  return [{ item, problem, claim: claimOf(item, field, told(item, field), told(its, field)) }];
}

/** What a correction of a field would have to say. */
function claimOf({ subject }: Item, field: string, was: string | undefined, is: string | undefined): Claim {
  return { entry: subject, field, ...(was !== undefined && { was }), ...(is !== undefined && { is }) };
}

/** A text of a field; of several values, such as keys, there is none. */
function told(item: Item, field: string): string | undefined {
  const value = fieldOf(item, field);
  return typeof value === "string" ? value : undefined;
}

/** Whether an entry may be another one, under another id: nothing needs the one that was there. */
function isOther(item: Item, its: Item, passage: Passage): boolean {
  return item.dayField === undefined && item.under[0] !== its.under[0] && needed(item, passage) === undefined;
}

/** The fields of each kind that are held against what they were, found once for all entries. */
const heldFields = Object.fromEntries(
  rememberedKinds.map((kind) => [
    kind,
    Object.entries(movesOfFields[kind])
      .filter(([, move]) => !["free", "identity", "of one human"].includes(move))
      .map(([path, move]) => ({ field: fieldAt(path), move })),
  ]),
) as Readonly<Record<RememberedKind, { field: string; move: Move }[]>>;

/** What of an entry is said otherwise than it may be. */
function movesOf(item: Item, its: Item, passage: Passage): Contradiction[] {
  const { kind } = item;
  return heldFields[kind].flatMap(({ field, move }) => {
    const [old, new_] = [readAs(item, field, passage), fieldOf(its, field)];
    const isAllowed = allows(move, old, new_, {
      ...{ kind, field, asOf: passage.asOf, lastRotation: item.entry.rotatedOn },
      isSettled: () => isSettled(item, field, passage),
      hasChangedRole: () => hasChangedRole(item, its, field, passage),
    });
    if (isAllowed) return [];
    const [was, is] = [said(old), said(new_)];
    const moved =
      is === undefined
        ? `${field} is not said any more`
        : was === undefined
          ? `${field} was not said`
          : `${field} is another`;
    return { item, problem: `${moved}, and ${moves[move]}`, claim: claimOf(item, field, was, is) };
  });
}

/** A value of before; who acted is known by the id of today. */
function readAs(item: Item, field: string, { renames }: Passage): unknown {
  const value = fieldOf(item, field);
  return personFields.includes(`${item.kind}.${field}`) ? (renames.people.get(String(value)) ?? value) : value;
}

const personFields: readonly string[] = [
  "grants.createdBy",
  "grants.approvedBy",
  "rootGrants.grantedBy",
  ...["waivers", "corrections"].flatMap((kind) => [`${kind}.author`, `${kind}.approver`]),
];

function isSettled({ under: [id = ""], entry }: Item, field: string, passage: Passage): boolean {
  const own = passage.renames.people.get(id) ?? id;
  return field === "leftOn"
    ? hasLeftForGood(passage, id) && passage.heldNow(own).some((held) => isActive(held.entry, passage.asOf))
    : isReviewed(passage, own, entry.roleChangedOn);
}

/**
 * Whether an entry tells a change of role that it did not tell before, and not so long ago that it is one of something else; or the
 * organisation has another id.
 */
function hasChangedRole(item: Item, its: Item, field: string, { before, after, asOf }: Passage): boolean {
  const [was, is] = [item.entry.roleChangedOn, its.entry.roleChangedOn];
  if (is !== undefined && (was === undefined || was < is) && addDays(is, keptDays) >= asOf) return true;
  const [old, now] = [item.entry.organisation, its.entry.organisation];
  return (
    field === "organisation" && !Object.hasOwn(after.organisations, old) && !Object.hasOwn(before.organisations, now)
  );
}

/** A waiver that goes before its time, while the same is waived for longer under another id. */
function prolonged(item: Item, id: string | undefined, { after, asOf }: Passage): Contradiction[] {
  const is = id === undefined ? undefined : after.waivers[id]?.expiresOn;
  const { expiresOn } = item.entry as Waiver;
  if (is === undefined || is <= expiresOn || asOf >= expiresOn) return [];
  const problem = `${id} waives the same for longer, and it is not waived anew before it has run out`;
  return [{ item, problem, claim: { entry: item.subject, field: "expiresOn", was: expiresOn, is } }];
}
