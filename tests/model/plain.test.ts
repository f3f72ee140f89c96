import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { readPlainYaml } from "../../model/load/plain/read.ts";
import { hiddenCharacter } from "../../model/load/read-text.ts";
import { parseSyntax } from "../../model/load/syntax.ts";
import { treeOf } from "../../model/load/tree.ts";
import { registerIds } from "../../model/register.ts";
import { registerArbitrary } from "./arbitrary.ts";
import { filesOf } from "./folder.ts";

/*
 * Plain YAML is read without the parser. Whatever is read so has the value that the parser gives it, every place in it is
 * the same, and the parser has nothing to complain of.
 */

const start = 7;

/** Whether a text was read without the parser, and then holds the result against the parser's. */
function isTaken(text: string): boolean {
  // The loader reads no text with these.
  if (hiddenCharacter(text) !== undefined || !text.isWellFormed()) return false;
  const plain = readPlainYaml(text, { start });
  expect(readPlainYaml(text)?.value).toStrictEqual(plain?.value);
  if (plain === undefined) return false;
  const { document, faults } = parseSyntax(text);
  const { value, place, faults: ofKeys } = treeOf(document?.contents ?? null, start);
  expect({ ...plain, faults: [], ofKeys: [] }).toStrictEqual({ value, place, faults, ofKeys });
  return true;
}

const root = fileURLToPath(new URL("../../register", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));

test.each(files)("the shipped %s is read without the parser", (name) => {
  expect(isTaken(readFileSync(join(root, name), "utf8"))).toBe(true);
});

test.each(registerIds)("any register of %s that is written in blocks or in one line", (id) => {
  let taken = 0;
  const check = (text: string) => {
    taken += isTaken(text) ? 1 : 0;
  };
  fc.assert(
    fc.property(registerArbitrary(id), (register) => {
      for (const text of Object.values(filesOf(register))) check(String(text));
      for (const kind of Object.values(register).filter((each) => typeof each === "object")) {
        check(JSON.stringify(kind));
        check(stringify(kind, { collectionStyle: "flow", aliasDuplicateObjects: false, lineWidth: 0 }));
      }
    }),
    { numRuns: 10 },
  );
  expect(taken).toBeGreaterThan(200);
});

/** Words of which some mean something in YAML, some where they stand only. */
const words = [
  ..."a b c d person 1 01 +1 .5 1e3 0x1 0o7 1_000 .inf true null ~ no 2026-01-05 12:30 a:b a#b https://x/y é 日本".split(
    " ",
  ),
  ..."a,b x] - | >- &x *x !t ? % @ ` << ... --- = $x (y) /z _ . \\ { } [ ] , constructor toString __proto__".split(" "),
  ...[
    "- ",
    "#c",
    " #c",
    "'q'",
    '"q"',
    '"a b"',
    '"',
    "'",
    "''",
    '""',
    '"\\u0041"',
    "ssh AAAA==",
    "a\u00a0b",
    "x\u3000y",
  ],
  ...["{}", "[]", "{ a: b }", "{a: b}", '{ "a":1, b: [x, y z] }', '[1, a b, "c, d"]', "[a, b,]", "{a}", "[a: b]"],
];
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
);

/** `KEY` stands for a key that the text does not have yet. */
const line = fc
  .record({
    indent: fc.constantFrom(0, 0, 0, 0, 2, 2, 2, 4, 3),
    dash: fc.constantFrom("", "", "", "", "- ", "- ", "- - ", "-  ", "-"),
    key: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("KEY: ", "KEY: ", "KEY: ", "KEY:", '"KEY": ', "'KEY': ", "") },
      { weight: 1, arbitrary: word.map((key) => `${key}: `) },
    ),
    words: fc.oneof(
      fc.constantFrom("a", "b c", "[a, b c]", "{ a: b }", "'a'", "1", ""),
      fc.array(word, { minLength: 1, maxLength: 2 }).map((some) => some.join(" ")),
    ),
    end: fc.constantFrom("", "", "", "", "", "", "", "", "", " ", " # c", "\t"),
  })
  .map(({ indent, dash, key, words, end }) => `${" ".repeat(indent)}${dash}${key}${words}${end}`);
