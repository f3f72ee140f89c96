import type { Converted } from "../tree.ts";
import { character, isOneOf } from "./characters.ts";
import { Declined, placeOfScalar, type Reader } from "./reader.ts";

const { newline, space, hash, colon, apostrophe, quote, backslash } = character;

/** The end of the plain text that goes on to the end of its line; declines where YAML reads a key or a comment in it. */
export function endOfPlain(text: string, start: number): number {
  let before: number = space;
  for (let at = start; ; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : newline;
    const isBlank = code === space || code === newline;
    if ((before === colon && isBlank) || (before === space && (code === hash || code === newline)))
      throw new Declined();
    if (code === newline) return at;
    before = code;
  }
}

const closesPlain = isOneOf(/[\n,[\]{}]/);
const closesKey = isOneOf(/[\n,[\]{} ]/);

/** The end of a plain text or key within brackets or braces, without the spaces after it. */
export function endOfPlainInFlow(text: string, start: number): number {
  let end = start;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (closesPlain(code) || (code === colon && closesKey(text.charCodeAt(at + 1)))) break;
    if (code === hash) throw new Declined();
    if (code !== space) end = at + 1;
  }
  return end;
}

/** The offset of the mark that closes a quoted text; declines where the text has an escape or goes on in the next line. */
export function closingQuote(text: string, start: number): number {
  const mark = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === newline || (code === backslash && mark === quote)) break;
    if (code !== mark) continue;
    // Two apostrophes stand for one.
    if (mark === apostrophe && text.charCodeAt(at + 1) === apostrophe) break;
    return at;
  }
  throw new Declined();
}

/** Reads a text in quotes; what comes after it is the caller's business. */
export function readQuoted(reader: Reader): string {
  const end = closingQuote(reader.text, reader.at);
  const content = reader.text.slice(reader.at + 1, end);
  reader.at = end + 1;
  return content;
}

/** What YAML 1.2 reads as a number, a truth value or nothing. */
const special =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[Tt]rue|TRUE|[Ff]alse|FALSE|~|[Nn]ull|NULL)$/;

const opensSpecial = isOneOf(/[-+.0-9tTfFnN~]/);

/** Whole numbers of which there are no two readings. */
const small = /^[0-9]{1,15}$/;

/** What a plain text means: text, a whole number or a truth value; declines rarer numbers and spellings, and nothing. */
export function valueOfPlain(written: string): string | number | boolean {
  if (!opensSpecial(written.charCodeAt(0)) || !special.test(written)) return written;
  if (written === "true") return true;
  if (written === "false") return false;
  if (small.test(written)) return Number(written);
  throw new Declined();
}

/** The value and place of a plain text of one line. */
export function plainScalar(reader: Reader, at: number, valueAt: number, written: string): Converted {
  const value = valueOfPlain(written);
  return { value, place: placeOfScalar(reader, at, valueAt, typeof value === "string" ? undefined : written) };
}

/** Characters of a key: far more than any has, and fewer than the parser refuses. */
const mostInKey = 250;

/** The names that JavaScript keeps for itself. */
const taken: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A key as text; declines one that is no text, or that cannot be a key. */
export function checkKey(key: string, isQuoted: boolean): string {
  if (key.length > mostInKey || taken.has(key) || (!isQuoted && typeof valueOfPlain(key) !== "string"))
    throw new Declined();
  return key;
}

/** Whether what stands at the reader opens with a quote. */
export function isAtQuote({ text, at }: Reader): boolean {
  const code = text.charCodeAt(at);
  return code === quote || code === apostrophe;
}
