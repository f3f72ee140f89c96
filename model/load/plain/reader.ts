import type { Place } from "../tree.ts";
import { character } from "./characters.ts";

/** Says that a text has something that only the whole parser is to read. */
export class Declined extends Error {}

/** A text that is being read, and how far. */
export interface Reader {
  readonly text: string;
  /** Offset of the text within those of its kind (see `Source`). */
  readonly start: number;
  /** Whether places are wanted, or values alone. */
  readonly wantsPlaces: boolean;
  /** The offset of the next character to be read. */
  at: number;
  /** The column, counted from 0, in which what is read next starts; -1 after the end of the text. */
  column: number;
  /** The column of the comment furthest left on the lines before that which were passed over last; Infinity without one. */
  comment: number;
}

const none: ReadonlyMap<string, Place> = new Map();

/** Stands for all places where nobody has asked for them. */
const nowhere: Place = { at: 0, valueAt: 0, parts: none, byPerson: none };

/** The place of a text, number or truth value; of the latter two it tells how they are written. */
export function placeOfScalar(reader: Reader, at: number, valueAt: number, written?: string): Place {
  if (!reader.wantsPlaces) return nowhere;
  const { start } = reader;
  const place = { at: start + at, valueAt: start + valueAt, parts: none, byPerson: none };
  return written === undefined ? place : { ...place, written };
}

/** The place of a map or list, with those of its parts. */
export function placeOfParts(
  reader: Reader,
  at: number,
  valueAt: number,
  parts: ReadonlyMap<string, Place>,
  byPerson = none,
): Place {
  return reader.wantsPlaces ? { at: reader.start + at, valueAt: reader.start + valueAt, parts, byPerson } : nowhere;
}

/** Levels of maps and lists in each other: more than any entry needs, and fewer than the parser refuses. */
const mostLevels = 16;

/** Columns of indentation: fewer than the parser refuses. */
const mostIndent = 99;

export function refuseDepth(level: number): void {
  if (level > mostLevels) throw new Declined();
}

/** Goes on past spaces in the line. */
export function skipSpaces(reader: Reader): void {
  while (reader.text.charCodeAt(reader.at) === character.space) reader.at += 1;
}

/** Goes on after something that has to be the last of its line. */
export function endLine(reader: Reader): void {
  const { text, at } = reader;
  if (at < text.length && text.charCodeAt(at) !== character.newline) throw new Declined();
  reader.at = at + 1;
  nextLine(reader);
}

/** Goes to the next line that says something, past empty lines and lines with nothing but a comment. */
export function nextLine(reader: Reader): void {
  const { text } = reader;
  let lineStart = reader.at;
  reader.comment = Infinity;
  while (lineStart < text.length) {
    let at = lineStart;
    while (text.charCodeAt(at) === character.space) at += 1;
    const code = text.charCodeAt(at);
    if (code !== character.hash && (code !== character.newline || at > lineStart)) {
      if (at === text.length || at - lineStart > mostIndent) throw new Declined();
      reader.column = at - lineStart;
      reader.at = at;
      return;
    }
    if (code === character.hash) reader.comment = Math.min(reader.comment, at - lineStart);
    const end = text.indexOf("\n", at);
    lineStart = end < 0 ? text.length : end + 1;
  }
  reader.column = -1;
  reader.at = text.length;
}
