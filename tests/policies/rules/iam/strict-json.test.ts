import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { readStrictJson } from "../../../../policies/rules/iam/strict-json.ts";

test.each([
  ['{"Statement":[],"Statement":[]}', '"Statement"'],
  ['{"a":{"b":1,"c":2,"b":3}}', '"b"'],
  ['[{"a":1},{"a":1,"a":1}]', '"a"'],
  // One is written with an escape.
  ['{"Action":"iam:*","\\u0041ction":"s3:GetObject"}', '"\\u0041ction"'],
  ['{"__proto__":1,"__proto__":2}', '"__proto__"'],
  ['{"a" :\n1,\t"a"  :2}', '"a"'],
  ['{"a\\"b":1,"a\\"b":2}', '"a\\"b"'],
])("%s has a key twice", (text, key) => {
  expect(readStrictJson(text)).toEqual({ problem: `it has the key ${key} twice in one place` });
});

test.each(['{"a":{"a":[{"a":"a"},{"a":"\\"a\\":"}]},"b":"a","A":"a: \\\\"}', '"a"', "[]", '{"a":"x\\":","b":"a"}'])(
  "%s has each key once",
  (text) => {
    expect(readStrictJson(text)).toEqual({ value: JSON.parse(text) });
  },
);

test.each(["", "{", "{'a':1}", '{"a":1,}', '{"a":1}}', "a: 1", '{"a":1} // b'])("%s is not JSON", (text) => {
  expect(readStrictJson(text)).toEqual({ problem: "it is not JSON" });
});

/** JSON in which a key may stand more than once. */
const loose = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.jsonValue({ maxDepth: 0 }).map((each) => JSON.stringify(each)),
    fc.array(tie("value"), { maxLength: 3 }).map((each) => `[${each.join(", ")}]`),
    fc
      .array(fc.tuple(fc.constantFrom("a", "b", 'c"', "d:", "\\"), tie("value")), { maxLength: 4 })
      .map((each) => `{${each.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(", ")}}`),
  ),
})).value;

test("what has a key twice is what a parser of YAML, which demands that keys are unique, refuses", () => {
  fc.assert(
    fc.property(loose, (text) => {
      const twice = parseDocument(text).errors.some(({ code }) => code === "DUPLICATE_KEY");
      expect("problem" in readStrictJson(text)).toBe(twice);
    }),
  );
});
