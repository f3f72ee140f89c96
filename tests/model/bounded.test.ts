import fc from "fast-check";
import { expect, test } from "vitest";
import { Lexer } from "yaml";
import { mostTokens, parseSyntax } from "../../model/load/syntax.ts";

/*
 * What the parser is given is bounded, whatever a file is made of. Counted in tokens, as time belongs to the machine.
 */

const size = 1_000_000;

/** The parser's tokens of a text, or one more than it may be given. */
function tokensOf(text: string): number {
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    count += 1;
    if (count > mostTokens) break;
  }
  return count;
}

const pieces = [
  "a",
  ":",
  " ",
  "\n",
  "- ",
  ",",
  "[",
  "]",
  "{",
  "}",
  "'",
  '"',
  "#",
  "\\",
  "|",
  ">",
  "?",
  "&a",
  "*a",
  "!",
  "-",
  "\r\n",
];
const unit = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((some) => some.join(""));
const start = fc.constantFrom("", "a: [", "[", "{", 'a: "', "a:\n  ", "- ");

test("a file of anything over and over is refused before the parser has more to do than it can", () => {
  let refused = 0;
  fc.assert(
    fc.property(start, unit, (before, each) => {
      const text = before + each.repeat(size / each.length);
      if (tokensOf(text) <= mostTokens) return;
      const { document, faults } = parseSyntax(text);
      refused += 1;
      expect(document).toBeUndefined();
      expect([faults.length > 0, faults.length <= 20]).toEqual([true, true]);
    }),
    { numRuns: 15 },
  );
  expect(refused).toBeGreaterThan(0);
}, 60_000);

test.each([
  ["commas", `[${"a,".repeat(size / 2)}`],
  ["keys", ":\n".repeat(size / 2)],
  ["items", "- 1\n".repeat(size / 4)],
  ["lists in lists", `a: ${"[".repeat(30)}${"]".repeat(30)}\n`.repeat(size / 64)],
])("a file of nothing but %s is too much", (_, text) => {
  const message = expect.stringMatching(/^the file has more than 500000 words and marks up to here/);
  expect(parseSyntax(text).faults).toEqual([{ offset: expect.any(Number), message }]);
});

test("a full file of grants is not too much, in either form", () => {
  for (const grant of [
    "    - person: a-1 # x\n      createdOn: 2026-01-05\n",
    "    - { person: a-1, createdOn: 2026-01-05 }\n",
  ]) {
    expect(tokensOf(`a:\n  b:\n${grant.repeat(size / grant.length)}`)).toBeLessThan(mostTokens);
  }
});
