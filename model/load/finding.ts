import type { Kind } from "../register.ts";
import type { Path } from "./tree.ts";

/** Something wrong with a value of one file, before its line is known. */
export interface Finding {
  readonly path: Path;
  /** Whether the key (or the entry as a whole) is to be shown, or the value after it. */
  readonly on: "key" | "value";
  readonly message: string;
}

/** A finding and the kind of file that it is about. */
export type CheckFinding = Finding & { readonly kind: Kind };
