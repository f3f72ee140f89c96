import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTxt, writeTxt } from "../../../model/mail/txt.ts";

/** The lengths in bytes of the strings that a content is made of. */
const lengths = (content: string) => content.split('" "').map((each) => Buffer.byteLength(each.replaceAll('"', "")));

describe("the content of a TXT record", () => {
  test("is one string up to 255 bytes, and two from 256 on", () => {
    expect(lengths(writeTxt("a".repeat(255)))).toEqual([255]);
    expect(lengths(writeTxt("a".repeat(256)))).toEqual([255, 1]);
    expect(lengths(writeTxt("a".repeat(511)))).toEqual([255, 255, 1]);
    expect(writeTxt("")).toBe('""');
  });

  test("never splits a character", () => {
    expect(lengths(writeTxt("é".repeat(128)))).toEqual([254, 2]);
  });

  test("quotes quotes and backslashes", () => {
    expect(writeTxt('say "no" \\ yes')).toBe('"say \\"no\\" \\\\ yes"');
  });

  test.each([
    ["quoted", '"v=spf1 -all"', "v=spf1 -all"],
    ["without quotes", "v=spf1 -all", "v=spf1 -all"],
    [
      "in strings, joined without a space",
      '"v=spf1 include:_spf.google" ".com -all"',
      "v=spf1 include:_spf.google.com -all",
    ],
    ["in strings that touch", '"v=spf1 ""-all"', "v=spf1 -all"],
    ["with an escaped quote", String.raw`"a\"b"`, 'a"b'],
    ["with decimal bytes", String.raw`"v=DMARC1\059 p=none"`, "v=DMARC1; p=none"],
    ["with blanks around", '  "v=spf1 -all"  ', "v=spf1 -all"],
    ["empty", "", ""],
  ])("is read %s", (_, content, text) => {
    expect(readTxt(content)).toEqual({ text, problems: [] });
  });

  test("is refused where its quotes do not match", () => {
    for (const content of ['"v=spf1 -all', '"a" b', '"a\\"', '"']) {
      expect(readTxt(content).problems).toEqual(["its quotes do not match, so it is not clear what the record says"]);
    }
  });

  test("is refused with a string that is too long for one", () => {
    expect(readTxt(`"${"a".repeat(255)}"`).problems).toEqual([]);
    expect(readTxt(`"${"a".repeat(256)}" "b"`).problems).toEqual([
      "one of its strings has 256 bytes, and 255 is the most",
    ]);
  });

  test("reads back as what was written, whatever that was", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 600 });
    fc.assert(
      fc.property(text, (written) => {
        expect(readTxt(writeTxt(written))).toEqual({ text: written, problems: [] });
      }),
    );
  });

  test("reads anything without throwing", () => {
    const pieces = fc.array(fc.oneof(fc.constantFrom('"', "\\", "\\0", "\\999", " "), fc.string({ unit: "binary" })));
    fc.assert(
      fc.property(pieces, (some) => {
        expect(typeof readTxt(some.join("")).text).toBe("string");
      }),
    );
  });
});
