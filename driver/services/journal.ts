import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NOTE_BYTES } from "../../toolchain/under-way.ts";

/** A file without a name, in which another process notes what it began last. */
export interface Journal {
  /** Left out where no file can be made, as on a full disk. */
  readonly descriptor?: number;
  lastBegun(): string;
}

/** Opens a journal. It has no name any more, so nothing of it stays behind. */
export function openJournal(): Journal {
  const unknown = "nothing that is known";
  try {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-journal-"));
    const descriptor = openSync(join(folder, "begun"), "w+");
    rmSync(folder, { recursive: true, force: true });
    process.once("exit", () => closeSync(descriptor));
    return {
      descriptor,
      lastBegun() {
        const bytes = Buffer.alloc(NOTE_BYTES);
        const length = readSync(descriptor, bytes, 0, NOTE_BYTES, 0);
        return bytes.subarray(0, length).toString("utf8").trim() || unknown;
      },
    };
  } catch {
    return { lastBegun: () => unknown };
  }
}
