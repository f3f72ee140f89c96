import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Task, TaskRun } from "./in-process.ts";

/** Longest that one task may take, milliseconds. */
const patience = 300_000;

/** Runs a task in a process of its own. Throws, with what it said, when it fails. */
export async function measureTask(task: Task, signal: AbortSignal): Promise<TaskRun> {
  const script = fileURLToPath(new URL("./in-process.ts", import.meta.url));
  const { stdout } = await execa(process.execPath, [script, JSON.stringify(task)], {
    stdin: "ignore",
    timeout: patience,
    cancelSignal: signal,
  });
  return JSON.parse(stdout);
}
