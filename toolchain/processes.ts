import { readFile } from "node:fs/promises";

/**
 * Whether a process of this number is still at work. A number is given anew once its process is gone, and an ended process
 * keeps it until its parent has looked: where the system tells (Linux), the name of the executable and whether it is a mere
 * remainder decide as well. When it was started does not: clocks are set while processes run.
 */
export async function isAtWork(pid: number, name: string): Promise<boolean> {
  if (!isThere(pid)) return false;
  // `PID (NAME) STATE …`
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return isThere(pid);
  const [, called = "", state = ""] = /^\d+ \((.*)\) (\S)/s.exec(stat) ?? [];
  return called.startsWith(name) && state !== "Z" && state !== "X";
}

/** Whether there is a process of that number, be it somebody else's. */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Sends a signal to a process and all that it started, where it leads a group of them; nothing where none is left. */
export function signalGroup(leader: number | undefined, name: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, name);
  } catch {
    // The group has ended already.
  }
}
