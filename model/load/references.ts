import { z } from "zod";
import { fileOfKind } from "../register.ts";
import { type ReferenceTarget, references } from "../schema/common.ts";
import { andMore, type Finding, mostFindings } from "./finding.ts";
import { required, schemaUnder } from "./schema-walk.ts";
import { shorten } from "./show.ts";
import { didYouMean } from "./suggest.ts";
import type { Path } from "./tree.ts";

/** The ids of every kind that can be referred to; a kind is left out when its file could not be read. */
export type KnownIds = { readonly [T in ReferenceTarget]?: ReadonlySet<string> };

/** References of one file to entries that do not exist, each as often as it stands there. */
export function danglingReferences(schema: z.ZodType, value: unknown, known: KnownIds): Reference[] {
  return [...referencesIn(schema, value, [], "value")].filter(({ target, id }) => known[target]?.has(id) === false);
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

/** Every reference in a value. Values of a wrong type are passed over: their shape is another check's business. */
function* referencesIn(schema: z.core.$ZodType, value: unknown, path: Path, on: Finding["on"]): Generator<Reference> {
  const inner = required(schema);
  if (typeof value === "string") {
    const target = targetOf(inner, value);
    if (target !== undefined && value !== "") yield { target, id: value, path, on };
  } else if (typeof value === "object" && value !== null) {
    if (inner instanceof z.ZodArray && !Array.isArray(value)) return;
    for (const [key, part] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      const below = [...path, step];
      if (inner instanceof z.ZodRecord) yield* referencesIn(inner.keyType, key, below, "key");
      const partSchema = schemaUnder(inner, step);
      if (partSchema !== undefined) yield* referencesIn(partSchema, part, below, "value");
    }
  }
}

/** What a text refers to. In a choice, an alternative that takes the text as it is (`*`) comes before a reference. */
function targetOf(schema: z.core.$ZodType, value: string): ReferenceTarget | undefined {
  if (!(schema instanceof z.ZodUnion)) return references.get(schema)?.target;
  const targets = schema.options.map((option) => references.get(option)?.target);
  const literal = schema.options.some((option, at) => targets[at] === undefined && z.safeParse(option, value).success);
  return literal ? undefined : targets.find((target) => target !== undefined);
}
