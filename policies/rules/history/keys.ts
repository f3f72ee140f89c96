import type { Register } from "../../../model/register.ts";
import type { Credential } from "../../../model/schema/access.ts";
import type { Person } from "../../../model/schema/people.ts";
import { sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
import { onceFor } from "../once-for.ts";
import { type Item, itemsOf } from "./items.ts";
import type { Passage } from "./passage.ts";

/*
 * Whose a key was. Whoever had it may still have it: it never becomes somebody else's, nor a machine's.
 */

/** A key that is another holder's than before: who had it, and who has it. */
export interface MovedKey {
  readonly item: Item;
  readonly field: "sshKeys" | "publicKey";
  readonly holder: string;
}

/** The keys of what was there before that are somebody else's now. Whoever has another id is who they were. */
export function movedKeys({ before, after, renames }: Passage): MovedKey[] {
  if (before.people === after.people && before.credentials === after.credentials) return [];
  const now = new Map(heldKeys(after).map(({ item, key }) => [key, item]));
  return heldKeys(before).flatMap(({ item, key }): MovedKey[] => {
    const its = now.get(key);
    const isPerson = item.kind === "people";
    const own = isPerson ? (renames.people.get(item.key) ?? item.key) : item.key;
    if (its === undefined || (its.kind === item.kind && its.key === own)) return [];
    // A credential of another id is told by its key: it is the same.
    if (!isPerson && its.kind === item.kind && !Object.hasOwn(after.credentials, item.key)) return [];
    return [
      {
        item,
        field: isPerson ? "sshKeys" : "publicKey",
        holder: `${its.kind === "people" ? "the person" : "the credential"} ${its.key}`,
      },
    ];
  });
}

/** Every key of people and machines with whose it is, read once for each register: many are held against the last. */
const heldKeys = onceFor((register: Register): readonly { readonly item: Item; readonly key: string }[] =>
  [...itemsOf("people", register), ...itemsOf("credentials", register)].flatMap((item) => {
    const { sshKeys = [], publicKey } = item.entry as Partial<Person & Credential>;
    const lines = publicKey === undefined ? sshKeys : [publicKey];
    return lines.map((line) => ({ item, key: sshKeyFingerprint(line) }));
  }),
);
