/**
 * Measures, in a process of its own so that its memory is its own, what does not need the engine. The one argument is a
 * `Task` as JSON; a `Run` as JSON goes to standard output, or what went wrong to standard error with exit code 1.
 */
import { loadRegister, RegisterError } from "../../model/load.ts";
import { manifestOf, readRecords, writeRecords } from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { judgeRegister } from "../../policies/rules/rule.ts";
import type { Run } from "../results.ts";
import { shipped } from "../synthetic/shipped.ts";
import { registerOfGrants } from "../synthetic/sizes.ts";
import { spreadOf } from "./statistics.ts";

/**
 * What is to be done `repeats` times, an odd number: every rule about the register judges one of so many grants; such a
 * register is written as records, digested and read back; or one is loaded from the files of a folder.
 */
export type Task = { readonly repeats: number } & (
  | { readonly judge: RegisterId; readonly grants: number }
  | { readonly record: RegisterId; readonly grants: number }
  | { readonly load: string }
);

try {
  const task = JSON.parse(process.argv[2] ?? "") as Task;
  process.stdout.write(JSON.stringify(measured(workOf(task), task.repeats)));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** Throws in one line where the register cannot be loaded: the first problem, without the folder that is gone soon. */
function load(folder: string): void {
  try {
    loadRegister(folder);
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error;
    const [first = ""] = error.message.split("\n");
    throw new Error(`not loadable: ${first.replace(`${folder}/`, "")}`);
  }
}

function workOf(task: Task): () => void {
  if ("load" in task) return () => load(task.load);
  return "judge" in task
    ? judging(registerOfGrants[task.judge](task.grants))
    : recording(registerOfGrants[task.record](task.grants));
}

/** The median of the repeats, after one to warm up. */
function measured(work: () => void, repeats: number): Run {
  work();
  const runs = Array.from({ length: repeats }, () => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
  });
  return {
    seconds: spreadOf(runs.map(({ seconds }) => seconds)).median,
    cpuSeconds: spreadOf(runs.map(({ cpuSeconds }) => cpuSeconds)).median,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function judging(register: Register): () => void {
  const { asOf } = shipped().head;
  const rules = rulesFor(register.id).filter((rule) => rule.scope === "register");
  return () => {
    // Rules keep what they have worked out about a register; each run starts with one that none of them has seen.
    const unseen = { ...register };
    for (const rule of rules) {
      const [violation] = judgeRegister(rule, unseen, asOf);
      // Putting breaches into words would be measured too.
      if (violation?.level === "mandatory") throw new Error(`the synthetic register is refused: ${violation.message}`);
    }
  };
}

function recording(register: Register): () => void {
  return () => {
    const records = writeRecords(register);
    manifestOf(register.id, records);
    readRecords(register.id, records);
  };
}
