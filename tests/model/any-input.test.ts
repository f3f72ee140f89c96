import fc from "fast-check";
import { expect, test } from "vitest";
import { RegisterError } from "../../model/load.ts";
import { registerArbitrary } from "./arbitrary.ts";
import { bareFiles, type Files, filesOf, folderOf, outcomeOf } from "./folder.ts";

/** Loads the files; whatever they are made of, it is a register or problems that each have a place. */
function survives(files: Files): void {
  const outcome = outcomeOf(folderOf({ ...bareFiles, ...files }));
  if (!(outcome instanceof RegisterError)) return;
  expect(outcome.problems).not.toEqual([]);
  for (const { line, column, message } of outcome.problems) {
    expect([line >= 1, column >= 1, message]).toEqual([true, true, expect.stringMatching(/^.+$/)]);
  }
}

const marks = [
  "\n",
  " ",
  ":",
  "- ",
  "[",
  "]",
  "{",
  "}",
  "&a",
  "*a",
  "!t",
  "|",
  ">",
  "'",
  '"',
  "#",
  "---\n",
  "?",
  "\t",
  "\0",
];

test("any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => survives({ "ocp/people.yaml": bytes })));
});

test("any text, and any mixture of what means something in YAML", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 5 })), { maxLength: 40 })
      .map((p) => p.join("")),
  );
  fc.assert(
    fc.property(text, text, (a, b) => survives({ "ocp/people.yaml": a, "ocp/grants.yaml": b, "register.yaml": b })),
  );
});

test("any register with a piece of a file replaced", () => {
  const piece = fc.oneof(
    fc.constantFrom(...marks, "__proto__", "constructor", "null", "1e3"),
    fc.string({ maxLength: 8 }),
  );
  const change = fc.record({ file: fc.nat(), from: fc.nat(), length: fc.nat({ max: 20 }), piece });
  fc.assert(
    fc.property(registerArbitrary("ocp"), change, (register, { file, from, length, piece }) => {
      const files = Object.entries(filesOf(register)) as [string, string][];
      const [name, text] = files[file % files.length] ?? ["", ""];
      const at = from % (text.length + 1);
      survives({ ...Object.fromEntries(files), [name]: text.slice(0, at) + piece + text.slice(at + length) });
    }),
    { numRuns: 60 },
  );
});

test.each(["a: x\n", "!a ", "&a ", ":\n"])(
  "a file as large as is read, of nothing but %j",
  (unit) => {
    survives({ "ocp/people.yaml": unit.repeat(1_000_000 / unit.length) });
  },
  60_000,
);
