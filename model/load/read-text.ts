import { isUtf8 } from "node:buffer";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { sep } from "node:path";

/** The largest file that is read. Six thousand grants fit in it; more are split over a folder of files. */
export const maxBytes = 1024 * 1024;

/** A file's text, or the one reason why it has none, with its place in the file (1:1 where it has none). */
export type ReadText =
  | { readonly text: string }
  | { readonly message: string; readonly line: number; readonly column: number };

/**
 * Reads a register file: a regular file inside `folder` (a real path), of bearable size, in UTF-8 without surprises. `remedy`
 * says what to do with one that is too large.
 */
export function readText(path: string, folder: string, remedy: string): ReadText {
  let bytes: Buffer;
  try {
    const target = realpathSync(path);
    if (!target.startsWith(folder + sep)) {
      return whole("is a link that leads out of the register; put the file itself here");
    }
    const stat = statSync(target);
    if (stat.isDirectory()) return whole("is a folder where a file is expected; move or rename it");
    if (!stat.isFile()) return whole("is not a regular file; put a text file here");
    if (stat.size > maxBytes) {
      return whole(`has ${stat.size} bytes and was not read: a register file has at most ${maxBytes}; ${remedy}`);
    }
    bytes = readFileSync(target);
  } catch (error) {
    return whole(`cannot be read (${reasonOf(error)}); mend the file or its permissions`);
  }
  return decode(bytes);
}

/** The system's own short reason for a failed file operation, such as `EACCES: permission denied`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(",")[0] ?? error.message) : String(error);
}

function decode(bytes: Buffer): ReadText {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return whole("is in UTF-16; save it as UTF-8");
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return whole("starts with a byte order mark; save it as UTF-8 without one");
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    return {
      ...position(bytes, zero),
      message: "a NUL byte: this is no text file, or it is in UTF-16; save it as UTF-8",
    };
  }
  if (!isUtf8(bytes)) {
    return { ...position(bytes, firstInvalid(bytes)), message: "not UTF-8 (Latin-1?); save the file as UTF-8" };
  }
  const text = bytes.toString("utf8");
  const hidden = hiddenCharacter(text);
  if (hidden !== undefined) return { ...position(bytes, Buffer.byteLength(text.slice(0, hidden.at))), ...hidden };
  return { text };
}

/**
 * What a reviewer would not see for what it is: control characters, separators that only some programs take for line
 * ends, all that Unicode says is shown as nothing (Default_Ignorable_Code_Point: zero-width and soft marks, those that
 * reorder the text around them, tags), marks of annotations, and a Braille pattern without dots.
 */
const hidden = /[[\p{Cc}--[\t\n\r]]\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\uFFF9-\uFFFB]|\r(?!\n)/v;

/** What has no look that anybody agreed on: for private use, halves of characters, no characters at all, a stand-in for a picture. */
const faceless = /[\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\uFFFC]/v;

const everyHidden = new RegExp(`${hidden.source}|${faceless.source}`, "gv");

/** The first character of a text that is hidden, or that everybody sees as something else. */
export function hiddenCharacter(text: string): { at: number; message: string } | undefined {
  const found = hidden.exec(text) ?? faceless.exec(text);
  if (found === null) return undefined;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const what = hidden.test(found[0]) ? "an invisible character" : "a character without a look of its own";
  return { at: found.index, message: `${what} (U+${code}); delete it` };
}

/** A text without what {@link hiddenCharacter} finds. */
export function withoutHidden(text: string): string {
  return text.replaceAll(everyHidden, "");
}

function firstInvalid(bytes: Buffer): number {
  let [start, end] = [0, bytes.indexOf(0x0a)];
  while (end >= 0 && isUtf8(bytes.subarray(start, end))) [start, end] = [end + 1, bytes.indexOf(0x0a, end + 1)];
  const line = bytes.subarray(start, end < 0 ? bytes.length : end);
  const readable = new TextDecoder().decode(line).indexOf("\uFFFD");
  return start + Buffer.byteLength(new TextDecoder().decode(line).slice(0, readable));
}

function position(bytes: Buffer, offset: number): { line: number; column: number } {
  const before = bytes.subarray(0, offset).toString("utf8");
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: before.length - lastBreak };
}

function whole(message: string): ReadText {
  return { line: 1, column: 1, message };
}
