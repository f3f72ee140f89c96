import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { eachInOrder } from "../../driver/each-stack.ts";
import { changesOf } from "../../driver/events.ts";
import { interruption } from "../../driver/interruption.ts";
import { pendingWords } from "../../driver/pending.ts";
import { apply, preview, type Run, type RunOptions, takeDown } from "../../driver/run.ts";
import { type Seal, sealOf } from "../../driver/sealed.ts";
import { offlineServices } from "../../driver/services/offline.ts";
import type { Services } from "../../driver/services/start.ts";
import { liveSetting, offlineSetting, type Setting } from "../../driver/setting.ts";
import type { DateText } from "../../model/dates.ts";
import { type LoadedRegister, loadRegister } from "../../model/load.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { type RegisterFiles, registerFiles } from "../../policies/packs/as-in-files.ts";
import { deployedRegister } from "../../report/access/deployed.ts";
import { assembleReport } from "../../report/assemble.ts";
import { dayNote } from "../../report/day.ts";
import { shownDiff } from "../../report/diff.ts";
import { type Form, openForms } from "../../report/forms.ts";
import type { StackReport } from "../../report/report.ts";
import { accessReport, stackReport, summary } from "../../report/terminal.ts";
import { counted } from "../../report/words.ts";
import { stacks as allStacks, type StackDescription } from "../../stacks/catalogue.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { progressTo } from "../../toolchain/engine/progress.ts";
import { offlineFolder } from "../../toolchain/offline-variables.ts";
import { root } from "../../toolchain/root.ts";
import { type Base, deploymentIn, judgeBase } from "../../verdict/base/judge-base.ts";
import { tellResources } from "../../verdict/base/resources.ts";
import { sinceBase, withParts } from "../../verdict/base/since-base.ts";
import { changeOf, type Deployment, plannedBy, type State } from "../../verdict/deployment.ts";
import { exitCodeOf, exitCodes } from "../../verdict/exit-codes.ts";
import { wrongReferences } from "../../verdict/real.ts";
import { type StackVerdict, verdictOf } from "../../verdict/verdict.ts";
import { today } from "../today.ts";
import { type ComparedPlan, demandSameEffect } from "./plans/effect.ts";
import { loadPlans } from "./plans/load.ts";
import { openPlans } from "./plans/save.ts";

interface Options {
  readonly stacks: readonly StackDescription[];
  /** What serves offline engines, where it was started already, to load while this is read. */
  readonly services?: Services | undefined;
}

export interface ReviewOptions extends Options {
  /** Folder of the register. */
  readonly register: string;
  /** Day to judge as of, YYYY-MM-DD; offline only. */
  readonly asOf?: string;
  /** Show every property of every change. */
  readonly diff?: boolean;
}

/** What `preview` is asked for: besides the stacks, a file for each form of the report that is wanted. */
export interface PreviewOptions extends ReviewOptions, Readonly<Partial<Record<Form, string>>> {
  readonly live?: boolean;
  /** The commit that the change is compared with. */
  readonly base?: string;
  /** Folder for the plans. */
  readonly savePlans?: string;
  /** Look at what is really there first, and take any change for a violation. */
  readonly drift?: boolean;
}

export interface UpOptions extends ReviewOptions {
  readonly live?: boolean;
  /** Folder of the plans that are to be applied, with the commit that was reviewed. */
  readonly plans?: string;
  readonly commit?: string;
}

interface UpRun extends Run {
  /** Set by `up` when the plan was applied. */
  readonly applied?: boolean;
}

/** Progress goes to standard error, so that the report can be piped. */
function say(line: string): void {
  console.error(line);
}

/** How far the engine is that has to be fetched or built first. */
const progress = progressTo(process.stderr);

/**
 * `preview`: shows the diff, the violations and a verdict for each stack. Gives the exit code. Throws `RegisterError`,
 * `BadInput`, `Interrupted`, and errors of the set-up (engine, log-in).
 */
