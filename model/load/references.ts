import { z } from "zod";
import { fileOfKind } from "../register.ts";
import { type ReferenceTarget, references } from "../schema/common.ts";
import { andMore, type Finding, mostFindings } from "./finding.ts";
import { required } from "./schema-walk.ts";
import { shorten } from "./show.ts";
import { didYouMean } from "./suggest.ts";
import type { Path } from "./tree.ts";

/** The ids of every kind that can be referred to; a kind is left out when its file could not be read. */
export type KnownIds = { readonly [T in ReferenceTarget]?: ReadonlySet<string> };

/** References of one file to entries that do not exist, each as often as it stands there. */
export function danglingReferences(schema: z.ZodType, value: unknown, known: KnownIds): Reference[] {
  const found: Reference[] = [];
  const path: PropertyKey[] = [];
  walkOf(schema)?.(value, path, "value", (target, id, on) => {
    if (id !== "" && known[target]?.has(id) === false) found.push({ target, id, path: [...path], on });
  });
  return found;
}

/** One finding for each entry that does not exist, at the first place that refers to it. */
export function danglingFindings<T extends Reference>(references: readonly T[], known: KnownIds): (T & Finding)[] {
  const ofEntry = [...Map.groupBy(references, ({ target, id }) => `${target} ${id}`).values()];
  return ofEntry.flatMap(([first, ...others], at) => {
    if (first === undefined || at > mostFindings) return [];
    if (at === mostFindings) return [{ ...first, message: andMore(ofEntry.length - mostFindings) }];
    const { target, id } = first;
    const file = fileOfKind(target);
    const guess = principals.has(target) ? "" : didYouMean(id, known[target] ?? []);
    const suggestion = guess || `; add it there or name one that exists`;
    const more = others.length === 0 ? "" : ` – and ${others.length} more that refer to it`;
    return [{ ...first, message: `\`${shorten(id)}\` is not in ${file}${suggestion}${more}` }];
  });
}

/**
 * Who may hold or be given something. Of them none is guessed: whoever renames a person would be offered another one, and
 * with them their access.
 */
const principals: ReadonlySet<ReferenceTarget> = new Set(["people", "organisations", "serviceAccounts"]);

/** A value or key that names an entry, and where it stands. */
export interface Reference {
  readonly target: ReferenceTarget;
  readonly id: string;
  readonly path: Path;
  readonly on: Finding["on"];
}

/**
 * Tells of each reference in a value, in the order in which they stand there; `path` leads to the one that is told of. Values
 * of a wrong type are passed over: their shape is another check's business.
 */
type Walk = (
  value: unknown,
  path: PropertyKey[],
  on: Finding["on"],
  tell: (target: ReferenceTarget, id: string, on: Finding["on"]) => void,
) => void;

/** The walk through values of a schema; none where nothing in them refers to anything, as in most of what a register says. */
const walks = new WeakMap<z.core.$ZodType, { readonly walk: Walk | undefined }>();

function walkOf(schema: z.core.$ZodType): Walk | undefined {
  const inner = required(schema);
  const made = walks.get(inner) ?? { walk: makeWalk(inner) };
  walks.set(inner, made);
  return made.walk;
}

function makeWalk(schema: z.core.$ZodType): Walk | undefined {
  if (schema instanceof z.ZodArray) return walkInList(schema);
  if (schema instanceof z.ZodRecord || schema instanceof z.ZodObject) return walkInMap(schema);
  const targets = schema instanceof z.ZodUnion ? schema.options.map(targetIn) : [targetIn(schema)];
  if (targets.every((target) => target === undefined)) return undefined;
  return (value, _, on, tell) => {
    const target = typeof value === "string" ? targetOf(schema, value) : undefined;
    if (target !== undefined) tell(target, value as string, on);
  };
}

function walkInList(schema: z.ZodArray): Walk | undefined {
  const walk = walkOf(schema.element);
  if (walk === undefined) return undefined;
  return (value, path, _, tell) => {
    if (!Array.isArray(value)) return;
    for (const [at, item] of value.entries()) {
      path.push(at);
      walk(item, path, "value", tell);
      path.pop();
    }
  };
}

/** Walks through a map; where a list stands instead, its items are looked at as they would be under a key. */
function walkInMap(schema: z.ZodRecord | z.ZodObject): Walk | undefined {
  const ofKey = schema instanceof z.ZodRecord ? walkOf(schema.keyType) : undefined;
  const ofPart = schema instanceof z.ZodRecord ? walkOf(schema.valueType) : undefined;
  const named = new Map(
    Object.entries(schema instanceof z.ZodObject ? schema.shape : {}).flatMap(([key, part]) => {
      const walk = walkOf(part);
      return walk === undefined ? [] : [[key, walk]];
    }),
  );
  if (ofKey === undefined && ofPart === undefined && named.size === 0) return undefined;
  return (value, path, _, tell) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      const walk = ofPart ?? named.get(key);
      if (walk === undefined && ofKey === undefined) continue;
      path.push(Array.isArray(value) ? Number(key) : key);
      ofKey?.(key, path, "key", tell);
      walk?.(part, path, "value", tell);
      path.pop();
    }
  };
}

function targetIn(schema: z.core.$ZodType): ReferenceTarget | undefined {
  return references.get(schema)?.target;
}

/** What a text refers to. In a choice, an alternative that takes the text as it is (`*`) comes before a reference. */
function targetOf(schema: z.core.$ZodType, value: string): ReferenceTarget | undefined {
  if (!(schema instanceof z.ZodUnion)) return targetIn(schema);
  const targets = schema.options.map(targetIn);
  const literal = schema.options.some((option, at) => targets[at] === undefined && z.safeParse(option, value).success);
  return literal ? undefined : targets.find((target) => target !== undefined);
}
