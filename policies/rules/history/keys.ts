import type { Register } from "../../../model/register.ts";
import type { Credential } from "../../../model/schema/access.ts";
import type { Person } from "../../../model/schema/people.ts";
import { sshKeyFingerprint } from "../../../model/schema/ssh-key.ts";
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
  const now = new Map(
    holdersIn(after).flatMap(({ item, keys }) => keys.map((key) => [key, `${item.kind} ${item.key}`] as const)),
  );
  if (now.size === 0) return [];
  return holdersIn(before).flatMap(({ item, keys }) =>
    keys.flatMap((key): MovedKey[] => {
      const holder = now.get(key);
      const [id = ""] = item.under;
      const own = item.kind === "people" ? (renames.people.get(id) ?? id) : id;
      if (holder === undefined || holder === `${item.kind} ${own}`) return [];
      // A credential of another id is told by its key: it is the same.
      if (item.kind === "credentials" && holder.startsWith("credentials ") && !Object.hasOwn(after.credentials, id))
        return [];
      const field = item.kind === "people" ? "sshKeys" : "publicKey";
      return [
        { item, field, holder: holder.replace("people ", "the person ").replace("credentials ", "the credential ") },
      ];
    }),
  );
}

function holdersIn(register: Register): { item: Item; keys: string[] }[] {
  return [...itemsOf("people", register), ...itemsOf("credentials", register)].flatMap((item) => {
    const { sshKeys = [], publicKey } = item.entry as Partial<Person & Credential>;
    const lines = publicKey === undefined ? sshKeys : [publicKey];
    return lines.length === 0 ? [] : [{ item, keys: lines.map(sshKeyFingerprint) }];
  });
}
