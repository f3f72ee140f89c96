import { withoutHidden } from "./read-text.ts";

const longest = 60;

/** How much of a text is looked at: a message shows far less, and a text of a million characters takes no longer. */
const looked = 2000;

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/** An unbroken run of what tokens, keys and digests are made of. */
const run = /[A-Za-z0-9+/=_]{20,}/g;

/** `text` fit for a message: on one line, short, and without anything that may be a secret pasted into the wrong place. */
export function shorten(text: string, most: number = longest): string {
  const cut = text.length > looked;
  const line = hideBlobs(withoutHidden(text.slice(0, looked).replaceAll(/\s+/g, " ")).trim());
  return cut || line.length > most ? `${line.slice(0, most).toWellFormed()}…` : line;
}

/** `text` with all but the first four characters of each secret-looking run left out. Takes time as the text is long. */
function hideBlobs(text: string): string {
  return text
    .replaceAll(uuid, (found) => `${found.slice(0, 4)}…`)
    .replaceAll(run, (found, at: number, whole: string) =>
      isBlob(found, at, whole) ? `${found.slice(0, 4)}…` : found,
    );
}

/** Letters and digits mixed, as nobody would write by hand; a run that goes on where nobody looks is taken for one. */
function isBlob(found: string, at: number, whole: string): boolean {
  if (at + found.length === looked && whole.length === looked) return true;
  return /\d/.test(found) && /[A-Za-z]/.test(found);
}

/** A value of the register as a message names it: `the text x`, `the number 1000 (written 1e3)`, `a list`, `nothing`. */
export function showValue(value: unknown, written?: string): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return !/[^\s\p{M}]/u.test(value) ? "an empty text" : `\`${shorten(value)}\``;
  const noun = typeof value === "number" ? "the number " : "";
  const source = written === undefined || written === String(value) ? "" : ` (written \`${shorten(written)}\`)`;
  return `${noun}\`${shorten(String(value))}\`${source}`;
}
