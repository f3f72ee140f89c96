import type { Kind } from "../register.ts";
import type { Path } from "./tree.ts";

/** Something wrong with a value of one kind, before its line is known. */
export interface Finding {
  readonly path: Path;
  /** Whether the key (or the entry as a whole) is to be shown, or the value after it. */
  readonly on: "key" | "value";
  readonly message: string;
}

/** A finding and the kind of file that it is about. */
export type CheckFinding = Finding & { readonly kind: Kind };

/** How many findings of one sort about one kind are told before the rest is counted: nobody reads a hundred thousand. */
export const mostFindings = 200;

/** Says how many are not told. */
export function andMore(count: number): string {
  return `and ${count} more here; mend those above first`;
}
