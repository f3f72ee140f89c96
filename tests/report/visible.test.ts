import { array, assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";
import { clipped, printable, visible, visibleLines } from "../../report/visible.ts";

test("what turns the writing round, or is not seen, is spelled out", () => {
  expect(visible("gnp.\u202eexe\u200b")).toBe("gnp.\\u{202e}exe\\u{200b}");
  expect(visible("a\r\nb\tc\u0000")).toBe("a b c\\u{0}");
  expect(visible("Zoë 木 👩")).toBe("Zoë 木 👩");
  expect(visibleLines("a\u0007\r\n\tb")).toEqual(["a\\u{7}", "  b"]);
});

test("nothing is left to spell out, and there is only one line", () => {
  assert(
    property(string({ unit: "binary" }), (outside) => {
      const shown = visible(outside);
      expect(visible(shown)).toBe(shown);
      expect(shown).not.toMatch(/[\n\r\p{Cc}\p{Cf}]/u);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );
});

test("what is cut ends with an ellipsis and with a whole character", () => {
  expect([clipped("abcd", 4), clipped("abcde", 4), clipped("ab👩c", 4)]).toEqual(["abcd", "abc…", "ab…"]);
});

test("what is printed holds no command for the job that prints it", () => {
  assert(
    property(array(constantFrom(":", "#", "[", " ", "\n", "\r", "\t", "error", "\u200b")), (parts) => {
      const shown = printable(parts.join(""));
      expect(shown).not.toMatch(/^\s*::|##\[/m);
      expect(printable(shown)).toBe(shown);
    }),
  );
  expect(printable("a::b\n  c #[1]\n")).toBe("a::b\n  c #[1]\n");
});
