import type { DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { everyServer, type Grant, type RootGrant } from "../../model/schema/access.ts";
import { onceFor } from "./once-for.ts";

/** A grant with where it stands in the register. */
export interface PlacedGrant {
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly grant: Grant;
}

/** Every grant of the register, revoked ones too. */
export const allGrants = onceFor((register: Register): readonly PlacedGrant[] =>
  Object.entries(register.grants).flatMap(([system, roles]) =>
    Object.entries(roles).flatMap(([role, grants]) =>
      grants.map((grant) => ({
        subject: subjectOf(register.id, "grants", system, role, grant.person),
        system,
        role,
        grant,
      })),
    ),
  ),
);

/** The space, service or team that a grant is for, where it is for one: a person may have a role in several. */
export function placeOfGrant({ space, service, team }: Grant): string | undefined {
  return space ?? service ?? team;
}

/** A root grant with where it stands; `server` is a server's id or `*`. */
export interface PlacedRootGrant {
  readonly subject: string;
  readonly server: string;
  readonly grant: RootGrant;
}

/** Every root grant of the register, revoked ones too. */
export const allRootGrants = onceFor((register: Register): readonly PlacedRootGrant[] =>
  Object.keys(register.rootGrants).flatMap((server) => rootGrantsUnder(register, server)),
);

function rootGrantsUnder(register: Register, server: string): PlacedRootGrant[] {
  const grants = Object.hasOwn(register.rootGrants, server) ? register.rootGrants[server] : undefined;
  return (grants ?? []).map((grant) => ({
    subject: subjectOf(register.id, "rootGrants", server, grant.person),
    server,
    grant,
  }));
}

/** Whether somebody still has what was granted. The day that `revokedOn` names is the first without it. */
export function isActive(grant: { readonly revokedOn?: DateText | undefined }, asOf: DateText): boolean {
  return grant.revokedOn === undefined || grant.revokedOn > asOf;
}

/** The root grants that cover a server: its own and those for every server. */
export function rootGrantsOn(register: Register, server: string): PlacedRootGrant[] {
  return [...new Set([everyServer, server])].flatMap((each) => rootGrantsUnder(register, each));
}

/**
 * Tells whether a person had a role on a day and since an earlier day. A grant made that same day does not count: two
 * people could otherwise vouch for each other. The grants are sorted by person once, however many people are asked for.
 */
export function earlierHolders(
  register: Register,
  { system, role }: { readonly system: string; readonly role: string },
): (person: string, day: DateText) => boolean {
  const grantsOf = Map.groupBy(register.grants[system]?.[role] ?? [], ({ person }) => person);
  return (person, day) => (grantsOf.get(person) ?? []).some((grant) => heldSinceBefore(grant, day));
}

/** Whether a grant gave its role on a day and since an earlier day: made before it, accepted, and not revoked. */
export function heldSinceBefore(grant: Grant, day: DateText): boolean {
  return grant.createdOn < day && isActive(grant, day) && grant.pending !== true;
}

/**
 * That somebody was not something before a day, and why, where it is told by what they held: it had ended, or came no earlier than
 * that day.
 */
export function notBefore(
  what: string,
  held: readonly { readonly createdOn: DateText; readonly revokedOn?: DateText | undefined }[],
  day: DateText,
): string {
  const earlier = held.filter(({ createdOn }) => createdOn < day);
  const ends = earlier.flatMap(({ revokedOn }) => revokedOn ?? []).sort();
  const [until, since] = [ends.at(-1), held.map(({ createdOn }) => createdOn).sort()[0]];
  if (until !== undefined) return `${what} on ${day} any more: that had ended on ${until}`;
  return `${what} before ${day}${earlier.length === 0 && since !== undefined ? `: only since ${since}` : ""}`;
}

/** Ids in words: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The problems that apply: those whose condition holds. */
export function problems(...checks: readonly (string | false | undefined)[]): string[] {
  return checks.filter((check) => typeof check === "string");
}
