/**
 * `npm run bench`: what the gate costs. Nothing is asserted: times belong to a machine and a moment, and are read by
 * people, as ratios first.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { interruptible } from "../toolchain/engine/interrupt.ts";
import { measureAll } from "./measure-all.ts";
import { plotOf } from "./report/plot.ts";
import { tablesOf } from "./report/tables.ts";
import { type SectionId, sectionIds } from "./results.ts";
import type { Plan } from "./sections/setting.ts";

const HELP = `Usage: npm run bench [-- SECTION... OPTION...]

Measures, offline, with processor time beside time and each as ratios:
  commands  a preview of one stack, of all stacks, and npm run judge, as people run them
  packs     previews of 1,000 resources with the stack's own pack against an empty one
  rules     the rules about the register, and its records, over 10,000 and 100,000 grants
  loading   loading a register of 1,000, 10,000 and 100,000 grants from its files
  tests     the unit tests, once
All sections, if none is named. Takes up to fifteen minutes on two quiet cores. What cannot be measured says so in its
row, and the rest goes on. Progress goes to standard error, the tables to standard output and, with a plot, to files.

Options:
  --quick     every row once, and of the sizes the smaller
  --tests     all tests instead of the unit tests: about ten minutes more
  --out DIR   where to write bench.md, bench.svg and bench.json (default: .gatehouse/bench)
  --help      this text

Exit codes: 0 measured, if only in part; 2 wrong usage; 3 nothing could be measured.
`;

type Sizes = Omit<Plan, "tests">;
const full: Sizes = {
  rounds: { least: 3, most: 5 },
  resources: 1_000,
  grants: [10_000, 100_000],
  loaded: [1_000, 10_000, 100_000],
};
const quick: Sizes = {
  rounds: { least: 1, most: 1 },
  resources: 100,
  grants: [1_000, 10_000],
  loaded: [1_000, 10_000],
};

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let chosen: { quick?: boolean; tests?: boolean; out?: string; help?: boolean };
  let sections: readonly SectionId[];
  try {
    const options = {
      quick: { type: "boolean" },
      tests: { type: "boolean" },
      out: { type: "string" },
      help: { type: "boolean" },
    } as const;
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    chosen = parsed.values;
    sections = sectionsNamed(parsed.positionals);
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
    const plan: Plan = { ...(chosen.quick ? quick : full), tests: chosen.tests ? "all" : "unit" };
    const results = await interruptible((signal) =>
      measureAll(sections, { root, plan, progress: (line) => console.error(line), signal }),
    );
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "bench.json"), `${JSON.stringify(results, null, 2)}\n`);
    const tables = tablesOf(results);
    process.stdout.write(tables);
    await writeFile(join(folder, "bench.md"), tables);
    await writeFile(join(folder, "bench.svg"), await plotOf(results));
    console.error(
      `Written: bench.md, bench.svg and, run by run, bench.json in ${relative(process.cwd(), folder) || "."}`,
    );
    return results.sections.some(({ rows }) => rows.some(({ failed }) => failed === undefined)) ? 0 : 3;
  } catch (error) {
    console.error(messageOf(error));
    return 3;
  }
}

/** Throws where a name is no section's. */
function sectionsNamed(names: readonly string[]): readonly SectionId[] {
  const unknown = names.filter((name) => !sectionIds.some((id) => id === name));
  if (unknown.length > 0) throw new Error(`There is no section "${unknown.join('", "')}".`);
  return names.length === 0 ? sectionIds : sectionIds.filter((id) => names.includes(id));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
