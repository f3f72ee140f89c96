import { expect, test } from "vitest";
import { bareFiles, type Files, folderOf, outcomeOf, problemsOf } from "./folder.ts";
import { sshKeyOf } from "./ssh-key.ts";

const organisations = { "ocp/organisations.yaml": "acme: { name: Acme, kind: owner }\n" };
const person = (name: string, more = "") =>
  `joe:\n  name: ${name}\n  organisation: acme\n  email: joe@example.org\n  employment: staff\n${more}`;
const lines = (text: string, files: Files = {}) =>
  problemsOf(folderOf({ ...bareFiles, ...organisations, "ocp/people.yaml": text, ...files }));

const hidden = [0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200d, 0x200e, 0x202e, 0x2060, 0x2064, 0x2066, 0x2069]
  .concat([0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfffa, 0x2800, 0xe0001, 0xe0041, 0xe01ef, 0x1d173])
  .map((code): [name: string, character: string, escape: string] => [
    code.toString(16).toUpperCase().padStart(4, "0"),
    String.fromCodePoint(code),
    `\\U${code.toString(16).padStart(8, "0")}`,
  ]);

test.each(hidden)("U+%s is refused as it is, by an escape, in a key and in a comment", (code, character, escaped) => {
  const refused = expect.arrayContaining([expect.stringContaining(`an invisible character (U+${code}); delete it`)]);
  expect(lines(person(`Jo${character}e`))).toEqual(refused);
  expect(lines(person(`"Jo${escaped}e"`))).toEqual(refused);
  expect(lines(person("Joe", `  "github${escaped}": joe\n`))).toEqual(refused);
  expect(lines(`${person("Joe")}# ${character}\n`)).toEqual(refused);
});

test.each(["E000", "FFFC", "FFFE", "10FFFD"])("U+%s has no look of its own", (code) => {
  expect(lines(person(`Jo${String.fromCodePoint(Number.parseInt(code, 16))}e`))).toEqual([
    `register/ocp/people.yaml:2:11: a character without a look of its own (U+${code}); delete it`,
  ]);
});

test.each(["é", "日本語", "😀", "a\u00a0b", "−"])("%s is seen", (name) => {
  expect(outcomeOf(folderOf({ ...bareFiles, ...organisations, "ocp/people.yaml": person(name) }))).not.toBeInstanceOf(
    Error,
  );
});

test.each(['""', '" "', '"\\u00a0"', '"\\u2003\\u3000"', '"\\n"', '"\\u0301"', '"\\u00a0\\u20dd"'])(
  "the text %s is none",
  (text) => {
    expect(lines(person(text))).toContain("register/ocp/people.yaml:2:9: `name` is an empty text, expected some text");
  },
);

test("a tab is no space, in a text and in a key of SSH", () => {
  expect(lines(person('"a\\tb"'))).toEqual(["register/ocp/people.yaml:2:9: a tab in a text; use a space"]);
  const key = sshKeyOf("joe", 0).replace(/ joe$/, "\\tx joe");
  expect(lines(person("Joe", `  sshKeys: ["${key}"]\n`))).toContain(
    "register/ocp/people.yaml:6:13: a tab in a text; use a space",
  );
});

const cut =
  "` #` starts a comment, so the text ends before it: put the text in quotes, or the comment on a line of its own";

test("a text that a comment would cut off", () => {
  expect(lines(person("Joe #1"))).toEqual([`register/ocp/people.yaml:2:13: ${cut}`]);
  expect(lines(person("Joe", "  leftOn: 2026-01-05 # at last\n"))).toEqual([`register/ocp/people.yaml:6:22: ${cut}`]);
});

test.each(['"Joe" # a', "Joe\n  # a", "Joe#1", ">-\n    Joe\n  # a", "# a\n    Joe"])(
  "nothing is cut off in %j",
  (name) => {
    expect(outcomeOf(folderOf({ ...bareFiles, ...organisations, "ocp/people.yaml": person(name) }))).not.toBeInstanceOf(
      Error,
    );
  },
);

test("a bare star", () => {
  expect(lines(person("Joe"), { "ocp/root-grants.yaml": "*: []\n" })).toEqual([
    'register/ocp/root-grants.yaml:1:1: a bare `*` is no text in YAML; put it in quotes: `"*":`',
  ]);
});

test("one fault of syntax is one line, whatever follows from it", () => {
  expect(lines(`joe:\n\tname: Joe\n${"\tname: Joe\n".repeat(10)}`)).toHaveLength(1);
  expect(lines(`joe:\n  name: Joe\n   organisation: acme\n${"  email: x\n".repeat(10)}`)).toHaveLength(1);
  expect(lines(`joe:\n  name: "Joe\n${"  email: x\n".repeat(10)}`)).toHaveLength(1);
});

test("a file under another ending is one line, and not one for each that refers to it", () => {
  const grants = {
    "ocp/systems.yaml": "redash: { title: Redash, roles: { admin: { title: Admin } } }\n",
    "ocp/grants.yaml": `redash:\n  admin:\n${"    - { person: joe, createdOn: 2026-01-05 }\n".repeat(30)}`,
  };
  const files = { ...organisations, ...grants, "register.yaml": "asOf: 2026-01-05\n", "notify/people.yaml": "{}\n" };
  expect(problemsOf(folderOf({ ...files, "ocp/people.yml": person("Joe") }))).toEqual([
    "register/ocp/people.yml:1:1: nothing of this name belongs here; did you mean `people.yaml`?",
  ]);
  expect(lines("{}\n", grants)).toEqual([
    "register/ocp/grants.yaml:3:17: `joe` is not in people.yaml; add it there or name one that exists – and 29 more that refer to it",
  ]);
});

/** Shapes that cost the most for their size. Told is a bounded part of what is wrong with them. */
const hostile: readonly (readonly [name: string, text: string])[] = [
  ...[",", "]", "}", "[,", "'", '"\n', ": ", ":\n", "\tb: 1\n", "{}", "- \n", "a: 1\n", "? ", "*a ", "<<<<<<< a\n"].map(
    (unit) => [JSON.stringify(unit), unit.repeat(100_000 / unit.length)] as const,
  ),
  ["commas in a list", `[${",".repeat(100_000)}]`],
  ["bad escapes", `a: "${"\\q".repeat(50_000)}"`],
  ["a text without a digit", `a: ${"x".repeat(900_000)}`],
  ["a text that is nearly a digest", `a: ${"x".repeat(900_000)}-1`],
  ["many entries", Array.from({ length: 10_000 }, (_, at) => `p${at}: x\n`).join("")],
  ["many unknown keys", `a:\n${Array.from({ length: 10_000 }, (_, at) => `  p${at}: x\n`).join("")}`],
];

test.each(hostile)("of %s a bounded part is told", (_, text) => {
  const told = lines(text, { "ocp/grants.yaml": text });
  expect(told.length).toBeLessThanOrEqual(1000);
  for (const line of told) expect(line.length).toBeLessThan(1000);
});
