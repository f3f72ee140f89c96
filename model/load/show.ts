const longest = 60;

/** Tokens, keys and digests: an unbroken run of letters and digits that nobody would write by hand, or a UUID. */
const blob =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?=[A-Za-z0-9+/=_]*\d)(?=[A-Za-z0-9+/=_]*[A-Za-z])[A-Za-z0-9+/=_]{20,}/gi;

/** `text` fit for a message: on one line, short, and without anything that may be a secret pasted into the wrong place. */
export function shorten(text: string): string {
  const line = hideBlobs(text.replaceAll(/\s+/g, " ").trim());
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line;
}

/** `text` with all but the first four characters of each secret-looking run left out. */
export function hideBlobs(text: string): string {
  return text.replaceAll(blob, (run) => `${run.slice(0, 4)}…`);
}

/** A value of the register as a message names it: `the text x`, `the number 1000 (written 1e3)`, `a list`, `nothing`. */
export function showValue(value: unknown, written?: string): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return value.trim() === "" ? "an empty text" : `\`${shorten(value)}\``;
  const noun = typeof value === "number" ? "the number " : "";
  const source = written === undefined || written === String(value) ? "" : ` (written \`${shorten(written)}\`)`;
  return `${noun}\`${shorten(String(value))}\`${source}`;
}
