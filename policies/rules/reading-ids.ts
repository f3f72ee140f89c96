import { isKnown, unknownText } from "./reading.ts";
import type { Resource } from "./rule.ts";

/** The ids of other resources that a property holds. */
export interface IdsHeld {
  /** Those that are known, as text. */
  readonly known: readonly string[];
  /** Whether more may be in it, which nobody knows before the operation. */
  readonly open: boolean;
}

/** How the engine writes text and a number that are not known at preview, where nothing guards its reading. */
const unknown: readonly string[] = [unknownText, "3eeb2bf0-c639-47a8-9e75-3b44932eb421"];

/** The ids in a property, however deep, but for parts under these keys. */
export function idsHeld({ props }: Resource, property: string, except: readonly string[] = []): IdsHeld {
  return isKnown(() => props[property]) ? idsIn(props[property], except) : { known: [], open: true };
}

function idsIn(value: unknown, except: readonly string[]): IdsHeld {
  if (value === undefined || value === null) return { known: [], open: false };
  if (typeof value !== "object") {
    return unknown.includes(String(value)) ? { known: [], open: true } : { known: [String(value)], open: false };
  }
  const parts = value as Readonly<Record<string, unknown>>;
  const held = Object.keys(parts)
    .filter((key) => !except.includes(key))
    .map((key): IdsHeld => (isKnown(() => parts[key]) ? idsIn(parts[key], except) : { known: [], open: true }));
  return { known: held.flatMap(({ known }) => known), open: held.some(({ open }) => open) };
}

/**
 * Whether a property names a resource: its value comes from it, and is its id where both are known. A value that comes from
 * an id may still be any other.
 */
export function names(resource: Resource, property: string, { urn, id }: Resource): boolean {
  if (!resource.propertyDependencies?.[property]?.includes(urn)) return false;
  const { known, open } = idsHeld(resource, property);
  return open || (id === undefined ? known.length > 0 : known.includes(id));
}
