import type { Kind, Register } from "../../../model/register.ts";
import type { Finding } from "../rule.ts";

/** A field of the schema: its kind of entry and the keys below, `*` for any id, role or item: `people.*.employment`. */
export type FieldPath = `${Kind}.${string}`;

/** Two or more facts of the register that imply each other, so that none of them can be said alone. */
export interface Agreement {
  readonly facts: readonly [FieldPath, FieldPath, ...FieldPath[]];
  /** What has to be so, one sentence. */
  readonly what: string;
  judge(register: Register): Finding[];
}

/** The entry of an id, where it is one: a name of an object's own prototype is none. */
export function entryOf<T>(entries: Readonly<Record<string, T>>, id: string | undefined): T | undefined {
  return id !== undefined && Object.hasOwn(entries, id) ? entries[id] : undefined;
}
