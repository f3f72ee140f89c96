import type { Person } from "../../../model/schema/people.ts";
import { listed } from "../grants.ts";
import { type Mark, marksOf } from "../people.ts";

/*
 * Whose an entry is. Whoever marries has another name and another address, and whoever loses a key has another key; who has all of it
 * anew is another human, and would have by this entry what somebody else was given.
 */

/** What tells a human, with the names of their accounts at systems. */
type Fact = Mark | "account";

/** The facts by which access is had: whoever has them gets in. A name lets nobody in. */
const facts: readonly (readonly [fact: Fact, field: keyof Person, isAccess: boolean])[] = [
  ["address", "email", true],
  ["login", "github", true],
  ["key", "sshKeys", true],
  ["account", "accounts", true],
  ["name", "name", false],
];

/** What of an entry became another human's, and the field that tells it best. */
export interface AnotherHuman {
  readonly problem: string;
  readonly field: keyof Person;
}

/**
 * Whether an entry is of another human than it was: more than two of the facts by which they are known are others, or two and with
 * them all by which they get in. One may always change; a fact of several, such as keys, has changed once none of them is left.
 */
export function anotherHuman(was: Person, is: Person): AnotherHuman | undefined {
  const [before, now] = [factsOf(was), factsOf(is)];
  const known = facts.filter(([fact]) => before.has(fact));
  const changed = known.filter(([fact]) => ![...(before.get(fact) ?? [])].some((text) => now.get(fact)?.has(text)));
  const [first] = changed;
  if (first === undefined || changed.length === 1) return undefined;
  const isLetIn = known.some((fact) => fact[2] && !changed.includes(fact));
  if (changed.length === 2 && isLetIn) return undefined;
  const words = listed(changed.map(([fact]) => fact));
  return {
    problem: `its ${words} changed at once, so that it may be another human's, who has what this one was given`,
    field: first[1],
  };
}

function factsOf(person: Person): ReadonlyMap<Fact, ReadonlySet<string>> {
  const accounts = Object.entries(person.accounts ?? {}).flatMap(([system, names]) =>
    names.map((name) => ["account", `${system} ${name}`.toLowerCase()] as const),
  );
  const all = [...marksOf(person), ...accounts] as readonly (readonly [Fact, string])[];
  return new Map(
    [...Map.groupBy(all, ([fact]) => fact)].map(([fact, texts]) => [fact, new Set(texts.map(([, text]) => text))]),
  );
}
