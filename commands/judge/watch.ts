import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two looks at a folder. */
const interval = 150;

/**
 * Does the work, and again whenever a file in the folder has changed and then stood still for one interval: an editor saves
 * in several steps. It looks instead of waiting to be told, which works on every file system and survives a folder that is
 * replaced, as by a change of branch. Ends only by throwing: what `signal` was aborted with, or what the work throws.
 */
export async function watch(folder: string, work: () => Promise<void>, signal: AbortSignal): Promise<never> {
  for (;;) {
    const judged = fingerprint(folder);
    await work();
    await changed(judged);
  }

  async function changed(from: string): Promise<void> {
    for (let [last, now] = [from, from]; ; [last, now] = [now, fingerprint(folder)]) {
      if (now !== from && now === last) return;
      await sleep(interval, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

/** What tells whether files have changed: their names, sizes and times. Nothing, where there is no folder. */
function fingerprint(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => {
        const { mtimeMs, ctimeMs, size, ino } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
        return [name, mtimeMs, ctimeMs, size, ino].join(" ");
      })
      .join("\n");
  } catch {
    return "";
  }
}
