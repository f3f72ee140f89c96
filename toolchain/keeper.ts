import { spawn } from "node:child_process";
import { join } from "node:path";

/** Keeps watch on process groups, by the number of their first process, and ends them when this process is gone. */
export interface Keeper {
  keep(leader: number): void;
  /** The group has ended; its number may be another's from now on. */
  ended(leader: number): void;
}

/**
 * Starts a keeper, `keeper.sh`, which is told by a pipe that closes with this process, even when that is killed. It has a
 * group of its own, so that what ends this one's does not end it, and does not keep this process from ending.
 */
export function startKeeper(): Keeper {
  const child = spawn("/bin/sh", [join(import.meta.dirname, "keeper.sh")], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: { PATH: process.env.PATH },
  });
  // Without one, a process that never looks up may outlive this one; all that is asked of it still works.
  child.on("error", () => {});
  child.stdin?.on("error", () => {});
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  const tell = (line: string) => void child.stdin?.write(`${line}\n`);
  return { keep: (leader) => tell(`+ ${leader}`), ended: (leader) => tell(`- ${leader}`) };
}