export async function review(options: PreviewOptions): Promise<number> {
  const live = options.live === true;
  if (live && options.asOf !== undefined) {
    throw new BadInput("--as-of is for offline runs: with real providers the rules judge as of today.");
  }
  const write = await openForms(options);
  const loaded = loadRegister(options.register);
  const plans =
    options.savePlans === undefined ? undefined : await openPlans(options.savePlans, root, options.register);
  const asOf = live ? undefined : (options.asOf ?? loaded.head.asOf);
  const setting = live ? await liveSetting(root) : await offlineSettingOf(options, asOf);
  const day = asOf ?? today();
  const base = options.base === undefined ? undefined : await judgedBase(options.base, options, day);
  const registers = new Map<StackDescription, Register | undefined>();
  const planned = new Map<string, readonly State[]>();
  const carryOut = async (stack: StackDescription, runOptions: RunOptions) => {
    const run = await preview(stack, runOptions, { plan: plans?.fileOf(stack.name), refresh: options.drift === true });
    registers.set(stack, deployedRegister(stack.register, run.events));
    const held = plannedBy(run.events);
    if (run.error === undefined) planned.set(stack.name, held);
    await tellResources(stack.name, held);
    return run;
  };
  const since = (verdict: StackVerdict, { register }: StackDescription) => {
    const known =
      base === undefined
        ? verdict
        : withParts(sinceBase(verdict, base, register, day), base, planned.get(verdict.stack));
    return options.drift === true ? withDrift(known) : known;
  };
  const stacks = await judgeStacks(options, setting, loaded, asOf, carryOut, since, (stack) => {
    return base === undefined ? undefined : deploymentIn(base, stack);
  });
  const deployed = deployedOf(options.stacks, registers);
  const report = assembleReport({
    ...{ mode: setting.mode, asOf: day, stacks, loaded, deployed },
    ...(base !== undefined && { base }),
  });
  await write(report);
  const withoutPlan = (await plans?.close(report)) ?? [];
  for (const stack of withoutPlan) say(`${stack}: no plan is kept, since its pack refuses what was there before.`);
  console.log(`${accessReport(report)}\n`);
  console.log(summary(stacks, setting.mode, asOf));
  sayDay(loaded, asOf !== undefined && options.asOf === undefined);
  return report.exitCode;
}

/** The offline setting of a command that judges a register. */
function offlineSettingOf({ services, register }: ReviewOptions, asOf: string | undefined): Promise<Setting> {
  return offlineSetting(root, services ?? offlineServices(resolve(register)), asOf, progress);
}

/** A stack of which something is not as the program says: any change is drift, where nobody proposes one. */
function withDrift(verdict: StackVerdict): StackVerdict {
  return verdict.verdict === "clean" && verdict.changes.length > 0 ? { ...verdict, verdict: "drifted" } : verdict;
}

/** Judges the commit that a change is compared with, before the change itself. */
async function judgedBase(ref: string, { stacks, register }: PreviewOptions, asOf: DateText): Promise<Base> {
  say(`judging ${ref} first …`);
  const base = await withInterruption((signal) =>
    judgeBase(ref, {
      ...{ root, asOf, signal, register: resolve(register), offline: offlineFolder(root) },
      ...(stacks.length < allStacks.length && { stacks: stacks.map(({ name }) => name) }),
    }),
  );
  for (const problem of base.problems) say(`${ref}: ${problem}`);
  return base;
}

/** The register that is deployed of each organisation: that of the first of its stacks that has one. */
function deployedOf(
  stacks: readonly StackDescription[],
  registers: ReadonlyMap<StackDescription, Register | undefined>,
): Partial<Record<RegisterId, Register>> {
  const found = stacks.flatMap((stack) => registers.get(stack) ?? []);
  return Object.fromEntries(found.toReversed().map((register) => [register.id, register]));
}

/**
 * `up`: previews each stack, and applies just what was previewed if nothing mandatory is violated. Offline, unless it is
 * given plans that were reviewed.
 */
