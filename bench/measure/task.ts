import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Run } from "../results.ts";
import type { Task } from "./in-process.ts";

/** Longest that one task may take, milliseconds. */
const patience = 300_000;

/** Runs a task in a process of its own. Throws with what it said when it fails. */
export async function measureTask(task: Task, signal: AbortSignal): Promise<Run> {
  const script = fileURLToPath(new URL("./in-process.ts", import.meta.url));
  const { failed, timedOut, stdout, stderr } = await execa(process.execPath, [script, JSON.stringify(task)], {
    stdin: "ignore",
    timeout: patience,
    cancelSignal: signal,
    reject: false,
  });
  signal.throwIfAborted();
  if (failed) throw new Error(timedOut ? `not done after ${patience / 1000} s` : stderr || "failed without a word");
  return JSON.parse(stdout);
}
