import { execa } from "execa";
import type { Run } from "../results.ts";
import { watchChildren } from "./process-tree.ts";

export interface CommandOptions {
  readonly cwd: string;
  /** All that the command is given of an environment; without it, the one of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest that it may take, milliseconds. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Lines of a command that failed which are likely to tell why. */
const tellingLines = 4;

/**
 * Runs a command once and measures it from start to end, with what it said. Throws when it fails: a run in which
 * something is refused takes another course and would say nothing about the cost.
 */
export async function measureCommand(
  command: string,
  args: readonly string[],
  { cwd, env, patience, signal }: CommandOptions,
): Promise<{ run: Run; output: string }> {
  const start = performance.now();
  const { result, usage } = await watchChildren(() =>
    execa(command, args, {
      cwd,
      ...(env && { env, extendEnv: false }),
      all: true,
      stdin: "ignore",
      reject: false,
      timeout: patience,
      cancelSignal: signal,
      forceKillAfterDelay: 10_000,
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  signal.throwIfAborted();
  if (result.failed) {
    const said = (result.all ?? "").trim().split("\n").slice(-tellingLines).join(" ");
    const how = result.timedOut ? `not done after ${patience / 1000} s` : `exit code ${result.exitCode}`;
    throw new Error(
      result.exitCode === undefined && !result.timedOut ? result.shortMessage : `failed (${how}): ${said || "silent"}`,
    );
  }
  return { run: { seconds, ...usage }, output: result.all };
}
