import { z } from "zod";
import type { Problem } from "./problem.ts";
import { required } from "./schema-walk.ts";
import { shorten } from "./show.ts";
import { problemsAt, type Source, shapeProblems } from "./source.ts";
import type { Fault } from "./syntax.ts";
import { type Converted, laterPlace, type Place } from "./tree.ts";

/** What the files of one kind say together. */
export interface Merged {
  /** Nothing where no file has entries of this kind. */
  readonly source?: Source;
  /** Whether a file does not even hold what its kind is made of, so that nothing is known of its entries. */
  readonly unfit: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Puts the files of a kind together, in the order of their names, as if they were one. A map goes on in the next file, and so
 * does a map in a map (the roles of a system) and a list (the holders of a role); an entry is in one file. Lists under a key
 * are lists of people: one of them stands in one file of those, so that all that they were given there is read in one place.
 */
export function mergeParts(schema: z.ZodType, parts: readonly Source[]): Merged {
  const [only, ...others] = parts;
  if (only === undefined) return { unfit: false, problems: [] };
  // What is wrong with one file by itself is told with the shape of all that it holds.
  if (others.length === 0) return { source: only, unfit: false, problems: [] };
  const fit = parts.filter(({ value }) => isFit(schema, value));
  const misfits = parts.filter((part) => !fit.includes(part)).flatMap((part) => shapeProblems(schema, part));
  const [start] = fit;
  if (start === undefined) return { unfit: true, problems: misfits };
  const faults: Fault[] = [];
  const locate: Source["locate"] = (offset) =>
    (parts.find(({ end }) => offset < end) ?? parts.at(-1) ?? start).locate(offset);
  const together = merge(schema, fit, faults, locate);
  return {
    source: { ...together, end: parts.at(-1)?.end ?? start.end, locate },
    unfit: misfits.length > 0,
    problems: [...misfits, ...problemsAt(locate, faults)],
  };
}

/** Whether a value is a map where the schema has a map, and a list where it has a list. */
function isFit(schema: z.core.$ZodType, value: unknown): boolean {
  const inner = required(schema);
  if (inner instanceof z.ZodArray) return Array.isArray(value);
  return inner instanceof z.ZodRecord && typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(
  schema: z.core.$ZodType,
  pieces: readonly Converted[],
  faults: Fault[],
  locate: Source["locate"],
): Converted {
  const inner = required(schema);
  return inner instanceof z.ZodRecord ? mergeMaps(inner, pieces, faults, locate) : mergeLists(pieces);
}

function mergeMaps(
  schema: z.ZodRecord,
  pieces: readonly Converted[],
  faults: Fault[],
  locate: Source["locate"],
): Converted {
  const byKey = new Map<string, [Converted, ...Converted[]]>();
  for (const { value, place } of pieces) {
    for (const [key, part] of Object.entries(value as Record<string, unknown>)) {
      const piece = { value: part, place: laterPlace(() => partOf(place, key)) };
      const before = byKey.get(key);
      if (before === undefined) byKey.set(key, [piece]);
      else before.push(piece);
    }
  }
  const value: Record<string, unknown> = {};
  const parts = new Map<string, Place>();
  for (const [key, [first, ...others]] of byKey) {
    const all = [first, ...others];
    const goesOn = others.length > 0 && all.every((piece) => isFit(schema.valueType, piece.value) && !isEmpty(piece));
    const whole = goesOn ? merge(schema.valueType, all, faults, locate) : first;
    if (!goesOn) for (const { place } of others) faults.push(double(key, place, first.place, locate));
    else if (Array.isArray(whole.value)) faults.push(...splitPeople(all, locate));
    value[key] = whole.value;
    parts.set(key, whole.place);
  }
  return { value, place: laterPlace(() => ({ ...placeOfFirst(pieces), parts })) };
}

/** The place of what a key leads to. */
function partOf(place: Place, key: string): Place {
  const part = place.parts.get(key);
  if (part === undefined) throw new Error(`there is no place for the key ${key}, which has a value`);
  return part;
}

/** An empty list says that there is nobody, which a list in another file would belie. */
function isEmpty({ value }: Converted): boolean {
  return Array.isArray(value) && value.length === 0;
}

function mergeLists(pieces: readonly Converted[]): Converted {
  const value = pieces.flatMap((piece) => piece.value as unknown[]);
  return { value, place: laterPlace(() => placeOfLists(pieces)) };
}

function placeOfLists(pieces: readonly Converted[]): Place {
  const parts = new Map<string, Place>();
  const byPerson = new Map<string, Place>();
  for (const { place } of pieces) {
    for (const part of place.parts.values()) parts.set(String(parts.size), part);
    for (const [person, part] of place.byPerson) if (!byPerson.has(person)) byPerson.set(person, part);
  }
  return { ...placeOfFirst(pieces), parts, byPerson };
}

/** The people who stand in more than one file of one list. */
function* splitPeople(pieces: readonly Converted[], locate: Source["locate"]): Generator<Fault> {
  const seen = new Map<string, Converted>();
  for (const piece of pieces) {
    for (const person of peopleIn(piece)) {
      const first = seen.get(person);
      if (first === undefined) seen.set(person, piece);
      else yield double(person, partOfPerson(piece, person), partOfPerson(first, person), locate);
    }
  }
}

/** Everybody whom an item of a list names as its `person`, each once. */
function peopleIn({ value }: Converted): ReadonlySet<string> {
  const people = (value as readonly unknown[]).map((item) => (item as { person?: unknown } | null)?.person);
  return new Set(people.filter((person) => typeof person === "string"));
}

function partOfPerson({ place }: Converted, person: string): Place {
  return place.byPerson.get(person) ?? place;
}

function double(key: string, { at }: Place, first: Place, locate: Source["locate"]): Fault {
  const { file, line, column } = locate(first.at);
  const message = `\`${shorten(key)}\` stands in ${file}:${line}:${column} too; merge the two entries in one file, or rename or delete one`;
  return { offset: at, message };
}

function placeOfFirst([first]: readonly Converted[]): Place {
  if (first === undefined) throw new Error("nothing to put together");
  return first.place;
}
