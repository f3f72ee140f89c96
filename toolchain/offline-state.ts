/** The offline state as files: where it is, whether it can be read, and the locks that runs put on it. */
import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { isAtWork } from "./processes.ts";

/** A stack of the offline state. */
export interface OfflineStack {
  /** Folder of the offline set-up. */
  readonly folder: string;
  /** The project's name, in Pulumi.yaml. */
  readonly project: string;
  readonly stack: string;
}

/** The file that holds a stack's state. */
export function stateFile({ folder, project, stack }: OfflineStack): string {
  return join(folder, "state/.pulumi/stacks", project, `${stack}.json`);
}

/** The offline state of a stack cannot be read; the message names the file and how to mend it. */
export class OfflineStateUnreadable extends Error {
  override readonly name = "OfflineStateUnreadable";
}

const checkpoint = z.object({ checkpoint: z.object({ latest: z.looseObject({}).nullish() }) });

/**
 * A stack's deployment as the state has it; an empty one, where nothing was deployed, and undefined where there is no such
 * stack. Throws {@link OfflineStateUnreadable}.
 */
export async function readDeployment(stack: OfflineStack): Promise<Readonly<Record<string, unknown>> | undefined> {
  const file = stateFile(stack);
  const read = await readCheckpoint(file);
  if (typeof read !== "string") return read;
  const before = `${file}.bak`;
  const mended =
    typeof (await readCheckpoint(before)) === "object"
      ? `The one before it is whole: cp '${before}' '${file}'`
      : `There is none before it: rm '${file}' lets the stack begin anew`;
  throw new OfflineStateUnreadable(
    `The offline state of ${stack.stack} cannot be read: ${file} ${read}. A run that was killed or a full disk leaves such a file. ${mended}. Nothing real is lost by it.`,
  );
}

/** What a state's file has, undefined without such a file, or in words what is wrong with it. */
async function readCheckpoint(file: string): Promise<Readonly<Record<string, unknown>> | string | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? undefined : `cannot be opened (${message})`;
  }
  if (text.trim() === "") return "is empty";
  try {
    const parsed = checkpoint.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data.checkpoint.latest ?? {}) : "is no state of Pulumi";
  } catch (error) {
    return `is cut off or overwritten (${(error as Error).message})`;
  }
}

/**
 * Takes away the files beside the state that earlier versions of this set-up had the engine write: they say of what type
 * each file is, which nobody needs, and one that a killed run left empty keeps the state from being read.
 */
export async function clearSidecars(stack: OfflineStack): Promise<void> {
  const file = stateFile(stack);
  const beside = [file, `${file}.bak`, join(stack.folder, "state/.pulumi/meta.yaml")];
  await Promise.all(beside.map((each) => rm(`${each}.attrs`, { force: true })));
}

const lock = z.object({ pid: z.int(), hostname: z.string(), username: z.string(), timestamp: z.string() });

/**
 * Takes away the locks of runs that are no more: of processes of this machine that have ended, and such as nobody can
 * read, which would stop every run. Tells each in words. A lock of a process that still works, or of another machine, stays.
 */
export async function clearDeadLocks({ folder, project, stack }: OfflineStack): Promise<string[]> {
  const locks = join(folder, "state/.pulumi/locks/organization", project, stack);
  const names = await readdir(locks).catch((): string[] => []);
  const told = names
    .filter((name) => name.endsWith(".json"))
    .map(async (name) => {
      const file = join(locks, name);
      const dead = await deadLock(file);
      if (dead === undefined) return [];
      await rm(file, { force: true });
      await rm(`${file}.attrs`, { force: true });
      return [`${stack}: took away the lock of ${dead}.`];
    });
  return (await Promise.all(told)).flat();
}

/** Whose lock it was, in words; undefined where its owner may still be at work. */
async function deadLock(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined; // given back meanwhile
  const parsed = lock.safeParse(parseJson(text));
  if (!parsed.success) return "a run that did not get to write its name into it";
  const { pid, hostname: host, timestamp } = parsed.data;
  if (host !== hostname() || (await isAtWork(pid, "pulumi"))) return undefined;
  return `a run that was ended before it could give it back (process ${pid}, begun ${timestamp})`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
