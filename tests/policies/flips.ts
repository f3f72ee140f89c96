import { z } from "zod";
import type { DateText } from "../../model/dates.ts";
import { required, schemaAt } from "../../model/load/schema-walk.ts";
import { type Kind, kinds, type Register } from "../../model/register.ts";
import { references } from "../../model/schema/common.ts";
import { registerRulesOf } from "../../verdict/base/judged.ts";

/*
 * Every field of the register said otherwise, alone: what the rules make of it. A field whose change makes a rule look at
 * fewer things, or different ones, decides whether that rule applies.
 */

/** A field of the schema: its kind of entry and the keys below, `*` for any id, role or item: `people.*.employment`. */
export type FieldPath = string;

/** Every field of the schema that holds a value and no more fields. */
export function fieldsOfSchema(): FieldPath[] {
  return (Object.keys(kinds) as Kind[]).flatMap((kind) => leavesOf(kinds[kind], kind)).sort();
}

function leavesOf(of: z.core.$ZodType, path: string): string[] {
  const schema = required(of);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, part]) => leavesOf(part as z.core.$ZodType, `${path}.${key}`));
  }
  if (schema instanceof z.ZodRecord) return leavesOf(schema.valueType, `${path}.*`);
  return schema instanceof z.ZodArray ? leavesOf(schema.element, `${path}.*`) : [path];
}

/** The schema of a field. */
export function fieldAt(path: FieldPath): { schema: z.core.$ZodType; optional: boolean } {
  const [kind = "", ...rest] = path.split(".");
  const schema = schemaAt(kinds[kind as Kind], rest);
  if (schema === undefined) throw new Error(`the schema has no ${path}`);
  return { schema: required(schema), optional: schema instanceof z.ZodOptional };
}

/** One value of a register said otherwise. */
export interface Flip {
  readonly path: FieldPath;
  /** Where it stands, with ids in place of `*`. */
  readonly at: readonly string[];
  readonly from: unknown;
  /** Nothing where it is left out. */
  readonly to: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: any part of a register
type Any = any;

/** The places of a field in a register. */
function placesOf(register: Register, path: FieldPath): string[][] {
  const walk = (value: Any, keys: string[], at: string[]): string[][] => {
    if (value === undefined || value === null) return [];
    const [key, ...rest] = keys;
    if (key === undefined) return [at];
    const names = key === "*" ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
    return names.flatMap((name) => walk(value[name], rest, [...at, name]));
  };
  return walk(register, path.split("."), []);
}

/** Up to `most` changes of a field, each of another value, to values that the schema allows. */
export function flipsOf(register: Register, path: FieldPath, most: number): Flip[] {
  const { schema, optional } = fieldAt(path);
  const byValue = new Map<string, { at: string[]; from: unknown }>();
  for (const at of placesOf(register, path)) {
    const from = at.reduce((value: Any, key) => value[key], register);
    if (!byValue.has(JSON.stringify(from))) byValue.set(JSON.stringify(from), { at, from });
  }
  return [...byValue.values()].slice(0, most).flatMap(({ at, from }) => {
    const others = othersThan(register, schema, from).slice(0, 3);
    return [...others, ...(optional ? [undefined] : [])].map((to) => ({ path, at, from, to }));
  });
}

function othersThan(register: Register, schema: z.core.$ZodType, from: unknown): unknown[] {
  if (schema instanceof z.ZodBoolean) return [from !== true];
  if (schema instanceof z.ZodEnum) return schema.options.filter((option) => option !== from);
  const target = references.get(schema as z.ZodString)?.target;
  if (target !== undefined) return Object.keys(register[target]).filter((id) => id !== from);
  if (typeof from === "number") return [from + 1];
  if (typeof from !== "string") return [];
  const strange = [
    from.replace(/^\d{4}/, (year) => String(Number(year) - 1)),
    from.replace(/@.*/, "@stranger.example"),
    from.replace(/^https:\/\/[^/]+/, "https://stranger.example"),
    from.replace(/^\d+\.\d+\.\d+\.\d+/, "203.0.113.9"),
    `x${from}`,
  ];
  const fit = strange.filter((text) => text !== from && z.safeParse(schema, text).success);
  return fit.slice(0, 1);
}

/** A register after a change. */
export function flipped(register: Register, { at, to }: Flip): Register {
  const draft: Any = structuredClone(register);
  const last = at.at(-1) ?? "";
  const holder = at.slice(0, -1).reduce((value: Any, key) => value[key], draft);
  if (to === undefined && Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (to === undefined) delete holder[last];
  else holder[last] = to;
  return draft;
}

/** What the rules say of a register, and what each of them looked at. */
export interface Judged {
  readonly refusals: ReadonlySet<string>;
  readonly told: ReadonlySet<string>;
  readonly looked: ReadonlySet<string>;
}

export function judged(register: Register, asOf: DateText): Judged {
  const [refusals, told, looked] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const rule of registerRulesOf(register.id)) {
    const findings = rule.judge(register, asOf);
    if (findings.length === 0 && rule.mayBeEmpty === undefined) refusals.add(rule.name);
    for (const { subject, problems } of findings) {
      looked.add(`${rule.name} ${subject}`);
      for (const problem of problems) (rule.level === "mandatory" ? refusals : told).add(`${rule.name} ${problem}`);
    }
  }
  return { refusals, told, looked };
}

/** What becomes of a change: it is refused, told as advice, or passes, and whether some rule stopped looking at something. */
export type Outcome = "refused" | "told" | "silent";

export function outcomeOf(before: Judged, after: Judged): { outcome: Outcome; unlooked: string[] } {
  const isNew = (those: ReadonlySet<string>, these: ReadonlySet<string>) => [...these].some((each) => !those.has(each));
  const unlooked = [...before.looked].filter((each) => !after.looked.has(each));
  const outcome = isNew(before.refusals, after.refusals)
    ? "refused"
    : isNew(before.told, after.told)
      ? "told"
      : "silent";
  return { outcome, unlooked };
}
