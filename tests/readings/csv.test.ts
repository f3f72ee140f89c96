import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../readings/csv.ts";

const cellsOf = (text: string) => parseCsv(text).rows.map(({ cells }) => cells);

describe("comma-separated values", () => {
  test.each([
    { text: "", cells: [] },
    { text: "a", cells: [["a"]] },
    { text: "a,b\n", cells: [["a", "b"]] },
    { text: "a,b\r\nc,d\r\n", cells: [["a", "b"], ["c", "d"]] }, // biome-ignore format: a row a line
    { text: "\uFEFFa\rb", cells: [["a"], ["b"]] },
    { text: "a,\n,b\n,\n", cells: [["a", ""], ["", "b"], ["", ""]] }, // biome-ignore format: a row a line
    { text: '"a,b","c""d","e\nf",""\n', cells: [["a,b", 'c"d', "e\nf", ""]] },
    { text: "a\n\n\nb", cells: [["a"], ["b"]] },
    { text: " a , b ", cells: [[" a ", " b "]] },
  ])("$text", ({ text, cells }) => {
    expect(parseCsv(text).faults).toEqual([]);
    expect(cellsOf(text)).toEqual(cells);
  });

  test("a row has the line that it begins on", () => {
    expect(parseCsv('a\n"b\nb",c\n\nd').rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test.each([
    { text: 'a"b', line: 1 },
    { text: 'a\n"b', line: 2 },
    { text: 'a\n"b\n"c', line: 2 },
  ])("$text is refused on line $line, and what comes before is kept", ({ text, line }) => {
    const { rows, faults } = parseCsv(text);
    expect(faults).toEqual([
      { line, message: "a double quote stands where none may: put the whole cell in quotes, and double it" },
    ]);
    expect(rows).toHaveLength(line - 1);
  });

  test("any cells come back, quoted or not", () => {
    const plain = fc.stringMatching(/^[a-z ;']{0,6}$/).map((text) => ({ text, written: text }));
    const quoted = fc.string().map((text) => ({ text, written: `"${text.replaceAll('"', '""')}"` }));
    const row = fc.array(fc.oneof(plain, quoted), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row), fc.constantFrom("\n", "\r\n", "\r"), (rows, end) => {
        const text = rows.map((cells) => cells.map(({ written }) => written).join(",") + end).join("");
        expect(parseCsv(text).faults).toEqual([]);
        expect(cellsOf(text)).toEqual(rows.map((cells) => cells.map((cell) => cell.text)));
      }),
    );
  });

  test("any text is read, and a long one too", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\r", "\n") }), (text) => void parseCsv(text)),
    );
    expect(cellsOf(`"${"a".repeat(3_000_000)}",b`)[0]?.[0]).toHaveLength(3_000_000);
    expect(cellsOf(`"${'""'.repeat(1_000_000)}",b`)[0]?.[0]).toHaveLength(1_000_000);
  });
});
