import { readFileSync } from "node:fs";
import { BadInput } from "../../toolchain/bad-input.ts";

/**
 * The JSON values of a file, one after the other: `gh api --paginate` writes a list a page without anything between them,
 * and with `--jq` a value a line. Byte order marks are passed over, and UTF-16, as PowerShell redirects, is read.
 *
 * @throws BadInput when the file cannot be read, or what is in it is no JSON
 */
export function readJsonValues(file: string): unknown[] {
  let text: string;
  try {
    text = decoded(readFileSync(file));
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return jsonValues(text);
  } catch (error) {
    throw new BadInput(`${file} cannot be read as JSON: ${(error as Error).message.slice(0, 300)}`);
  }
}

/** The same of a text. Throws what the parser throws. */
export function jsonValues(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const parts = valuesIn(text);
    try {
      if (parts.length > 1) return parts.map((part) => JSON.parse(part));
    } catch {
      // What the whole is refused for says more than what one of its parts is.
    }
    throw error;
  }
}

/** Bytes as text. Throws what the decoder throws. */
export function decoded(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  // A TextDecoder passes over the byte order mark.
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
}

/** Where lists and objects of the outermost level begin and end; whether they are JSON is for the parser to say. */
function valuesIn(text: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") depth++;
    if (token === "]" || token === "}") depth--;
    if (depth > 0 || token.startsWith('"')) continue;
    values.push(text.slice(start, index + 1));
    start = index + 1;
  }
  const rest = text.slice(start);
  return rest.trim() === "" ? values : [...values, rest];
}