export async function up(options: UpOptions): Promise<number> {
  if (options.plans !== undefined || options.commit !== undefined || options.live) return upReviewed(options);
  const loaded = loadRegister(options.register);
  const asOf = options.asOf ?? loaded.head.asOf;
  const setting = await offlineSettingOf(options, asOf);
  const seal = sealOf(root);
  const verdicts = await judgeStacks(options, setting, loaded, asOf, async (stack, runOptions) => {
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-plan-"));
    try {
      const plan = join(folder, "plan.json");
      const planned = await preview(stack, runOptions, { plan });
      const verdict = verdictOf(stack, planned, loaded.locate, asOf, filesOf(stack, loaded));
      if (underSeal(verdict, seal).verdict !== "clean") return planned;
      const applied = await apply(stack, runOptions, plan);
      return { ...applied, output: planned.output, applied: applied.error === undefined };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  console.log(summary(verdicts, setting.mode, asOf));
  sayDay(loaded, options.asOf === undefined);
  return exitCodeOf(verdicts);
}

/** Says how old the register's day is, where it was judged as of that. */
function sayDay(loaded: LoadedRegister, wasJudged: boolean): void {
  const note = wasJudged ? dayNote(loaded, today()) : undefined;
  if (note !== undefined) console.log(note);
}

/**
 * Applies what was reviewed. All is checked before anything is applied: what binds the plans to the commit, and, by new
 * previews, that the packs still pass and that each plan still does what it did. What is applied is the plan of the new
 * preview, which the engine made just now, and never a file that came from elsewhere. Throws `BadInput` where they differ.
 */
async function upReviewed({ plans, commit, live = false, asOf: day, ...options }: UpOptions): Promise<number> {
  if (plans === undefined || commit === undefined) {
    throw new BadInput(
      "Give --plans DIR and --commit SHA together; --live applies nothing but plans that were reviewed.",
    );
  }
  if (live && day !== undefined) throw new BadInput("--as-of is for offline runs.");
  const loaded = loadRegister(options.register);
  const asOf = live ? undefined : (day ?? loaded.head.asOf);
  const mode = live ? "live" : "offline";
  const bound = await loadPlans({ ...options, folder: plans, commit, root, mode, asOf: asOf ?? today() });
  const setting = live ? await liveSetting(root) : await offlineSettingOf(options, asOf);
  const stacks = bound.map(({ stack }) => stack);
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-plan-"));
  try {
    const fileOf = ({ name }: StackDescription) => join(folder, `${name}.json`);
    const judged = await judgeStacks({ ...options, stacks }, setting, loaded, asOf, (stack, runOptions) =>
      preview(stack, runOptions, { plan: fileOf(stack) }),
    );
    const exitCode = exitCodeOf(judged);
    if (exitCode !== exitCodes.clean) {
      console.log(`${summary(judged, setting.mode, asOf)}\nNothing was applied.`);
      return exitCode;
    }
    const plans = await demandSameEffect(bound, fileOf, judged);
    return await applyInOrder(plans, fileOf, {
      root,
      setting,
      register: resolve(options.register),
      ...(asOf !== undefined && { asOf }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Applies one stack after the other, and nothing more once one has failed. */
async function applyInOrder(
  plans: readonly ComparedPlan[],
  fileOf: (stack: StackDescription) => string,
  runOptions: Omit<RunOptions, "signal">,
): Promise<number> {
  const failed = await withInterruption(async (signal) => {
    for (const [at, { stack, plan }] of plans.entries()) {
      say(`${stack.name}: applying what was reviewed …`);
      const file = fileOf(stack);
      // As it was compared: programs of other stacks have run since.
      await writeFile(file, plan);
      const { events, error } = await orFailed(stack, signal, () => apply(stack, { ...runOptions, signal }, file));
      if (error !== undefined) {
        const rest = plans.slice(at + 1).map(({ stack: { name } }) => name);
        console.log(`${stack.name}: could not be applied. ${error}`);
        if (rest.length > 0) console.log(`Not begun: ${rest.join(", ")}.`);
        return true;
      }
      console.log(`${stack.name}: applied ${counted(changesOf(events).length, "change")}.`);
      const wrong = wrongReferences(changeOf(stack.register, events).after, stack.name, runOptions.asOf ?? today());
      for (const { message } of wrong) console.log(`${stack.name}: ${message}`);
      if (wrong.length > 0) return true;
    }
    return false;
  });
  return failed ? exitCodes.failed : exitCodes.clean;
}

/** `destroy`: takes the offline stacks down, protected resources included, since nothing real is lost. */
export async function destroy(options: Options): Promise<number> {
  const setting = await offlineSetting(root, options.services ?? offlineServices(), undefined, progress);
  const outcomes = await withInterruption(async (signal) => {
    const work = async (stack: StackDescription) => {
      say(`${stack.name}: taking down …`);
      const run = await orFailed(stack, signal, () => takeDown(stack, { root, setting, signal }));
      return { stack, ...run };
    };
    return eachInOrder(options.stacks, work, ({ stack, events, error, pending }) => {
      const deleted = changesOf(events).length;
      if (error !== undefined) console.log(`${stack.name}: could not be taken down. ${error}`);
      else if (deleted === 0) console.log(`${stack.name}: there was nothing to take down.`);
      else console.log(`${stack.name}: took down ${counted(deleted, "resource")}.`);
      for (const words of pending === undefined ? [] : pendingWords(stack.name, pending)) console.log(words);
    });
  });
  if (outcomes.some(({ error }) => error !== undefined)) return exitCodes.failed;
  const left = outcomes.some(({ pending }) => pending !== undefined && pending.operations.length > 0);
  return left ? exitCodes.pending : exitCodes.clean;
}

/** Runs the stacks, judges each, and reports them in their order. `since` may look at a verdict once more before that; `before` gives what a base has of a stack. */
async function judgeStacks(
  options: ReviewOptions,
  setting: Setting,
  loaded: LoadedRegister,
  asOf: string | undefined,
  carryOut: (stack: StackDescription, options: RunOptions) => Promise<UpRun>,
  since: (verdict: StackVerdict, stack: StackDescription) => StackVerdict = (verdict) => verdict,
  before: (stack: StackDescription) => Deployment | undefined = () => undefined,
): Promise<StackReport[]> {
  const judged = await withInterruption((signal) => {
    const register = resolve(options.register);
    const day = asOf ?? today();
    const runOptions = { root, setting, register, signal, ...(asOf !== undefined && { asOf }) };
    const seal = sealOf(root);
    const work = async (stack: StackDescription) => {
      say(`${stack.name}: ${stack.about} …`);
      const run = await orFailed(stack, signal, () => carryOut(stack, runOptions));
      const verdict = since(verdictOf(stack, run, loaded.locate, day, filesOf(stack, loaded), before(stack)), stack);
      return { run, verdict: underSeal(verdict, seal) };
    };
    return eachInOrder(options.stacks, work, ({ run, verdict }) => {
      const text = stackReport(verdict, run.applied === true, options.diff === true ? run.output : undefined);
      console.log(text.includes("\n") ? `${text}\n` : text);
    });
  });
  return judged.map(({ run, verdict }) => ({ ...verdict, diff: shownDiff(verdict, run.output) }));
}

/** A verdict that files gave which somebody wrote meanwhile is none. */
function underSeal(verdict: StackVerdict, seal: Seal): StackVerdict {
  const broken = seal.broken();
  return broken.length === 0 ? verdict : { ...verdict, verdict: "failed", problems: [...verdict.problems, ...broken] };
}

/** What a stack's records must be: the register as it was loaded, before anything ran. */
function filesOf({ register }: StackDescription, loaded: LoadedRegister): RegisterFiles {
  return registerFiles(loaded, register, root);
}

async function withInterruption<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, release } = interruption();
  try {
    return await work(signal);
  } finally {
    release();
  }
}

/** A stack that could not even be opened has failed, and the others are still judged. An interrupt ends them all. */
async function orFailed(
  { name }: StackDescription,
  signal: AbortSignal,
  carryOut: () => Promise<UpRun>,
): Promise<UpRun> {
  try {
    const run = await carryOut();
    signal.throwIfAborted();
    return run;
  } catch (error) {
    signal.throwIfAborted();
    if (process.env.GATEHOUSE_DEBUG) console.error(name, error);
    return { events: [], output: "", error: error instanceof Error ? error.message : String(error) };
  }
}
