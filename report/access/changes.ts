import { compare } from "../../driver/events.ts";
import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { allGrants, allRootGrants } from "../../policies/rules/grants.ts";
import type { AccessChange } from "../report.ts";
import { type Holdings, holdingsOf, rootWords } from "./holdings.ts";
import { employmentOf, identityOf } from "./identity.ts";

/**
 * What each person gains and loses between two registers of an organisation, both looked at on one day; sorted by
 * person, and only those for whom something changes. Titles, comments and the order of entries make no difference.
 */
export function accessChanges(before: Register, after: Register, asOf: DateText): AccessChange[] {
  const people = new Set(
    [before, after].flatMap((register) => [...Object.keys(register.people), ...holders(register)]),
  );
  return [...people].sort(compare).flatMap((person) => {
    const [old, now] = [before, after].map((register) => told(register, person, asOf));
    if (old === undefined || now === undefined) return [];
    const known = [before, after].every((register) => Object.hasOwn(register.people, person));
    const gains = difference(now, old, known);
    const loses = difference(old, now, known);
    return gains.length + loses.length === 0 ? [] : [{ register: after.id, person, gains, loses }];
  });
}

/** Whoever is granted something, also if they are not among the people. */
function holders(register: Register): string[] {
  return [...allGrants(register), ...allRootGrants(register)].map(({ grant }) => grant.person);
}

/** All that is compared of a person. */
interface Told extends Holdings {
  readonly register: Register;
  readonly employment: readonly string[];
  readonly identity: readonly string[];
}

function told(register: Register, person: string, asOf: DateText): Told {
  return {
    register,
    ...holdingsOf(register, person, asOf),
    employment: employmentOf(register, person, asOf),
    identity: identityOf(register, person),
  };
}

/** What is in the first and not in the second. Identity counts for those who are in both: for others it is all new, or all gone. */
function difference(there: Told, other: Told, inBoth: boolean): string[] {
  const keys = new Set(other.inSystems.map(({ key }) => key));
  return [
    ...new Set([
      ...there.inSystems.filter(({ key }) => !keys.has(key)).map(({ text }) => text),
      ...rootWords(
        there.register,
        there.root.filter((server) => !other.root.includes(server)),
      ),
      ...without(there.employment, other.employment),
      ...(inBoth ? without(there.identity, other.identity) : []),
    ]),
  ].sort(compare);
}

function without(texts: readonly string[], others: readonly string[]): string[] {
  return texts.filter((text) => !others.includes(text));
}
