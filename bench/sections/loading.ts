import { join } from "node:path";
import { registerIds } from "../../model/register.ts";
import { inRounds, type Job } from "../measure/rounds.ts";
import { measureTask } from "../measure/task.ts";
import type { Row } from "../results.ts";
import { registerOfGrants } from "../synthetic/sizes.ts";
import { writeRegisterFiles } from "../synthetic/write-files.ts";
import { roundsWithin, type Setting } from "./setting.ts";

/** Loading a register from its files. A size that the loader does not take says so in its row. */
export async function measureLoading(setting: Setting): Promise<Row[]> {
  const { plan, folder, progress, signal } = setting;
  const [fewest] = plan.loaded;
  const what = (grants: number) => `load ${grants.toLocaleString("en")} grants`;
  const jobs: Job[] = [];
  for (const grants of plan.loaded) {
    const load = join(folder, `loaded-${grants}`);
    await writeRegisterFiles(
      load,
      registerIds.map((id) => registerOfGrants[id](grants / registerIds.length)),
    );
    jobs.push({
      what: what(grants),
      grants,
      ...(fewest !== undefined && grants > fewest && { against: what(fewest) }),
      run: () => measureTask({ load, repeats: grants > 1_000 ? 1 : 5 }, signal),
    });
  }
  progress("Loading a register: about a minute.");
  return inRounds(jobs, roundsWithin(1, setting));
}
