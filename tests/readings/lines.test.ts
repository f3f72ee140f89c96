import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linesOf } from "../../readings/lines.ts";
import type { At } from "../../readings/reading.ts";

const where = (text: string, keys: At["keys"], name = "x.json") => {
  const at = { file: name, keys };
  const { line, column } = linesOf({ name, bytes: new TextEncoder().encode(text) }, [at]).get(at) ?? {};
  return `${line}:${column}`;
};

describe("a place is found", () => {
  test.each([
    ["in a list", `[{"a":1},\n {"a":2}]`, [1], "2:2"],
    ["of a field", `[{"a":1},\n {"b":{"c":[7,\n8]}}]`, [1, "b", "c", 1], "3:1"],
    ["of a page", `[[1,2],\n[3]]`, [1, 0], "2:2"],
    ["of one of several values", `[1]\n[2,3]`, [1, 1], "2:4"],
    ["below a key with a quote", `{"a\\"]":[0,\n1]}`, ['a"]', 1], "2:1"],
    ["behind text that looks like JSON", `["],{[", "x"]`, [1], "1:10"],
    ["of the whole", ` {"a":1}`, [], "1:2"],
    ["that is not there: the beginning", `{"a":1}`, ["b"], "1:1"],
  ] as const)("%s", (_, text, keys, expected) => {
    expect(where(text, keys)).toBe(expected);
  });

  test.each([
    ["the line", [7], "7:1"],
    ["no line", ["x"], "1:1"],
    ["line 0", [0], "1:1"],
  ] as const)("in a table: %s", (_, keys, expected) => {
    expect(where("a,b\n", keys, "accounts.csv")).toBe(expected);
  });

  test("in what is cut off, as far as it goes, and never with an error", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.oneof(fc.string(), fc.nat(3)), { maxLength: 3 }), (text, keys) => {
        expect(where(text, keys)).toMatch(/^\d+:\d+$/);
      }),
    );
    expect(where(`[{"a":1},\n {"a":`, [1])).toBe("2:2");
  });

  test("for every value of any JSON, where its own text begins", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify([value], null, 1);
        const lines = text.split("\n");
        const walk = (each: unknown, keys: (string | number)[]) => {
          const [line = 1, column = 1] = where(text, keys).split(":").map(Number);
          const rest = lines
            .slice(line - 1)
            .join("\n")
            .slice(column - 1);
          const [first = ""] = JSON.stringify(each) ?? "";
          expect(rest.startsWith(first)).toBe(true);
          if (Array.isArray(each))
            each.forEach((item, index) => {
              walk(item, [...keys, index]);
            });
          else if (typeof each === "object" && each !== null) {
            for (const [key, item] of Object.entries(each)) walk(item, [...keys, key]);
          }
        };
        walk([value], []);
      }),
      { numRuns: 50 },
    );
  });
});
