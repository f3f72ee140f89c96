import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, isAbsolute, join, relative } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { patience } from "../../driver/services/patience.ts";
import type { DateText } from "../../model/dates.ts";
import { loadRegister, RegisterError } from "../../model/load.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import type { StackDescription } from "../../stacks/catalogue.ts";
import { type Deployment, deploymentOf, type State } from "../deployment.ts";
import { checkOut, commitOf } from "./checkout.ts";
import type { KnownViolation } from "./origins.ts";
import { type ChangedFiles, changedFiles } from "./parts-of-change.ts";
import { resourcesVariable, toldResources } from "./resources.ts";

/** What the base of a change was found to be. */
export interface Base {
  /** As it was named. */
  readonly ref: string;
  readonly commit: string;
  /** The violations of each stack that the base could judge. Of any other stack, everything counts as introduced. */
  readonly stacks: Readonly<Record<string, readonly KnownViolation[]>>;
  /** What each of those stacks would hold, where the base tells it. */
  readonly resources?: Readonly<Record<string, readonly State[]>>;
  /** What of the files the change has changed, and what the base's program makes of the new register, where both differ. */
  readonly ofChange?: {
    readonly changed: ChangedFiles;
    readonly resources?: Readonly<Record<string, readonly State[]>>;
  };
  /** Its registers, where they can be read. */
  readonly registers?: Readonly<Record<RegisterId, Register>>;
  /** What could not be told of the base, in words. */
  readonly problems: readonly string[];
}

export interface BaseOptions {
  /** The checkout. */
  readonly root: string;
  /** Names of the stacks to judge; all that the base has, if left out. */
  readonly stacks?: readonly string[];
  /** Folder of the register, absolute. One outside of the checkout is the base's own. */
  readonly register: string;
  readonly asOf: DateText;
  /** Folder of the offline set-up, whose state the base starts from. */
  readonly offline: string;
  readonly signal: AbortSignal;
}

/**
 * What the base has of a stack. Of one that tells no resources there is the register alone; undefined, where nothing can
 * be told.
 */
export function deploymentIn(base: Base, { name, register: id }: Pick<StackDescription, "name" | "register">) {
  const told = base.resources?.[name];
  if (told !== undefined) return deploymentOf(id, told);
  const register = base.registers?.[id];
  return register === undefined
    ? undefined
    : ({ resources: [], records: [], register, problems: [] } satisfies Deployment);
}

/** As much of a verdict as is read, of whatever version. */
const verdict = z.object({
  stacks: z.array(
    z.object({
      stack: z.string(),
      verdict: z.string(),
      violations: z.array(
        z.object({ rule: z.string(), subject: z.string(), message: z.string(), waivedBy: z.string().optional() }),
      ),
      problems: z.array(z.string()),
    }),
  ),
});

/**
 * Judges the commit that a change starts from, with its own program, register and packs, on the same day, offline. What
 * it starts from is a copy of the state. A base that cannot be judged is no error: that is told. Throws `BadInput` for a
 * name that stands for no commit, and what `signal` was aborted with.
 */
export async function judgeBase(ref: string, options: BaseOptions): Promise<Base> {
  const { root, register, signal } = options;
  const commit = await commitOf(root, ref);
  const checkout = await checkOut(root, commit);
  try {
    const own = inside(root, register);
    const judged = await judge(checkout.folder, join(checkout.folder, own ?? "register"), options);
    signal.throwIfAborted();
    const changed = await changedFiles(root, commit, own);
    const ofChange = {
      changed,
      ...(changed.program && changed.register && (await onRegister(checkout.folder, options))),
    };
    signal.throwIfAborted();
    const read = readRegisters(checkout.folder, own ?? "register");
    return { ref, commit, ...judged, ofChange, ...read, problems: [...judged.problems, ...read.problems] };
  } finally {
    await checkout.remove();
  }
}

/** What the base's program makes of the register of the change; a stack that it cannot run is left out. */
async function onRegister(folder: string, options: BaseOptions): Promise<Pick<Base, "resources">> {
  const { resources } = await judge(folder, options.register, options);
  return { ...(resources !== undefined && { resources }) };
}

