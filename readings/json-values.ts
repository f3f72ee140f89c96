/**
 * The JSON values of a text, one after the other: `gh api --paginate` writes a list a page without anything between them,
 * and with `--jq` a value a line.
 *
 * @throws what the parser throws
 */
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

/**
 * Bytes as text: byte order marks are passed over, and UTF-16, as PowerShell redirects, is read. Throws what the decoder
 * throws.
 */
export function decoded(bytes: Uint8Array): string {
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
