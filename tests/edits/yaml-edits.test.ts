import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { dropKey, entriesOf, scalar, setKey, spliced, withAdded } from "../../edits/yaml-edits.ts";

const grant = { person: "ann", createdOn: "2026-05-01" };
const lines = (indent: string) => `${indent}- person: ann\n${indent}  createdOn: 2026-05-01\n`;

describe("an item is put at the end of its list, and all else stays as it was written", () => {
  test.each([
    ["a list", "a:\n  b:\n    - person: joe # first\n", `a:\n  b:\n    - person: joe # first\n${lines("    ")}`],
    [
      "a list and what follows",
      "a:\n  b:\n    - x: 1\n  # next\n  c: []\n",
      `a:\n  b:\n    - x: 1\n${lines("    ")}  # next\n  c: []\n`,
    ],
    ["a list as far left as its key", "a:\n  b:\n  - x: 1\n", `a:\n  b:\n  - x: 1\n${lines("  ")}`],
    ["no end of the last line", "a:\n  b:\n    - x: 1", `a:\n  b:\n    - x: 1\n${lines("    ").trimEnd()}`],
    ["an empty list", "a:\n  b: [] # none\n  c: []\n", `a:\n  b:\n${lines("    ").trimEnd()} # none\n  c: []\n`],
    ["nothing at all", "a:\n  b:\n  c: []\n", `a:\n  b:\n${lines("    ")}  c: []\n`],
    ["no such key", "a:\n  c: []\n# end\n", `a:\n  c: []\n  b:\n${lines("    ")}# end\n`],
    ["no such keys", "c:\n  d: []\n", `c:\n  d: []\na:\n  b:\n${lines("    ")}`],
    ["an empty file", "# none\n", `# none\na:\n  b:\n${lines("    ")}`],
    [
      "a list in brackets",
      "a: { b: [{ x: 1 }] } # c\n",
      "a: { b: [{ x: 1 }, { person: ann, createdOn: 2026-05-01 }] } # c\n",
    ],
    ["a mapping in brackets", "a: { c: [] }\n", "a: { c: [], b: [ { person: ann, createdOn: 2026-05-01 } ] }\n"],
    [
      "ends of lines of Windows",
      "a:\r\n  b:\r\n    - x: 1 # c\r\n",
      `a:\r\n  b:\r\n    - x: 1 # c\r\n${lines("    ").replaceAll("\n", "\r\n")}`,
    ],
  ])("%s", (_, before, after) => {
    expect(withAdded(before, ["a", "b"], grant, "item")).toBe(after);
    expect((parse(after) as { a: { b: object[] } }).a.b.at(-1)).toEqual(grant);
  });
});

test("an entry is put at the end, with what it permits in brackets", () => {
  const entry = { name: "Ann", permissions: ["a", "b"], sshKeys: ["k ann"] };
  const after = withAdded("# people\njoe:\n  name: Joe # him\n\n# end\n", ["ann"], entry, "value");
  expect(after).toBe(
    "# people\njoe:\n  name: Joe # him\nann:\n  name: Ann\n  permissions: [ a, b ]\n  sshKeys:\n    - k ann\n\n# end\n",
  );
});

test.each([
  'O\'Brien: "x" #1',
  "yes",
  "null",
  "~",
  "- a",
  "@x",
  "*x",
  "&x",
  "!x",
  "1e3",
  "0x1f",
  "%a",
  "a: b",
  "[a",
  "a, b",
  "? a",
  "`a`",
  "| a",
  "> a",
  "'",
  '"',
  "\\",
  "a #b",
  "#b",
  " a ",
  "2026-01-01",
  "Ää 😀 名",
  "true",
  "y",
  "<<",
  "---",
  "...",
  "=",
  "a\\nb",
])("a text stays what it is: %j", (value) => {
  expect(parse(withAdded("b: {}\n", ["a"], { name: value }, "value"))).toEqual({ b: {}, a: { name: value } });
  const text = "a:\n  name: x # c\n";
  const [, entry] = entriesOf(text);
  if (entry === undefined) throw new Error("an entry");
  const set = spliced(text, [setKey(text, entry.map, "name", scalar(value))]);
  expect(parse(set)).toEqual({ a: { name: value } });
  expect(set).toContain(" # c");
  const flow = "a: { name: x, b: 1 }\n";
  const [, inLine] = entriesOf(flow);
  if (inLine === undefined) throw new Error("an entry");
  expect(parse(spliced(flow, [setKey(flow, inLine.map, "name", scalar(value))]))).toEqual({ a: { name: value, b: 1 } });
});

test.each([
  ["a:\n  x: 1\n  y: 2 # gone\n  z: 3\n", "a:\n  x: 1\n  z: 3\n"],
  ["a:\n  x: 1\n  y:\n    - 1\n    - 2\n", "a:\n  x: 1\n"],
  ["a:\n  - y: 1\n    z: 2\n", "a:\n  - z: 2\n"],
  ["a: { x: 1, y: 2, z: 3 }\n", "a: { x: 1, z: 3 }\n"],
  ["a: { x: 1, y: 2 }\n", "a: { x: 1 }\n"],
  ["a: { y: 2, x: 1 }\n", "a: { x: 1 }\n"],
  ["a:\n  x: 1\n  y: 2", "a:\n  x: 1\n"],
])("a key goes with its value: %j", (before, after) => {
  const entry = entriesOf(before).find(({ map }) => map.has("y"));
  if (entry === undefined) throw new Error("an entry");
  const splice = dropKey(before, entry.map, "y");
  expect(spliced(before, splice === undefined ? [] : [splice])).toBe(after);
});
