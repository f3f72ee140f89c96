/** The processes of a run, as Linux tells of them in /proc. */
import { readdir, readFile } from "node:fs/promises";

/** Numbers of the processes that work for an offline set-up in a folder, this one never: its path is in their environment or command. */
export async function processesOf(folder: string): Promise<number[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const ours = await Promise.all(
    ids.map(async (id) => {
      const [environment, command] = await Promise.all(
        ["environ", "cmdline"].map((file) => readFile(`/proc/${id}/${file}`, "utf8").catch(() => "")),
      );
      return `${environment}\0${command}`.includes(folder);
    }),
  );
  return ids.filter((_, index) => ours[index]).map(Number);
}

/** Waits until no process works for a folder any more, and gives those that still do when the time is over. */
export async function leftAfter(folder: string, milliseconds: number): Promise<number[]> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const left = await processesOf(folder);
    if (left.length === 0 || Date.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Kills one process, if it is still there. */
export function kill(id: number): boolean {
  try {
    return process.kill(id, "SIGKILL");
  } catch {
    return false;
  }
}
