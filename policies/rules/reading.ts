/*
 * Reading properties of a resource, which may be of any type and shape. Nothing here throws but where a value is not
 * known at preview; what is not understood reads as what is least safe.
 */

/** The items of a list. A single value counts as a list of one, so that it is judged and not passed over. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The properties of an object; none of anything else. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** The keys of an object beside these. */
export function keysBeside(value: unknown, keys: readonly string[]): string[] {
  return Object.keys(fields(value)).filter((key) => !keys.includes(key));
}

/** Whether something dangerous is switched on: unless it is left out or plainly off. */
export function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** A count that has to be high enough: 0 for anything that is not a number. */
export function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

/** A value as messages show it: text as it is, anything else as JSON. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}

/** Whether a value can be read. At preview, what another resource's service gives cannot, and reading it throws. */
export function isKnown(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** What a reading gives; nothing where what it reads is not known yet. */
export function ifKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** How the engine writes text that is not known at preview, where nothing guards its reading. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
