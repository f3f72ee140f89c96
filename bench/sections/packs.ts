import { join } from "node:path";
import { packOf, stacks } from "../../stacks/catalogue.ts";
import { progressTo } from "../../toolchain/engine/progress.ts";
import { findEngine } from "../../toolchain/engine.ts";
import { ensureStack, prepareOffline } from "../../toolchain/offline-environment.ts";
import { writeEmptyPack } from "../measure/empty-pack.ts";
import { measurePreview } from "../measure/preview.ts";
import { inRounds, type Job } from "../measure/rounds.ts";
import type { Row } from "../results.ts";
import { shipped } from "../synthetic/shipped.ts";
import { registerOfMoreResources } from "../synthetic/sizes.ts";
import { writeRegisterFiles } from "../synthetic/write-files.ts";
import { roundsWithin, type Setting } from "./setting.ts";

/** Previews with a stack's own pack against those with a pack that has no policies. */
export async function measurePacks(setting: Setting): Promise<Row[]> {
  const { root, folder, plan, progress, signal } = setting;
  const engine = await findEngine({ progress: progressTo(process.stderr), signal });
  const environment = await prepareOffline({ root, engine, folder: join(folder, "packs") });
  const emptyPack = join(folder, "empty-pack");
  await writeEmptyPack(root, emptyPack);
  const own = join(folder, "previewed-own");
  await writeRegisterFiles(own, Object.values(shipped().registers));
  progress(`Packs at ${plan.resources.toLocaleString("en")} resources: about five minutes.`);

  const register = join(folder, "previewed");
  const jobs: Job[] = [];
  for (const stack of stacks) {
    const grow = registerOfMoreResources[stack.name];
    if (grow === undefined) continue;
    await ensureStack(root, environment, stack.name);
    const preview = { root, environment, stack: stack.name, signal };
    const { resources } = await measurePreview({ ...preview, register: own });
    await writeRegisterFiles(register, [grow(Math.max(0, plan.resources - resources))]);
    const title = `${stack.name}, ${Math.max(resources, plan.resources).toLocaleString("en")} resources`;
    const job = (pack: string) => async () => (await measurePreview({ ...preview, register, pack })).run;
    jobs.push(
      { what: `${title}, empty pack`, run: job(emptyPack) },
      { what: `${title}, own pack`, against: `${title}, empty pack`, run: job(join(root, packOf(stack))) },
    );
  }
  return inRounds(jobs, roundsWithin(5, setting));
}
