/*
 * TXT records as DNS services write them: one or more quoted character-strings of up to 255 bytes (RFC 1035 section
 * 3.3.14), with `\"`, `\\` and `\DDD` for what cannot stand there by itself. Whoever reads the record joins the strings
 * without a space between them.
 */

const LONGEST_STRING = 255;

/** The quoted strings of a text, each as long as it may be; a text without any bytes is one empty string. */
export function writeTxt(text: string): string {
  const strings: string[] = [];
  let string = "";
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LONGEST_STRING) {
      strings.push(string);
      string = "";
      bytes = 0;
    }
    string += character;
    bytes += size;
  }
  return [...strings, string].map((each) => `"${each.replaceAll(/["\\]/g, "\\$&")}"`).join(" ");
}

/** What a TXT record says, and what is wrong with how it is written. */
export interface TxtContent {
  readonly text: string;
  readonly problems: readonly string[];
}

/**
 * Reads a record's content: quoted strings with blanks between them, joined; or a text without quotes, which a service
 * quotes and splits by itself.
 */
export function readTxt(content: string): TxtContent {
  const trimmed = content.trim();
  if (!trimmed.startsWith('"')) return { text: trimmed, problems: [] };
  const strings = [...trimmed.matchAll(/\s*"((?:[^"\\]|\\[\s\S])*)"/gy)];
  const read = strings.reduce((length, [whole]) => length + whole.length, 0);
  const bytes = strings.map(([, inner]) => bytesOf(inner ?? ""));
  const long = bytes.map(({ length }) => length).filter((length) => length > LONGEST_STRING);
  return {
    text: Buffer.concat(bytes).toString(),
    problems: [
      ...(read < trimmed.length ? ["its quotes do not match, so it is not clear what the record says"] : []),
      ...long.map((length) => `one of its strings has ${length} bytes, and ${LONGEST_STRING} is the most`),
    ],
  };
}

function bytesOf(inner: string): Buffer {
  const parts = inner.match(/\\\d{3}|\\[\s\S]|[^\\]+/g) ?? [];
  return Buffer.concat(
    parts.map((part) => {
      if (!part.startsWith("\\")) return Buffer.from(part);
      const code = /^\\(\d{3})$/.exec(part)?.[1];
      return code === undefined ? Buffer.from(part.slice(1)) : Buffer.from([Number(code) & 0xff]);
    }),
  );
}
