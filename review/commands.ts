import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { type LoadedRegister, loadRegister } from "../model/load.ts";
import type { StackDescription } from "../stacks/catalogue.ts";
import { BadInput } from "./bad-input.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { interruption } from "./interruption.ts";
import { verdictText } from "./report/json.ts";
import { stackReport, verdictLine } from "./report/terminal.ts";
import { apply, openStack, preview, type Run, type RunOptions } from "./run.ts";
import { liveSetting, offlineSetting, type Setting } from "./setting.ts";
import { type StackVerdict, verdictOf } from "./verdict.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

interface Options {
  readonly stacks: readonly StackDescription[];
  readonly register: string;
}

export interface ReviewOptions extends Options {
  readonly asOf?: string;
  readonly json?: string;
  readonly live?: boolean;
}

/** Progress goes to standard error, so that the report can be piped. */
function say(line: string): void {
  console.error(line);
}

/** `preview`: shows the diff, the violations and a verdict for each stack. Gives the exit code. */
export async function review(options: ReviewOptions): Promise<number> {
  if (options.live === true && options.asOf !== undefined) {
    throw new BadInput("--as-of is for offline runs: with real providers the rules judge as of today.");
  }
  const loaded = loadRegister(options.register);
  const setting = options.live === true ? await liveSetting() : await offlineSetting(root, say);
  const asOf = options.live === true ? undefined : (options.asOf ?? loaded.head.asOf);
  const verdicts = await eachStack(options, setting, loaded, asOf, async (stack, runOptions) => {
    const opened = await openStack(stack, runOptions);
    return { run: await preview(opened, stack, runOptions) };
  });
  const exitCode = exitCodeOf(verdicts);
  if (options.json !== undefined) {
    const day = asOf ?? new Date().toISOString().slice(0, 10);
    await writeFile(
      options.json,
      verdictText({ version: 1, mode: setting.mode, asOf: day, exitCode, stacks: verdicts }),
    );
  }
  console.log(summary(verdicts, setting, asOf));
  return exitCode;
}

/** `up`: previews each stack, and applies just what was previewed if nothing mandatory is violated. Offline only. */
export async function up(options: ReviewOptions): Promise<number> {
  const loaded = loadRegister(options.register);
  const setting = await offlineSetting(root, say);
  const asOf = options.asOf ?? loaded.head.asOf;
  const verdicts = await eachStack(options, setting, loaded, asOf, async (stack, runOptions) => {
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-plan-"));
    try {
      const opened = await openStack(stack, runOptions);
      const plan = join(folder, "plan.json");
      const planned = await preview(opened, stack, runOptions, plan);
      if (verdictOf(stack, planned, loaded.locate).verdict !== "clean") return { run: planned };
      const applied = await apply(opened, stack, runOptions, plan);
      return { run: { ...applied, output: planned.output }, done: true };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  console.log(summary(verdicts, setting, asOf));
  return exitCodeOf(verdicts);
}

/** `destroy`: takes the offline stacks down, protected resources included, since nothing real is lost. */
export async function destroy(options: Options): Promise<number> {
  const setting = await offlineSetting(root, say);
  const { signal, release } = interruption();
  try {
    for (const stack of options.stacks) {
      say(`${stack.name}: taking down …`);
      const opened = await openStack(stack, { root, setting, register: resolve(options.register), signal });
      await unprotect(setting, stack, signal);
      const { summary } = await opened.destroy({ color: "never", signal });
      const deleted = summary.resourceChanges?.delete ?? 0;
      console.log(
        deleted === 0
          ? `${stack.name}: there was nothing to take down.`
          : `${stack.name}: took down ${deleted} resources.`,
      );
    }
  } finally {
    release();
  }
  return exitCodes.clean;
}

/** Lifts the protection of everything in an offline stack. The Automation API has no call for it. */
async function unprotect(
  { command, environment }: Setting,
  { name }: StackDescription,
  signal: AbortSignal,
): Promise<void> {
  const words = ["state", "unprotect", "--all", "--yes", "--stack", name, "--non-interactive"];
  await execa(command.command, words, { cwd: root, env: environment, cancelSignal: signal });
}

/** Runs the stacks one after another and reports each as soon as it is judged. */
async function eachStack(
  options: Options,
  setting: Setting,
  loaded: LoadedRegister,
  asOf: string | undefined,
  carryOut: (stack: StackDescription, options: RunOptions) => Promise<{ run: Run; done?: boolean }>,
): Promise<StackVerdict[]> {
  const { signal, release } = interruption();
  const runOptions = {
    root,
    setting,
    register: resolve(options.register),
    signal,
    ...(asOf !== undefined && { asOf }),
  };
  const verdicts: StackVerdict[] = [];
  try {
    for (const stack of options.stacks) {
      say(`${stack.name}: ${stack.about} …`);
      const { run } = await carryOut(stack, runOptions);
      signal.throwIfAborted();
      const verdict = verdictOf(stack, run, loaded.locate);
      verdicts.push(verdict);
      console.log(`${stackReport(verdict, run.output)}\n`);
    }
  } finally {
    release();
  }
  return verdicts;
}

function summary(verdicts: readonly StackVerdict[], { mode }: Setting, asOf: string | undefined): string {
  const where =
    mode === "offline"
      ? `Judged as of ${asOf}, offline: no real service was contacted.`
      : "Judged as of today, with real providers.";
  return [...(verdicts.length > 1 ? verdicts.map(verdictLine) : []), where].join("\n");
}
