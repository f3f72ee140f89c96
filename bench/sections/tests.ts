import { measureCommand } from "../measure/command.ts";
import { inRounds } from "../measure/rounds.ts";
import type { Row } from "../results.ts";
import type { Setting } from "./setting.ts";

/** The tests, once: they are many, so that their sum is steady. */
export async function measureTests({ root, plan, progress, signal }: Setting): Promise<Row[]> {
  const args = plan.tests === "all" ? ["test"] : ["test", "--", "--project", "unit"];
  const what = ["npm", ...args].join(" ");
  progress(plan.tests === "all" ? "All tests: about ten minutes." : "Unit tests: some minutes.");
  const run = async () => (await measureCommand("npm", args, { cwd: root, patience: 3_600_000, signal })).run;
  return inRounds([{ what, run }], { rounds: { least: 1, most: 1 }, budget: 0, progress, signal });
}
