import { z } from "zod";
import { expectation, expectedText } from "./expectation.ts";
import { andMore, type Finding, mostFindings } from "./finding.ts";
import { knownKeys, required, schemaAt } from "./schema-walk.ts";
import { shorten, showValue } from "./show.ts";
import { didYouMean } from "./suggest.ts";
import { type Path, type Place, placeOf } from "./tree.ts";

/**
 * Checks a file's value against its schema: keys, types, formats, each with what was expected. Whatever the schema
 * refuses has a finding, so a value without one is what its type says.
 */
export function checkShape(schema: z.ZodType, value: unknown, root: Place): Finding[] {
  return checkPart({ schema, value, place: root, path: [] });
}

/** A part of a file to be checked by itself, and where in the file it stands. */
interface Part {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  readonly place: Place;
  readonly path: Path;
}

function checkPart(part: Part): Finding[] {
  const { error } = z.safeParse(part.schema, part.value);
  if (error === undefined) return [];
  const findings = error.issues.slice(0, mostFindings).flatMap((issue) => {
    const explained = explain(issue, part);
    return explained.length > 0 ? explained : [unexplained([...part.path, ...issue.path])];
  });
  const more = error.issues.length - mostFindings;
  // About the whole, so that nothing in it is taken for sound.
  if (more > 0) findings.push({ path: part.path, on: "key", message: andMore(more) });
  return findings.length > 0 ? findings : [unexplained(part.path)];
}

/** For what the schema refuses in a way that nobody has found words for: to say nothing would be to let it pass. */
function unexplained(path: Path): Finding {
  return { path, on: "value", message: `${nameOf(path)} is not what its schema asks for; see its file in schemas` };
}

function explain(issue: z.core.$ZodIssue, part: Part): Finding[] {
  const path = [...part.path, ...issue.path];
  const schema = schemaAt(part.schema, issue.path);
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, schema);
  const value = valueAt(part.value, issue.path);
  if (issue.code === "invalid_key") return wrongKey(issue, part, value);
  if (value === undefined && issue.path.length > 0) return [missingKey(path, schema)];
  const written = placeOf(part.place, issue.path).place.written;
  return [
    {
      path,
      on: "value",
      message: `${nameOf(path)} is ${showValue(value, written)}, expected ${wanted(issue, schema, value)}`,
    },
  ];
}

function unknownKeys(keys: readonly string[], path: Path, schema: z.core.$ZodType | undefined): Finding[] {
  const known = knownKeys(schema);
  const findings = keys.slice(0, mostFindings).map(
    (key): Finding => ({
      path: [...path, key],
      on: "key",
      message: `unknown key \`${shorten(key)}\`${didYouMean(key, known) || `; the keys here are ${known.join(", ")}`}`,
    }),
  );
  const more = keys.length - mostFindings;
  return more > 0 ? [...findings, { path, on: "key", message: andMore(more) }] : findings;
}

/** A wrong key hides its value from the schema, so that is looked at here. */
function wrongKey(issue: z.core.$ZodIssueInvalidKey, part: Part, value: unknown): Finding[] {
  const outer = schemaAt(part.schema, issue.path.slice(0, -1));
  const record = outer && required(outer);
  if (!(record instanceof z.ZodRecord)) return [];
  const path = [...part.path, ...issue.path];
  const expected = expectation(record.keyType);
  const first = issue.issues[0];
  const why = record.keyType instanceof z.ZodUnion || first === undefined ? expected : textProblem(first, expected);
  return [
    { path, on: "key", message: `the key \`${shorten(String(path.at(-1)))}\`: expected ${why}` },
    ...checkPart({ schema: record.valueType, value, place: placeOf(part.place, issue.path).place, path }),
  ];
}

function missingKey(path: Path, schema: z.core.$ZodType | undefined): Finding {
  const expected = schema === undefined ? "" : `: expected ${expectation(schema)}`;
  const owner = path.slice(0, -1);
  return { path: owner, on: "key", message: `${nameOf(owner)} has no \`${String(path.at(-1))}\`${expected}` };
}

function wanted(issue: z.core.$ZodIssue, schema: z.core.$ZodType | undefined, value: unknown): string {
  const expected = schema === undefined ? "another value" : expectation(schema);
  switch (issue.code) {
    case "invalid_value":
      return `${expected}${didYouMean(String(value), issue.values.map(String))}`;
    case "invalid_type":
      if (value === null) return `${expected}; give a value or delete the key`;
      if (issue.expected === "string" && ["number", "boolean"].includes(typeof value))
        return `${expected}: put it in quotes`;
      // Shown as it is, it looks like what is expected.
      if (typeof value === "string" && /^(?:true|false|-?\d+)$/.test(value) && isScalar(issue.expected))
        return `${expected}: take the quotes away`;
      return expected;
    case "too_small":
      return Array.isArray(value) ? `at least ${issue.minimum} in the list` : expected;
    default:
      return typeof value === "string" ? textProblem(issue, expected) : expected;
  }
}

/** Whether what is expected is written without quotes. */
function isScalar(expected: string): boolean {
  return ["boolean", "number", "int"].includes(expected);
}

function textProblem(issue: z.core.$ZodIssue, expected: string): string {
  if (issue.code === "too_big") return `at most ${issue.maximum} characters`;
  if (expected.startsWith("the id of")) return expected;
  return expectedText(issue);
}

/** How a message names what stands at a path. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the file";
  if (typeof last !== "number") return `\`${shorten(String(last))}\``;
  const list = path.at(-2);
  return list === undefined ? `item ${last + 1}` : `item ${last + 1} of \`${shorten(String(list))}\``;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((outer, key) => (outer as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
