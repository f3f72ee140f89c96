import type { Converted } from "../tree.ts";
import { character, opensFlow, opensPlain } from "./characters.ts";
import { ListBeingRead, MapBeingRead } from "./collect.ts";
import { Declined, placeOfScalar, type Reader, refuseDepth, skipSpaces } from "./reader.ts";
import { checkKey, endOfPlainInFlow, isAtQuote, plainScalar, readQuoted } from "./scalar.ts";

/** Reads a list in brackets or a map in braces, all in one line. `at` is the offset of what it stands under. */
export function readFlow(reader: Reader, at: number, level: number): Converted {
  refuseDepth(level);
  return codeAt(reader) === character.openMap ? readMap(reader, at, level) : readList(reader, at, level);
}

function readMap(reader: Reader, at: number, level: number): Converted {
  const valueAt = reader.at;
  const map = new MapBeingRead();
  while (goesOn(reader, valueAt, character.closeMap)) {
    const keyAt = reader.at;
    const key = readKey(reader);
    map.add(reader, key, readValue(reader, keyAt, level));
  }
  return map.end(reader, at, valueAt);
}

function readList(reader: Reader, at: number, level: number): Converted {
  const valueAt = reader.at;
  const list = new ListBeingRead();
  while (goesOn(reader, valueAt, character.closeList)) list.add(reader, readValue(reader, reader.at, level));
  return list.end(reader, at, valueAt);
}

/** Whether another part comes, past the bracket that opens at `opened` or the comma after the last part, or the end. */
function goesOn(reader: Reader, opened: number, closing: number): boolean {
  const isFirst = reader.at === opened;
  if (isFirst) reader.at += 1;
  skipSpaces(reader);
  if (codeAt(reader) === closing) {
    reader.at += 1;
    return false;
  }
  if (!isFirst) {
    if (codeAt(reader) !== character.comma) throw new Declined();
    reader.at += 1;
    skipSpaces(reader);
  }
  return true;
}

/** Reads a key and its colon; only after a quoted key may the value follow at once. */
function readKey(reader: Reader): string {
  const isQuoted = isAtQuote(reader);
  const key = checkKey(isQuoted ? readQuoted(reader) : readPlain(reader), isQuoted);
  if (codeAt(reader) !== character.colon) throw new Declined();
  reader.at += 1;
  if (!isQuoted && codeAt(reader) !== character.space) throw new Declined();
  skipSpaces(reader);
  return key;
}

function readValue(reader: Reader, at: number, level: number): Converted {
  const valueAt = reader.at;
  if (opensFlow(codeAt(reader))) return readFlow(reader, at, level + 1);
  if (isAtQuote(reader)) return { value: readQuoted(reader), place: placeOfScalar(reader, at, valueAt) };
  return plainScalar(reader, at, valueAt, readPlain(reader));
}

function readPlain(reader: Reader): string {
  if (!opensPlain(codeAt(reader))) throw new Declined();
  const end = endOfPlainInFlow(reader.text, reader.at);
  const written = reader.text.slice(reader.at, end);
  reader.at = end;
  return written;
}

function codeAt({ text, at }: Reader): number {
  return text.charCodeAt(at);
}
