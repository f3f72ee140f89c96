import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Keeper } from "../keeper.ts";

/** How a process ended: with an exit code, by a signal, or without having started. */
export type Ending = { readonly code: number } | { readonly signal: NodeJS.Signals } | { readonly failure: string };

/** A process under the host's care. */
export interface Child {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** How it ended, once its output has been read. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks it to end (TERM) and, after a grace, ends it (KILL). Resolves when it has ended. */
  stop(): Promise<Ending>;
}

/** What to start. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is added to it. */
  readonly env: NodeJS.ProcessEnv;
}

/** The processes the host has started and that still run. */
export interface Children {
  start(command: Command): Child;
  /** Starts Node so that it ends when the host does, however the host ends. */
  startNode(command: Omit<Command, "file">): Child;
  /** Stops them all; resolves when the last has ended. */
  stopAll(): Promise<void>;
  /** Kills them all, without waiting: the last resort of a host that is exiting. */
  killAll(): void;
}

/** Time between TERM and KILL; the engine itself waits 5 s for the host before it kills. */
const GRACE_MS = 2_000;
/** Time to wait for the rest of the output, which a grandchild may hold open for ever. */
const OUTPUT_MS = 500;

const TETHER = join(import.meta.dirname, "tether.ts");
const LEAN = join(import.meta.dirname, "../sdk/preload.ts");

/**
 * An empty set of children. With a keeper, each that runs Node leads a group of its own, which is ended when this process is
 * gone: one in a loop without an end does not see that. Without, whoever started this process keeps watch on its group.
 */
export function createChildren(keeper?: Keeper): Children {
  const running = new Map<Child, () => void>();

  function launch(command: Command, tethered: boolean): Child {
    const process = spawn(command.file, [...command.args], {
      cwd: command.cwd,
      env: command.env,
      detached: tethered && keeper !== undefined,
      stdio: ["ignore", "pipe", "pipe", ...(tethered ? (["pipe"] as const) : [])],
    });
    const { stdout, stderr } = process;
    if (stdout === null || stderr === null) throw new Error("a child without pipes"); // never: asked for above
    const { pid } = process;
    if (tethered && pid !== undefined) {
      keeper?.keep(pid);
      process.once("exit", () => keeper?.ended(pid));
    }
    process.stdio[3]?.on("error", () => {}); // the tether carries no data; its end is the child's end
    const ended = new Promise<Ending>((resolve) => {
      process.once("error", (error) => resolve({ failure: error.message }));
      process.once("close", (code, signal) => resolve(endingOf(code, signal)));
      process.once("exit", (code, signal) => {
        setTimeout(() => resolve(endingOf(code, signal)), OUTPUT_MS).unref();
      });
    });
    const child: Child = {
      stdout,
      stderr,
      ended,
      async stop() {
        process.kill("SIGTERM");
        const graceIsOver = new AbortController();
        void delay(GRACE_MS, undefined, { signal: graceIsOver.signal }).then(
          () => process.kill("SIGKILL"),
          () => {}, // it ended in time
        );
        const ending = await ended;
        graceIsOver.abort();
        return ending;
      },
    };
    running.set(child, () => process.kill("SIGKILL"));
    void ended.then(() => running.delete(child));
    return child;
  }

  return {
    start: (command) => launch(command, false),
    startNode: ({ args, ...rest }) =>
      // -r and not --require: the SDK takes the latter for a TypeScript loader of the program's own.
      launch({ file: process.execPath, args: ["-r", TETHER, "-r", LEAN, ...args], ...rest }, true),
    async stopAll() {
      await Promise.all([...running.keys()].map((child) => child.stop()));
    },
    killAll() {
      for (const kill of running.values()) kill();
    },
  };
}

/** An ending in words, to stand after "its process". */
export function describeEnding(ending: Ending): string {
  if ("failure" in ending) return `could not be started (${ending.failure})`;
  if ("code" in ending) return `ended with exit code ${ending.code}`;
  const outOfMemory = ending.signal === "SIGABRT" ? ", as Node does when it is out of memory" : "";
  return `was ended by ${ending.signal}${outOfMemory}`;
}

function endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
  return signal === null ? { code: code ?? 0 } : { signal };
}
