import { writeSync } from "node:fs";

/** What this process has begun and not come to the end of, in words, the oldest first. */
const begun = new Set<{ readonly what: string }>();

/** Where the last thing that was begun is noted, for whoever asks a process that does not answer. */
let journal: number | undefined;

/** How long a note may be, in bytes. */
export const NOTE_BYTES = 400;

/** Notes what is begun at the beginning of a file from now on, by its descriptor. */
export function noteIn(descriptor: number): void {
  journal = descriptor;
}

/** Says that something is begun; it is under way until what is given back is called. */
export function begin(what: string): () => void {
  const entry = { what };
  begun.add(entry);
  note(what);
  return () => begun.delete(entry);
}

/** What is under way. */
export function underWay(): string[] {
  return [...begun].map(({ what }) => what);
}

function note(what: string): void {
  if (journal === undefined) return;
  try {
    writeSync(
      journal,
      Buffer.alloc(NOTE_BYTES, " ").fill(what, 0, Math.min(NOTE_BYTES, Buffer.byteLength(what))),
      0,
      NOTE_BYTES,
      0,
    );
  } catch {
    journal = undefined; // a full disk: what is under way is told as long as it answers
  }
}
