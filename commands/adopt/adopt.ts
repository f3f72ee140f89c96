import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { interruption } from "../../driver/interruption.ts";
import { preview } from "../../driver/run.ts";
import { offlineServices } from "../../driver/services/offline.ts";
import { liveSetting, offlineSetting, type Setting } from "../../driver/setting.ts";
import { type LoadedRegister, loadRegister } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import { type StackDescription, stacks } from "../../stacks/catalogue.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { progressTo } from "../../toolchain/engine/progress.ts";
import { makeFolder } from "../../toolchain/make-folder.ts";
import { answerOf } from "../../toolchain/offline-providers/services/answer.ts";
import { type Kept, keptBy } from "../../toolchain/offline-providers/services/kept.ts";
import { root } from "../../toolchain/root.ts";
import { exitCodes } from "../../verdict/exit-codes.ts";
import { type Answer, readAnswer } from "./answer.ts";
import type { Ask } from "./ask.ts";
import { script } from "./command-of.ts";
import { type AskService, askLive, gather } from "./gather.ts";
import { importFile } from "./import-file.ts";
import { leftovers } from "./leftovers.ts";
import { asksFor, claimedTwice, type Match, match, type Place, placeOf, toAdopt } from "./match.ts";
import { type Plan, readPlan } from "./planned.ts";
import { proposalFiles } from "./proposals.ts";
import { type Adoption, adoptionReport, unmanagedPage } from "./report.ts";

/** What `adopt` is asked for: one of the four ways to come by a listing, or to prepare for that. */
export interface AdoptOptions {
  readonly stack: StackDescription;
  /** Folder of the register. */
  readonly register: string;
  /** Folder of a listing. */
  readonly from?: string;
  /** Ask the real services, and use the real state. */
  readonly live?: boolean;
  /** Print the commands that make a listing. */
  readonly commands?: boolean;
  /** Folder for the listing that the made-up services give of what offline runs made. */
  readonly list?: string;
  /** Folder for what comes of it. */
  readonly out?: string;
}

/** The file of a listing of the made-up services that an offline import asks. */
export const offlineServicesFile = "offline-services.json";

/** What is printed, and the exit code. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

const progress = progressTo(process.stderr);

/**
 * `adopt`: finds what a stack declares at the services, and writes what is needed to take it over. Writes to no service and to
 * no state. Throws `RegisterError`, `BadInput`, `Interrupted`, and errors of the set-up.
 */
export async function adopt(options: AdoptOptions): Promise<Outcome> {
  demandOneWay(options);
  const loaded = loadRegister(options.register);
  const register = loaded.registers[options.stack.register];
  const ownOnes = stacks.filter((each) => each.register === options.stack.register);
  const { plans, setting } = await planAll(options, ownOnes, loaded);
  const plan = plans.get(options.stack);
  if (plan === undefined) throw new Error(`${options.stack.name} was not planned`);
  const place = placeOf(plan, register);
  const wanted = toAdopt(plan);
  const asks = asksFor(options.list === undefined ? wanted : plan.resources.filter(({ custom }) => custom), place);
  if (options.commands === true) return { lines: [script(asks).trimEnd()], exitCode: exitCodes.clean };
  if (options.list !== undefined) return listOffline(options.list, asks, setting, register);
  if (wanted.length === 0) {
    return {
      lines: [`${options.stack.name}: everything that it declares is in its state; there is nothing to adopt.`],
      exitCode: exitCodes.clean,
    };
  }
  const folder = resolve(options.from ?? join(options.out ?? "adopt", "listing"));
  if (options.live === true) await gather(asks, folder, askLive());
  return adoptFrom({ ...options, folder, plan, place, wanted, asks, register, plans });
}

function demandOneWay({ from, live, commands, list, out }: AdoptOptions): void {
  const ways = { "--from": from !== undefined, "--live": live === true, "--list": list !== undefined };
  const given = Object.entries(ways).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  const isLone = commands === true || list !== undefined;
  if (commands === true && list === undefined && from === undefined) return;
  if (given.length !== 1 || commands === true) {
    throw new BadInput(
      "Give one of --from DIR, --live, --list DIR and --commands; --live may go with --commands alone.",
    );
  }
  if (isLone && out !== undefined) throw new BadInput("--out goes with --from and --live.");
}

interface Planning {
  readonly plans: ReadonlyMap<StackDescription, Plan>;
  /** Where the stack that is adopted was planned. */
  readonly setting: Setting;
}

/**
 * Plans the stack where its state is, and the others of its register offline, to tell what is theirs: that needs none of
 * their credentials. Nothing is judged, and nothing applied.
 */
