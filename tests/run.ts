/**
 * `npm test`: the checks of the source, and then every test; `npm test -- FILE…` only the tests of these files, and options
 * of vitest as they are; `npm test -- CLAUSE` what the clause says, and the tests of it and of its rules, in words. `npm run test:engine`: the tests that run the engine, with every case sent through it.
 * `npm run test:services`: those against what answers as the real services do.
 */
import { execa } from "execa";
import { requirementsNamed } from "../commands/clause/about.ts";
import { testsOfClause } from "./of-clause.ts";

const [first, ...rest] = process.argv.slice(2);

async function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const { exitCode } = await execa(command, args, { preferLocal: true, env, stdio: "inherit", reject: false });
  if (exitCode !== 0) process.exit(exitCode ?? 1);
}

if (first === "--every-case")
  await run("vitest", ["run", "--project", "engine", ...rest], { GATEHOUSE_CASES: "every" });
else if (first === "--services") await run("vitest", ["run", "--project", "services", ...rest]);
else if (first !== undefined && requirementsNamed(first).length > 0) {
  for (const args of await testsOfClause(first)) await run("vitest", ["run", ...args, ...rest]);
} else {
  if (first === undefined) await run(process.execPath, ["tests/check.ts"]);
  const projects = ["--project", "unit", "--project", "engine"];
  await run("vitest", ["run", ...projects, ...(first === undefined ? [] : [first, ...rest])]);
}
