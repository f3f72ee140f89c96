import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startServices } from "../../driver/services/start.ts";
import { loadRegister } from "../../model/load.ts";
import { stacks } from "../../stacks/catalogue.ts";
import { progressTo } from "../../toolchain/engine/progress.ts";
import { findEngine } from "../../toolchain/engine.ts";
import { ensureStack } from "../../toolchain/offline-environment.ts";
import { offlineChildEnvironment } from "../../toolchain/offline-variables.ts";
import type { Base } from "./base.ts";
import { removeFolder, root, runPulumi, temporaryFolder, worldIn } from "./world.ts";

declare module "vitest" {
  interface ProvidedContext {
    base: Base;
  }
}

/** Gets the engine, makes every stack from the shipped register once, and removes it all when the tests are done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await findEngine({ progress: progressTo(process.stderr) });
  const folder = await temporaryFolder();
  try {
    const register = join(root, "register");
    const { head } = loadRegister(register);
    const { environment } = await worldIn(folder, engine);
    const services = await startServices(
      offlineChildEnvironment({ ...environment, GATEHOUSE_REGISTER: register }),
    ).asOf(head.asOf);
    const states = Object.fromEntries(stacks.map(({ name }) => [name, join(folder, `${name}.json`)]));
    const waiting = Object.entries(states);
    const makeStacks = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, file] = next;
        await ensureStack(root, environment, name);
        const up = ["up", "-s", name, "--yes", "--skip-preview"];
        for (const args of [
          up,
          // A site of GitHub Pages is told its name by the run after the one that makes it.
          ...(name === "ocp" ? [up] : []),
          ["stack", "export", "-s", name, "--show-secrets", "--file", file],
        ]) {
          const { exitCode, output } = await runPulumi(environment, args, { env: services.update });
          if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${exitCode}:\n${output}`);
        }
      }
    };
    // Two at a time: while one waits for its processes to start, the other computes.
    await Promise.all([makeStacks(), makeStacks()]);
    project.provide("base", { engine, folder, environment, services, states, asOf: head.asOf });
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
  return () => removeFolder(folder);
}
