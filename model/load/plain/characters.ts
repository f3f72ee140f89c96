/** The characters that the reader of plain YAML looks for, as codes. */
export const character = {
  newline: 0x0a,
  space: 0x20,
  quote: 0x22,
  hash: 0x23,
  apostrophe: 0x27,
  comma: 0x2c,
  dash: 0x2d,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openMap: 0x7b,
  closeMap: 0x7d,
} as const;

/** Tells whether a code is one of some ASCII characters; the end of a text (NaN) is none. */
export function isOneOf(characters: RegExp): (code: number) => boolean {
  const table: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
    characters.test(String.fromCharCode(code)),
  );
  return (code) => table[code] === true;
}

const opensInAscii = isOneOf(/[A-Za-z0-9_./$+(]/);

/** Whether a plain text or key starts with this character: a letter of any script, a digit, or a mark without a meaning. */
export function opensPlain(code: number): boolean {
  return code < 128 ? opensInAscii(code) : /\p{L}/u.test(String.fromCharCode(code));
}

/** Whether a list in brackets or a map in braces starts with this character. */
export function opensFlow(code: number): boolean {
  return code === character.openList || code === character.openMap;
}
