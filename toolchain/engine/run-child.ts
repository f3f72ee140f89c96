import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { signalGroup } from "../processes.ts";

export interface ChildRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Stops the child and everything it started. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each line of either stream as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface ChildResult {
  /** Exit code; `undefined` when a signal ended the child or it could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** The last lines of standard error, or why the child could not be started. */
  readonly stderr: string;
}

const GRACE_MS = 3_000;
const KEPT_LINES = 30;

/**
 * Runs a command to its end and never throws for what the command does.
 *
 * The child leads a process group of its own, because what is run here (`go build`, an installer) starts further
 * processes: on abort the whole group is asked to end, and killed when it has not after three seconds.
 */
export function runChild(request: ChildRequest): Promise<ChildResult> {
  const { command, args, cwd, env, signal, onLine } = request;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    // Without a process and without streams it is this machine that lacks something, which is no matter of the command.
    if (child.pid === undefined && !child.stdout) return child.once("error", reject);
    const out: string[] = [];
    const err: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => {
      out.push(line);
      onLine?.(line);
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      err.push(line);
      if (err.length > KEPT_LINES) err.shift();
      onLine?.(line);
    });

    let deadline: NodeJS.Timeout | undefined;
    const stop = () => {
      signalGroup(child.pid, "SIGTERM");
      deadline = setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE_MS);
    };
    const finish = (result: ChildResult) => {
      signal?.removeEventListener("abort", stop);
      clearTimeout(deadline);
      // A leader that ended on request may leave grandchildren behind.
      if (signal?.aborted) signalGroup(child.pid, "SIGKILL");
      resolve(result);
    };
    child.on("error", (error) => finish({ code: undefined, stdout: "", stderr: error.message }));
    child.on("close", (code) => finish({ code: code ?? undefined, stdout: out.join("\n"), stderr: err.join("\n") }));
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  });
}
