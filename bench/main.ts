/**
 * `npm run bench`: what the gate costs. Nothing is asserted: times belong to a machine and a moment, and are read by
 * people, as ratios first.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { interruptible } from "../toolchain/engine/interrupt.ts";
import { measureAll, type Plan } from "./measure-all.ts";
import { plotOf } from "./report/plot.ts";
import { tablesOf } from "./report/tables.ts";

const HELP = `Usage: npm run bench [-- OPTION...]

Measures, offline, previews of 100 and 1,000 resources (as many as the project's own register comes to, where that is
more) bare, with an empty policy pack and with the stack's own; the rules over 1,000, 10,000 and 100,000 grants; loading
a register; and the peak memory of each. Takes some ten minutes. Progress goes to standard error, the tables to standard
output and, with a plot, to files.

Options:
  --quick     a minute or two: the smaller sizes, once
  --out DIR   where to write bench.md, bench.svg and bench.json (default: .gatehouse/bench)
  --help      this text

Exit codes: 0 measured, 2 wrong usage, 3 could not be carried out.
`;

const full: Plan = {
  previews: [
    { resources: 100, minutes: 2 },
    { resources: 1_000, minutes: 6 },
  ],
  grants: [1_000, 10_000, 100_000],
  loaded: [1_000, 10_000],
  rounds: { least: 2, most: 5 },
};
const quick: Plan = {
  previews: [{ resources: 100, minutes: 1 }],
  grants: [1_000, 10_000],
  loaded: [1_000],
  rounds: { least: 1, most: 1 },
};

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let chosen: { quick?: boolean; out?: string; help?: boolean };
  try {
    const options = { quick: { type: "boolean" }, out: { type: "string" }, help: { type: "boolean" } } as const;
    chosen = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${HELP}`);
    return 2;
  }
  if (chosen.help) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    const folder = resolve(chosen.out ?? join(root, ".gatehouse/bench"));
    const plan = chosen.quick ? quick : full;
    const results = await interruptible((signal) =>
      measureAll({ root, plan, progress: (line) => console.error(line), signal }),
    );
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "bench.json"), JSON.stringify(results, null, 2));
    const tables = tablesOf(results);
    process.stdout.write(tables);
    await writeFile(join(folder, "bench.md"), tables);
    await writeFile(join(folder, "bench.svg"), await plotOf(results));
    console.error(
      `Written: bench.md, bench.svg and, run by run, bench.json in ${relative(process.cwd(), folder) || "."}`,
    );
    return 0;
  } catch (error) {
    console.error(messageOf(error));
    return 3;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
