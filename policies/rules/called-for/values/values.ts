import type { Resource } from "../../rule.ts";
import type { Wanted } from "../calls.ts";

/**
 * The values that a property may have, as the register or a setting gives them; `undefined` is among them where it may be
 * left out. None at all where nobody calls for the resource, which another rule refuses.
 */
export type ValuesOf = (wanted: Wanted, resource: Resource) => readonly unknown[];

/** By type token and path: `rules[].port` is the property of each item of a list. */
export type ValuesOfTypes = Readonly<Record<string, Readonly<Record<string, ValuesOf>>>>;

/** One value, or none where it is not known what calls for the resource. */
export function only(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value];
}
