import type { Converted } from "../tree.ts";
import { character, opensFlow, opensPlain } from "./characters.ts";
import { ListBeingRead, MapBeingRead } from "./collect.ts";
import { readFlow } from "./flow.ts";
import { Declined, endLine, placeOfScalar, type Reader, refuseDepth, skipSpaces } from "./reader.ts";
import { checkKey, closingQuote, endOfPlain, isAtQuote, plainScalar, readQuoted } from "./scalar.ts";

/**
 * Reads a map, a list or a text that starts at the reader, and goes on to the line after it. `outer` is the column of what
 * it stands under, which it has to be further right than, and `at` the offset of that where it is a key.
 */
export function readBlock(reader: Reader, outer: number, level: number, at = reader.at): Converted {
  refuseDepth(level);
  if (isAtItem(reader)) return readList(reader, level, at);
  if (opensFlow(reader.text.charCodeAt(reader.at))) return readInLine(reader, outer, level, at);
  return endOfKey(reader) === undefined ? readInLine(reader, outer, level, at) : readMap(reader, level, at);
}

function readMap(reader: Reader, level: number, at: number): Converted {
  const { at: valueAt, column } = reader;
  const map = new MapBeingRead();
  while (reader.column === column) {
    const keyAt = reader.at;
    const key = readKey(reader);
    map.add(reader, key, readUnder(reader, column, level, keyAt));
  }
  if (reader.column > column) throw new Declined();
  return map.end(reader, at, valueAt);
}

function readList(reader: Reader, level: number, at: number): Converted {
  const { at: valueAt, column } = reader;
  const list = new ListBeingRead();
  while (reader.column === column && isAtItem(reader)) {
    const dash = reader.at;
    reader.at += 1;
    skipSpaces(reader);
    reader.column = column + reader.at - dash;
    list.add(reader, readBlock(reader, column, level + 1));
  }
  if (reader.column > column) throw new Declined();
  return list.end(reader, at, valueAt);
}

/** Reads what stands after a key: in its line, or below it and further right, where a list may also start in its column. */
function readUnder(reader: Reader, column: number, level: number, keyAt: number): Converted {
  if (!isAtLineEnd(reader)) {
    skipSpaces(reader);
    return readInLine(reader, column, level + 1, keyAt);
  }
  endLine(reader);
  const isBelow = reader.column > column || (reader.column === column && isAtItem(reader));
  // A comment further left than what it is about: the parser takes offence at some of these.
  if (!isBelow || reader.comment < reader.column) throw new Declined();
  return readBlock(reader, column, level + 1, keyAt);
}

/** Reads a text, a number, a truth value, or what stands in brackets or braces. */
function readInLine(reader: Reader, outer: number, level: number, at: number): Converted {
  const valueAt = reader.at;
  const code = reader.text.charCodeAt(valueAt);
  if (opensPlain(code)) return readPlain(reader, outer, at);
  if (!opensFlow(code) && !isAtQuote(reader)) throw new Declined();
  const read = opensFlow(code)
    ? readFlow(reader, at, level)
    : { value: readQuoted(reader), place: placeOfScalar(reader, at, valueAt) };
  endLine(reader);
  return read;
}

/** Reads a plain text, which goes on in the lines below it that are further right than `outer`. */
function readPlain(reader: Reader, outer: number, at: number): Converted {
  const { text, at: valueAt } = reader;
  let end = endOfPlain(text, valueAt);
  let written = text.slice(valueAt, end);
  for (let next = continuation(text, end, outer); next !== undefined; next = continuation(text, end, outer)) {
    end = endOfPlain(text, next);
    written += ` ${text.slice(next, end)}`;
  }
  reader.at = end;
  endLine(reader);
  return plainScalar(reader, at, valueAt, written);
}

/** Where a plain text goes on in the line after `end`, if it does; declines what is not as plain as its beginning. */
function continuation(text: string, end: number, outer: number): number | undefined {
  let at = end + 1;
  while (text.charCodeAt(at) === character.space) at += 1;
  const code = text.charCodeAt(at);
  if (at - end - 1 <= outer || Number.isNaN(code) || code === character.newline || code === character.hash)
    return undefined;
  if (!opensPlain(code)) throw new Declined();
  return at;
}

/** Reads a key and its colon. */
function readKey(reader: Reader): string {
  const end = endOfKey(reader);
  if (end === undefined) throw new Declined();
  const isQuoted = isAtQuote(reader);
  const key = isQuoted ? readQuoted(reader) : reader.text.slice(reader.at, end);
  reader.at = end + 1;
  return checkKey(key, isQuoted);
}

/** The offset of the colon after a key, when there is one at the reader. A plain one has no spaces in it. */
function endOfKey(reader: Reader): number | undefined {
  const { text, at } = reader;
  let end = at;
  if (isAtQuote(reader)) end = closingQuote(text, at) + 1;
  else if (opensPlain(text.charCodeAt(at))) end = endOfWord(text, at);
  else return undefined;
  return text.charCodeAt(end) === character.colon && endsWord(text.charCodeAt(end + 1)) ? end : undefined;
}

/** The end of what is written without a space; a colon at its end is none of it. */
function endOfWord(text: string, start: number): number {
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (endsWord(code) || (code === character.colon && endsWord(text.charCodeAt(at + 1)))) return at;
  }
}

/** Whether this is a space, a line's end, or the end of the text. */
function endsWord(code: number): boolean {
  return code === character.space || code === character.newline || Number.isNaN(code);
}

function isAtItem({ text, at }: Reader): boolean {
  return text.charCodeAt(at) === character.dash && text.charCodeAt(at + 1) === character.space;
}

function isAtLineEnd({ text, at }: Reader): boolean {
  return at >= text.length || text.charCodeAt(at) === character.newline;
}
