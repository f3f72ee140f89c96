/**
 * Measures, in a process of its own so that its memory is its own, what does not need the engine. The one argument is a
 * `Task` as JSON; a `TaskRun` as JSON goes to standard output.
 */
import { loadRegister } from "../../model/load.ts";
import { manifestOf, readRecords, writeRecords } from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { judgeRegister } from "../../policies/rules/rule.ts";
import { shipped } from "../synthetic/shipped.ts";
import { registerOfGrants } from "../synthetic/sizes.ts";
import { spreadOf } from "./statistics.ts";

/** Judge a register of so many grants and write it as records and back, or load one from the files of a folder. */
export type Task =
  | { readonly judge: RegisterId; readonly grants: number; readonly repeats: number }
  | { readonly load: string; readonly repeats: number };

/** Seconds of each part by its name, the median of the repeats after one to warm up; and the process's peak memory. */
export interface TaskRun {
  readonly seconds: Readonly<Record<string, number>>;
  readonly peakBytes: number;
}

const task = JSON.parse(process.argv[2] ?? "") as Task;
const parts =
  "load" in task ? { load: () => loadRegister(task.load) } : judging(registerOfGrants[task.judge](task.grants));

// Part after part in every repeat, so that the collection of one part's garbage is not always charged to the next.
const times = Object.fromEntries(Object.keys(parts).map((name): [string, number[]] => [name, []]));
for (let repeat = 0; repeat <= task.repeats; repeat++) {
  for (const [name, part] of Object.entries(parts)) {
    const start = performance.now();
    part();
    if (repeat > 0) times[name]?.push((performance.now() - start) / 1000);
  }
}
const run: TaskRun = {
  seconds: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, spreadOf(all).median])),
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(JSON.stringify(run));

/** The rules that judge the whole register, and the ways between register and records. */
function judging(register: Register): Record<string, () => unknown> {
  const { asOf } = shipped().head;
  const records = writeRecords(register);
  const rules = rulesFor(register.id).filter((rule) => rule.scope === "register");
  return {
    writeRecords: () => writeRecords(register),
    manifestOf: () => manifestOf(register.id, records),
    readRecords: () => readRecords(register.id, records),
    ...Object.fromEntries(
      rules.map((rule) => [
        rule.name,
        () => {
          const [violation] = judgeRegister(rule, register, asOf);
          // Putting breaches into words would be measured too.
          if (violation?.level === "mandatory")
            throw new Error(`the synthetic register is refused: ${violation.message}`);
        },
      ]),
    ),
  };
}
