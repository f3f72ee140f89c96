import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, loadavg, release, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { registerIds } from "../model/register.ts";
import { packOf, stacks } from "../stacks/catalogue.ts";
import { type Engine, findEngine } from "../toolchain/engine.ts";
import { ensureStack, prepareOffline } from "../toolchain/offline-environment.ts";
import { measurePreview, type PreviewRun, writeEmptyPack } from "./measure/preview.ts";
import { inRounds, type Job, type RoundsOptions } from "./measure/rounds.ts";
import { measureTask } from "./measure/task.ts";
import {
  type About,
  type JudgedResults,
  type LoadedResults,
  type PreviewResults,
  type Results,
  variants,
} from "./results.ts";
import { shipped } from "./synthetic/shipped.ts";
import { registerOfGrants, registerOfMoreResources } from "./synthetic/sizes.ts";
import { writeRegisterFiles } from "./synthetic/write-files.ts";

const minute = 60_000;

/** How much is measured. */
export interface Plan {
  /**
   * Resources of the stacks that are previewed, and minutes that all previews of that size may take. A stack that has
   * more from the project's own register is previewed as that is.
   */
  readonly previews: readonly { readonly resources: number; readonly minutes: number }[];
  /** Grants of the registers that are judged. */
  readonly grants: readonly number[];
  /** Grants of the registers that are loaded from files. */
  readonly loaded: readonly number[];
  readonly rounds: RoundsOptions["rounds"];
}

export interface MeasureOptions {
  /** The checkout. */
  readonly root: string;
  readonly plan: Plan;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Measures all of it, in a folder of its own that is removed afterwards. */
export async function measureAll(options: MeasureOptions): Promise<Results> {
  const { root, progress, signal } = options;
  const load = loadavg()[0] ?? 0;
  const engine = await findEngine({ progress, signal });
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
  try {
    const judged = await measureRules(options);
    const loaded = await measureLoading(options, folder);
    const previews = await measurePreviews(options, engine, folder);
    return { about: await about(root, engine, load), previews, judged, loaded };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function measureRules({ plan, progress, signal }: MeasureOptions): Promise<JudgedResults[]> {
  const cases = plan.grants.flatMap((grants) => registerIds.map((register) => ({ register, grants })));
  const jobs = cases.map(({ register, grants }) => ({
    title: `rules of ${register} over ${grants} grants`,
    run: () => measureTask({ judge: register, grants, repeats: grants > 10_000 ? 1 : 5 }, signal),
  }));
  progress("Rules over grants: about a minute.");
  const runs = await inRounds(jobs, { rounds: plan.rounds, budget: minute, progress, signal });
  return cases.map((each, index) => ({ ...each, runs: runs[index] ?? [] }));
}

async function measureLoading({ plan, progress, signal }: MeasureOptions, folder: string): Promise<LoadedResults[]> {
  const jobs = [];
  for (const grants of plan.loaded) {
    const register = join(folder, `loaded-${grants}`);
    await writeRegisterFiles(
      register,
      registerIds.map((id) => registerOfGrants[id](grants / registerIds.length)),
    );
    jobs.push({
      title: `load ${grants} grants`,
      run: () => measureTask({ load: register, repeats: grants > 1_000 ? 1 : 5 }, signal),
    });
  }
  progress("Loading a register: less than a minute.");
  const runs = await inRounds(jobs, { rounds: plan.rounds, budget: minute, progress, signal });
  return plan.loaded.map((grants, index) => ({ grants, runs: runs[index] ?? [] }));
}

async function measurePreviews(
  { root, plan, progress, signal }: MeasureOptions,
  engine: Engine,
  folder: string,
): Promise<PreviewResults[]> {
  const environment = await prepareOffline({ root, engine, folder: join(folder, "offline") });
  const emptyPack = join(folder, "empty-pack");
  await writeEmptyPack(root, emptyPack);
  const measured = stacks.flatMap((stack) => {
    const grow = registerOfMoreResources[stack.name];
    return grow === undefined ? [] : [{ ...stack, grow }];
  });
  progress("What the stacks have already: less than a minute.");
  const own = join(folder, "previewed-own");
  await writeRegisterFiles(own, Object.values(shipped().registers));
  const counts = new Map<string, number>();
  for (const { name } of measured) {
    await ensureStack(root, environment, name);
    const { resources } = await measurePreview({ root, environment, stack: name, register: own, signal });
    counts.set(name, resources);
  }

  const results: PreviewResults[] = [];
  for (const { resources, minutes } of plan.previews) {
    const register = join(folder, `previewed-${resources}`);
    await writeRegisterFiles(
      register,
      measured.map(({ name, grow }) => grow(Math.max(0, resources - (counts.get(name) ?? 0)))),
    );
    const jobs = measured.flatMap((stack) => {
      const packs = { bare: {}, "empty pack": { pack: emptyPack }, "own pack": { pack: join(root, packOf(stack)) } };
      return variants.map(
        (variant): Job<PreviewRun> => ({
          title: `preview of ${stack.name}, ${resources} resources, ${variant}`,
          run: () => measurePreview({ root, environment, stack: stack.name, register, ...packs[variant], signal }),
        }),
      );
    });
    progress(`Previews of ${resources} resources: about ${minutes} minutes.`);
    const runs = await inRounds(jobs, { rounds: plan.rounds, budget: minutes * minute, progress, signal });
    for (const [index, { name }] of measured.entries()) {
      const [bare = [], empty = [], own = []] = runs.slice(index * variants.length, (index + 1) * variants.length);
      results.push({ stack: name, runs: { bare, "empty pack": empty, "own pack": own } });
    }
  }
  return results;
}

async function about(root: string, engine: Engine, load: number): Promise<About> {
  const version = async (name: string): Promise<string> =>
    JSON.parse(await readFile(join(root, "node_modules", name, "package.json"), "utf8")).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    engine: engine.version,
    node: process.versions.node,
    sdk: await version("@pulumi/pulumi"),
    policySdk: await version("@pulumi/policy"),
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    load,
  };
}
