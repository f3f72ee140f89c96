import { z } from "zod";
import { required } from "../../model/load/schema-walk.ts";
import type { Path } from "../../model/load/tree.ts";
import { completeValue } from "./arbitrary.ts";

/** One thing broken in a value that a schema accepts. */
export interface Broken {
  readonly what: "wrong value" | "wrong key" | "missing key" | "extra key";
  /** What a finding has to be about: this, something in it, or, of a missing key, the map that it is missing from. */
  readonly path: Path;
  /** The whole of the schema's value, with this broken. */
  readonly value: unknown;
}

const odd: readonly unknown[] = [
  ...[null, true, 7, 7.5, -1, "", " ", "a b", "x".repeat(600)],
  ...[[], {}, [null], { x: 1 }, { x: { y: [] } }, [[[]]]],
];
const oddKeys = ["", " ", "a b", "Ä/ö", "x".repeat(600)];

/** Everything that can be broken at each place of a schema, one thing at a time. Throws where nothing can. */
export function* everyBreak(schema: z.core.$ZodType): Generator<Broken> {
  const whole = completeValue(schema);
  if (!z.safeParse(schema, whole).success) throw new Error("the schema refuses the value made for it");
  yield* breaksAt(schema, whole, []);

  function* breaksAt(outer: z.core.$ZodType, value: unknown, path: Path): Generator<Broken> {
    const wrong = odd.filter((candidate) => !z.safeParse(outer, candidate).success);
    if (wrong.length === 0) throw new Error(`${path.join("/")} takes whatever it is given`);
    for (const part of wrong) yield { what: "wrong value", path, value: replaced(whole, path, part) };
    const inner = required(outer);
    if (inner instanceof z.ZodObject) {
      const map = value as Record<string, unknown>;
      for (const part of [1, null, {}]) {
        yield { what: "extra key", path: [...path, "zzz"], value: replaced(whole, [...path, "zzz"], part) };
      }
      for (const [key, below] of Object.entries(inner.shape)) {
        if (!z.safeParse(below, undefined).success) {
          const { [key]: _, ...rest } = map;
          yield { what: "missing key", path, value: replaced(whole, path, rest) };
        }
        yield* breaksAt(below, map[key], [...path, key]);
      }
    } else if (inner instanceof z.ZodRecord) {
      const [[key = "", part] = []] = Object.entries(value as Record<string, unknown>);
      const wrongKeys = oddKeys.filter((candidate) => !z.safeParse(inner.keyType, candidate).success);
      if (wrongKeys.length === 0) throw new Error(`${path.join("/")} takes any key`);
      for (const wrongKey of wrongKeys) {
        for (const below of [part, ...odd]) {
          yield { what: "wrong key", path: [...path, wrongKey], value: replaced(whole, [...path, wrongKey], below) };
        }
      }
      yield* breaksAt(inner.valueType, part, [...path, key]);
    } else if (inner instanceof z.ZodArray) {
      yield* breaksAt(inner.element, (value as unknown[])[0], [...path, 0]);
    }
  }
}

/** A copy of `value` with `part` at the end of `path`. */
function replaced(value: unknown, [step, ...rest]: Path, part: unknown): unknown {
  if (step === undefined) return part;
  const next = replaced((value as Record<PropertyKey, unknown>)[step], rest, part);
  return Array.isArray(value) ? value.with(Number(step), next) : { ...(value as object), [step]: next };
}
