/** A part of a log that somebody else wrote: any property may be missing, or something else than SARIF says. */
export type Part = Readonly<Record<string, unknown>>;

/** A value as an object; without properties where it is none. */
export function part(value: unknown): Part {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Part) : {};
}

/** A value as a list; empty where it is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as text that says something; nothing where it is none. */
export function said(value: unknown): string | undefined {
  return typeof value === "string" && /\S/.test(value) ? value : undefined;
}

/** A value as an index. SARIF writes -1 where there is none. */
export function index(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
