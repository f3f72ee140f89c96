import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import envPaths from "env-paths";
import lockfile from "proper-lockfile";
import { demandUsable, makeFolder } from "../make-folder.ts";
import { isThere } from "../processes.ts";
import type { Progress } from "./types.ts";

/** The user's cache folder for this project; the variable `GATEHOUSE_CACHE` names another one. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.GATEHOUSE_CACHE ? resolve(env.GATEHOUSE_CACHE) : envPaths("gatehouse", { suffix: "" }).cache;
}

/** Where an engine of this version and make is kept, for the platform that is running. */
export function engineFolder(cache: string, version: string, make: "official" | "built"): string {
  return join(cache, "engines", `pulumi-${version}-${process.platform}-${process.arch}-${make}`);
}

/**
 * Fills a folder in one step: `fill` writes into a temporary sibling, which takes the folder's name when `fill` has
 * returned. Whatever happens, the folder is absent or complete. What a run that was killed left behind is removed first.
 */
export async function fillFolder(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder);
  const prefix = `${basename(folder)}.tmp-`;
  await makeFolder(parent);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || isThere(Number.parseInt(name.slice(prefix.length), 10))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
  const temporary = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  try {
    await fill(temporary);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const STALE_MS = 20_000;
const POLL_MS = 500;
const REMIND_MS = 15_000;

/**
 * Runs `work` while no other process does so for the same folder; says so while it waits. The lock of a process that
 * died is taken over after twenty seconds.
 */
export async function withLock<T>(
  folder: string,
  options: { progress: Progress; signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  await demandUsable(folder, "The engine", "GATEHOUSE_CACHE");
  const release = await acquire(folder, options);
  try {
    return await work();
  } finally {
    // It fails only when another process has taken the lock over, and then there is nothing to release.
    await release().catch(() => undefined);
  }
}

async function acquire(
  folder: string,
  { progress, signal }: { progress: Progress; signal?: AbortSignal | undefined },
): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += POLL_MS) {
    signal?.throwIfAborted();
    try {
      // A suspended machine loses its lock. Two builds at once are waste, not damage: each has its own temporary folder
      // and takes its name in one step.
      return await lockfile.lock(folder, { stale: STALE_MS, onCompromised: () => undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    if (waited % REMIND_MS === 0) progress("Waiting for another run that is getting the Pulumi engine …");
    await sleep(POLL_MS, undefined, signal ? { signal } : {});
  }
}
