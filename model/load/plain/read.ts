import type { Converted } from "../tree.ts";
import { readBlock } from "./block.ts";
import { Declined, nextLine, type Reader } from "./reader.ts";

/**
 * Reads a text in the plain YAML that registers are mostly written in, in a tenth of the time that the whole parser takes:
 * maps and lists by indentation, or in brackets and braces of one line; texts, quoted ones without escapes, whole numbers and
 * truth values; comments on lines of their own. Declines everything else, and all that is wrong or might be, by giving
 * nothing: that is for the parser, which has words for it. The text has no hidden characters (see `readText`).
 */
export function readPlainYaml(text: string, places?: { readonly start: number }): Converted | undefined {
  // Tabs and the line ends of Windows have rules of their own.
  if (text.includes("\t") || text.includes("\r")) return undefined;
  const start = places?.start ?? 0;
  const reader: Reader = { text, start, wantsPlaces: places !== undefined, at: 0, column: 0, comment: Infinity };
  try {
    nextLine(reader);
    if (reader.column !== 0) return undefined;
    const { value, place } = readBlock(reader, -1, 0);
    if (reader.column >= 0 || typeof value !== "object") return undefined;
    return { value, place: { ...place, at: start } };
  } catch (error) {
    if (error instanceof Declined) return undefined;
    throw error;
  }
}