const otherLine = fc.constantFrom("", "  ", "# c", "  # c", "      # c", "---", "...", "- a", "b");
const lines = fc
  .array(fc.oneof({ weight: 12, arbitrary: line }, { weight: 1, arbitrary: otherLine }), { maxLength: 4 })
  .chain((all) =>
    fc
      .constantFrom("\n", "\n", "\n", "\r\n")
      .map((end) => all.map((each, at) => each.replace("KEY", `k${at}`)).join(end) + (all.length % 2 ? end : "")),
  );

const samples = [
  "a: b\nc:\n  - d\n  - e: f\n    g: h\n",
  "a:\n  b:\n    c: 1\n  d: [x, { y: z }]\n",
  "- a\n- b: c\n  d:\n  - e\n- - f\n  - g\n",
  "a:\n  text that goes\n  on here\nb:\n  - ssh AA\n    bb cc\n  - \"x y\"\n\n# c\n'*': {}\n",
  '{ "a": [1, 2, true], b: { c: d e } }\n',
  "a:\n  # c\n  b: c\n",
];
const marks = [
  "\n",
  " ",
  "  ",
  "\n  ",
  "\n    ",
  ":",
  ": ",
  ":\n",
  "- ",
  "\n- ",
  "\n  - ",
  ", ",
  "#",
  " #",
  "'",
  '"',
  "[",
  "]",
];
const edit = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 3 }),
  piece: fc.oneof(fc.constantFrom("", ...marks), word),
});
const edited = fc
  .record({ sample: fc.constantFrom(...samples), edits: fc.array(edit, { maxLength: 3 }) })
  .map(({ sample, edits }) =>
    edits.reduce((text, { at, length, piece }) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + piece + text.slice(from + length);
    }, sample),
  );

test.each([
  ["lines of anything that means something in YAML", 10_000, lines],
  ["YAML with a few characters of it changed", 3_000, edited],
] as const)("%s", (_, numRuns, texts) => {
  let taken = 0;
  fc.assert(
    fc.property(texts, (text) => {
      taken += isTaken(text) ? 1 : 0;
    }),
    { numRuns },
  );
  expect(taken).toBeGreaterThan(100);
});

/** What only the parser reads, because it has more than one reading, or needs an error. */
test.each([
  ["nothing", ""],
  ["only a comment", "# a\n"],
  ["a text alone", "a\n"],
  ["a tab", "a:\tb\n"],
  ["line ends of Windows", "a: b\r\n"],
  ["a comment after a value", "a: b # c\n"],
  ["a comment further left than what it is about", "a:\n# c\n  b: c\n"],
  ["a key without a value", "a:\n"],
  ["null", "a: null\n"],
  ["a number with a fraction", "a: 1.5\n"],
  ["a number too large to be exact", "a: 12345678901234567890\n"],
  ["a key twice", "a: b\na: c\n"],
  ["a key twice in braces", "{ a: b, a: c }\n"],
  ["a number for a key", "1: a\n"],
  ["a name of JavaScript", "constructor: a\n"],
  ["an escape", 'a: "\\u202e"\n'],
  ["two apostrophes in one text", "a: 'b''c'\n"],
  ["a text in quotes over two lines", 'a: "b\n  c"\n'],
  ["a folded text", "a: >-\n  b\n"],
  ["an anchor", "a: &b c\n"],
  ["an alias", "a: *b\n"],
  ["a tag", "a: !b c\n"],
  ["a document's start", "---\na: b\n"],
  ["a second `: `", "a: b: c\n"],
  ["a bracket that is not closed", "a: [b\n"],
  ["brackets over two lines", "a: [b,\n  c]\n"],
  ["a comma too many", "a: [b,]\n"],
  ["spaces at a line's end", "a: b \n"],
  ["a merge conflict", "<<<<<<< a\nb: c\n"],
  ["a key of 251 characters", `${"a".repeat(251)}: b\n`],
  ["an indentation of 100", `a:\n${" ".repeat(100)}b: c\n`],
  ["18 levels", `${"- ".repeat(18)}a\n`],
])("%s is left to the parser", (_, text) => {
  expect(readPlainYaml(text)).toBeUndefined();
});