async function planAll(
  options: AdoptOptions,
  all: readonly StackDescription[],
  { head }: LoadedRegister,
): Promise<Planning> {
  const register = resolve(options.register);
  const { signal, release } = interruption();
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-adopt-"));
  // What offline runs made here is nothing that a real stack has; so a plan starts from nothing, unless those are asked about.
  const before = process.env.GATEHOUSE_OFFLINE_FOLDER;
  if (options.list === undefined) process.env.GATEHOUSE_OFFLINE_FOLDER = join(folder, "offline");
  try {
    const live = options.live === true ? await liveSetting(root) : undefined;
    const needsOthers = options.commands !== true && options.list === undefined;
    const others = needsOthers ? all : [options.stack];
    const offline =
      live === undefined || others.length > 1
        ? await offlineSetting(root, offlineServices(register), head.asOf, progress)
        : undefined;
    const plans = new Map<StackDescription, Plan>();
    for (const stack of others) {
      const setting = stack === options.stack && live !== undefined ? live : offline;
      if (setting === undefined) continue;
      console.error(`${stack.name}: planning …`);
      const file = join(folder, `${stack.name}.json`);
      const asOf = setting.mode === "offline" ? { asOf: head.asOf } : {};
      const run = await preview(stack, { root, setting, register, signal, ...asOf }, { plan: file, unjudged: true });
      if (run.error !== undefined) {
        throw new BadInput(`${stack.name} cannot be planned, so what it declares is not known. ${run.error}`);
      }
      plans.set(stack, await readPlan(file));
    }
    const setting = live ?? offline;
    if (setting === undefined) throw new Error("there is no setting");
    return { plans, setting };
  } finally {
    release();
    if (before === undefined) delete process.env.GATEHOUSE_OFFLINE_FOLDER;
    else process.env.GATEHOUSE_OFFLINE_FOLDER = before;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Has the made-up services list what offline runs made of all stacks, and keeps what an import asks them. */
async function listOffline(
  folder: string,
  asks: readonly Ask[],
  setting: Setting,
  register: Register,
): Promise<Outcome> {
  const kept: Kept[] = [];
  for (const { name } of stacks) kept.push(...keptBy([await setting.deploymentOf(name)]));
  if (kept.length === 0) {
    throw new BadInput("The offline services hold nothing yet: npm run up makes what the stacks declare.");
  }
  const zones = new Map(
    Object.entries(register.domains).flatMap(([name, { zoneId }]) =>
      zoneId === undefined ? [] : [[zoneId, name] as const],
    ),
  );
  const askOffline: AskService = async ({ service, words, of }) => answerOf(kept, zones, { service, words, ...of });
  await makeFolder(folder);
  await gather(asks, folder, askOffline);
  await writeFile(join(folder, offlineServicesFile), JSON.stringify(kept), { mode: 0o600 });
  return {
    lines: [`${folder}: ${asks.length} answers of the made-up services. No real service was contacted.`],
    exitCode: exitCodes.clean,
  };
}

interface From extends Pick<AdoptOptions, "stack" | "out"> {
  readonly folder: string;
  readonly plan: Plan;
  readonly place: Place;
  readonly wanted: Plan["resources"];
  readonly asks: readonly Ask[];
  readonly register: Register;
  readonly plans: Planning["plans"];
}

async function adoptFrom(given: From): Promise<Outcome> {
  const { folder, asks, plan, place, wanted, register, plans, stack } = given;
  const answers = new Map<string, Answer>();
  for (const ask of asks) answers.set(ask.file, await readAnswer(folder, ask));
  const matches = match(wanted, place, answers);
  const problems = [
    ...[...answers.values()].flatMap((answer) => ("problem" in answer ? [answer.problem] : [])),
    ...claimedTwice(matches),
    ...matches.flatMap(({ planned, found }) =>
      found.is === "untold" && found.why !== undefined ? [`${planned.type} ${planned.name}: ${found.why}`] : [],
    ),
  ];
  const all: Match[] = [...plans].flatMap(([each, other]) => {
    const own = each === stack ? place : placeOf(other, register);
    return match(
      other.resources.filter(({ custom }) => custom),
      own,
      answers,
    );
  });
  const left = leftovers(asks, answers, all, register);
  const adoption: Adoption = { stack: stack.name, matches, problems, left, asks: asks.length };
  if (problems.length > 0) return { lines: adoptionReport(adoption), exitCode: exitCodes.failed };
  const out = resolve(given.out ?? "adopt");
  const files = await write(out, adoption, JSON.stringify(importFile(plan, matches), undefined, 2), register);
  const isWhole = matches.every(({ found }) => found.is === "there");
  return {
    lines: adoptionReport(adoption, { out, files }),
    exitCode: isWhole ? exitCodes.clean : exitCodes.violations,
  };
}

/** Writes what comes of it; gives the paths, as they are from the folder. */
async function write(out: string, adoption: Adoption, imports: string, { id }: Register): Promise<readonly string[]> {
  const proposals = [...proposalFiles(adoption.left)].map(
    ([name, text]) => [join("proposals", id, name), text] as const,
  );
  const files = [["import.json", `${imports}\n`], ["unmanaged.md", unmanagedPage(adoption)], ...proposals] as const;
  for (const [name, text] of files) {
    const file = join(out, name);
    await makeFolder(dirname(file));
    // The sealed values of secrets stand in the first one, encrypted.
    await writeFile(file, text, { mode: 0o600 });
  }
  return files.map(([name]) => name);
}
