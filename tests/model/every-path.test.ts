import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { required } from "../../model/load/schema-walk.ts";
import { checkShape } from "../../model/load/shape.ts";
import { parseSyntax } from "../../model/load/syntax.ts";
import { type Path, type Place, placeOf, treeOf } from "../../model/load/tree.ts";
import { RegisterError } from "../../model/load.ts";
import { fileOfKind, type Kind, kinds, registerHead } from "../../model/register.ts";
import { type Broken, everyBreak } from "./every-path.ts";
import { bareFiles, folderOf, outcomeOf } from "./folder.ts";

const schemas: readonly (readonly [file: string, schema: z.ZodType])[] = [
  ["register.yaml", registerHead],
  ...(Object.keys(kinds) as Kind[]).map((kind) => [`ocp/${fileOfKind(kind)}`, kinds[kind]] as const),
];

/** What is broken and has no finding about it, by what checking the shape says. */
function unsaid(schema: z.ZodType): string[] {
  const nowhere = { at: 0, valueAt: 0, parts: new Map(), byPerson: new Map() };
  return [...everyBreak(schema)].flatMap(({ what, path, value }) => {
    const said = checkShape(schema, value, nowhere).some((finding) => startsWith(finding.path, path));
    return said ? [] : [`${what}: ${path.join("/")}: ${JSON.stringify(value)}`];
  });
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, at) => String(path[at]) === String(step));
}

test.each(schemas)("whatever is broken in %s has a finding about it", (_, schema) => {
  expect(unsaid(schema)).toEqual([]);
});

const text = z.string().regex(/^[a-z]+$/);
const inside = z.strictObject({ name: text, more: z.record(text, z.strictObject({ size: z.int() })) });
const wrappers: Readonly<Record<string, (schema: z.ZodType) => z.ZodType>> = {
  optional: z.optional,
  nullable: z.nullable,
  nullish: z.nullish,
  "with a default": (schema) => schema.default({} as never),
  "with a default that is read": (schema) => schema.prefault({} as never),
  "not optional": (schema) => z.nonoptional(schema.optional()),
  "read-only": (schema) => schema.readonly(),
  lazy: (schema) => z.lazy(() => schema),
  piped: (schema) => schema.pipe(z.unknown()),
  "with a second check": (schema) => schema.refine(() => true),
  twice: (schema) => schema.optional().readonly().nullable(),
};

describe.each(Object.entries(wrappers))("in what is %s", (_, wrap) => {
  test("no finding is lost", () => {
    const map = wrap(z.record(text, wrap(z.record(text, wrap(inside)))));
    expect(unsaid(z.strictObject({ map, list: wrap(z.array(wrap(inside))), one: wrap(inside) }))).toEqual([]);
  });
});

test.each([
  ["a choice of maps", z.union([z.record(text, inside), z.strictObject({ a: z.int() })])],
  ["both of two maps", z.intersection(z.record(text, z.int()), z.record(text, z.int()))],
  ["a check of the whole", z.record(text, z.int()).refine(() => false)],
  ["a map by a fixed set of keys", z.record(z.enum(["a", "b"]), z.int())],
])("%s without words for it has a finding all the same", (_, schema) => {
  const nowhere = { at: 0, valueAt: 0, parts: new Map(), byPerson: new Map() };
  for (const value of [{ "a b": 7 }, { a: "x" }, { a: { "b c": 7 } }, 7, null, []]) {
    if (z.safeParse(schema, value).success) continue;
    expect(checkShape(schema, value, nowhere)).not.toEqual([]);
  }
});

/** The forms of schema that every walk over the register's schemas knows; `catch` would let anything pass. */
const known = ["object", "record", "array", "string", "number", "boolean", "enum", "literal", "union", "optional"];

test.each(schemas)("the schema of %s is made of what the loader's walks know", (_, schema) => {
  expect([...formsIn(schema)].filter((form) => !known.includes(form))).toEqual([]);
});

function* formsIn(schema: z.core.$ZodType): Generator<string> {
  yield schema._zod.def.type;
  const inner = required(schema);
  if (inner !== schema) yield* formsIn(inner);
  else if (inner instanceof z.ZodObject) for (const part of Object.values(inner.shape)) yield* formsIn(part);
  else if (inner instanceof z.ZodArray) yield* formsIn(inner.element);
  else if (inner instanceof z.ZodRecord) {
    yield* formsIn(inner.keyType);
    yield* formsIn(inner.valueType);
  } else if (inner instanceof z.ZodUnion) {
    // A choice is between texts only: what stands below a choice of maps would have no path in the schema.
    for (const option of inner.options) if (required(option) instanceof z.ZodObject) yield "a choice of maps";
    for (const option of inner.options) yield* formsIn(option);
  }
}

test.each(schemas)("the loader tells where in %s something is broken, and never loads it", (file, schema) => {
  const missed = [...twoOfEach(everyBreak(schema))].filter(({ path, value }) => {
    const written = stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
    const outcome = outcomeOf(folderOf({ ...bareFiles, [file]: written }));
    if (!(outcome instanceof RegisterError)) return true;
    const { document, lines } = parseSyntax(written);
    const { place } = placeOf(treeOf(document?.contents ?? null).place, path);
    const lineOf = (offset: number) => Math.max(lines.linePos(offset).line, 1);
    const [from, to] = [lineOf(place.at), lineOf(endOf(place))];
    return !outcome.problems.some(
      (problem) => problem.file.endsWith(`/${file}`) && problem.line >= from && problem.line <= to,
    );
  });
  expect(missed.map(({ what, path }) => `${what}: ${path.join("/")}`)).toEqual([]);
});

/** Two of each kind of break at each path: loading takes longer than checking. */
function* twoOfEach(breaks: Iterable<Broken>): Generator<Broken> {
  const seen = new Map<string, number>();
  for (const each of breaks) {
    const key = `${each.what} ${each.path.join("/")}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    if (times < 2) yield each;
  }
}

/** The offset of the last thing in a place. */
function endOf(place: Place): number {
  return Math.max(place.at, place.valueAt, ...[...place.parts.values()].map(endOf));
}