/** The file that a checkout's commands start in; commits before the rooms were divided have the second. */
function entryOf(folder: string): string {
  return existsSync(join(folder, "commands/main.ts")) ? "commands/main.ts" : "review/main.ts";
}

/** Runs the base's own preview on a register. */
async function judge(
  folder: string,
  register: string,
  { stacks, asOf, offline, signal }: BaseOptions,
): Promise<Pick<Base, "stacks" | "resources" | "problems">> {
  const scratch = await mkdtemp(join(tmpdir(), "gatehouse-base-offline-"));
  try {
    await copyState(offline, scratch);
    const json = join(scratch, "verdict.json");
    const { stderr, shortMessage } = await execa(
      process.execPath,
      [
        ...["--require", "./toolchain/require-node.cjs", entryOf(folder), "preview", ...(stacks ?? [])],
        ...["--register", register, "--as-of", asOf, "--json", json],
      ],
      {
        cwd: folder,
        // Without the name of npm's script the command stays in the folder where it is started.
        env: { GATEHOUSE_OFFLINE_FOLDER: scratch, [resourcesVariable]: scratch, npm_lifecycle_script: undefined },
        stdin: "ignore",
        reject: false,
        cancelSignal: signal,
        // It ends itself when something in it hangs; one of before it could is ended from here.
        timeout: 10 * patience().offlineMs,
      },
    );
    const found = await verdictIn(json, stderr.trim() || shortMessage || "it gave no verdict");
    return { ...found, ...(await resourcesOf(Object.keys(found.stacks), scratch, found.problems)) };
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** What the stacks that could be judged would hold, and of which it is not told, which is a problem. */
async function resourcesOf(
  stacks: readonly string[],
  folder: string,
  problems: readonly string[],
): Promise<Pick<Base, "resources" | "problems">> {
  const all = await Promise.all(stacks.map(async (stack) => ({ stack, told: await toldResources(folder, stack) })));
  return {
    resources: Object.fromEntries(all.flatMap(({ stack, told }) => (told === undefined ? [] : [[stack, told]]))),
    problems: [
      ...problems,
      ...all.flatMap(({ stack, told }) =>
        told === undefined
          ? [
              `the base does not tell what ${stack} holds, so that what a change takes away from its resources is not told against it`,
            ]
          : [],
      ),
    ],
  };
}

/** The violations that a verdict's file tells, stack by stack. */
async function verdictIn(file: string, complaint: string): Promise<Pick<Base, "stacks" | "problems">> {
  const parsed = verdict.safeParse(await readJson(file));
  if (!parsed.success) return { stacks: {}, problems: [`the base could not be judged: ${complaint}`] };
  const failed = parsed.data.stacks.filter((each) => each.verdict === "failed");
  return {
    stacks: Object.fromEntries(
      parsed.data.stacks.filter((each) => !failed.includes(each)).map(({ stack, violations }) => [stack, violations]),
    ),
    problems: failed.map(({ stack, problems }) => `the base could not judge ${stack}: ${problems.join("; ")}`),
  };
}

/** The file's value; undefined for one that is not there, is empty or is no JSON. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Reads the base's registers as they are read today. */
function readRegisters(folder: string, register: string): Pick<Base, "registers" | "problems"> {
  try {
    return { registers: loadRegister(join(folder, register)).registers, problems: [] };
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error;
    return { problems: [`the base's register cannot be read as one of today: ${error.message.split("\n")[0]}`] };
  }
}

/** Where a register's folder is in a checkout; undefined for one that is in none. */
export function inside(root: string, register: string): string | undefined {
  const path = relative(root, register);
  return path.startsWith("..") || isAbsolute(path) ? undefined : path;
}

/** Copies the state of the stacks, without what is only of the set-up it comes from. */
async function copyState(from: string, to: string): Promise<void> {
  const own = new Set(["locks", "history", "backups"]);
  await mkdir(join(to, "state"), { recursive: true });
  await cp(join(from, "state"), join(to, "state"), {
    recursive: true,
    filter: (path) => !own.has(basename(path)),
  }).catch((error: NodeJS.ErrnoException) => {
    // Nothing was run here yet.
    if (error.code !== "ENOENT") throw error;
  });
}
