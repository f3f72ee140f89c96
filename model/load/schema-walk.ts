import { z } from "zod";

/** `schema` without what is wrapped around it: what makes it optional, nullable, read-only, lazy, or gives it a default. */
export function required(schema: z.core.$ZodType): z.core.$ZodType {
  const { innerType, getter, in: input } = schema._zod.def as Wrapper;
  const inner = innerType ?? getter?.() ?? input;
  return inner === undefined ? schema : required(inner);
}

/** Where each of the library's wrappers keeps what it is wrapped around; other schemas have none of these keys. */
interface Wrapper {
  readonly innerType?: z.core.$ZodType;
  readonly getter?: () => z.core.$ZodType;
  readonly in?: z.core.$ZodType;
}

/** The schema for the value under `key`, if `schema` has one. */
export function schemaUnder(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const outer = required(schema);
  if (outer instanceof z.ZodObject) return Object.hasOwn(outer.shape, key) ? outer.shape[String(key)] : undefined;
  if (outer instanceof z.ZodRecord) return outer.valueType;
  if (outer instanceof z.ZodArray) return outer.element;
  return undefined;
}

/** The schema at the end of a path of keys, if there is one. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((outer, key) => outer && schemaUnder(outer, key), schema);
}

/** The keys that a map may have, when its schema names them. */
export function knownKeys(schema: z.core.$ZodType | undefined): string[] {
  const outer = schema && required(schema);
  return outer instanceof z.ZodObject ? Object.keys(outer.shape) : [];
}
