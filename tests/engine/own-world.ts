import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inject, onTestFinished } from "vitest";
import { ensureStack } from "../../toolchain/offline-environment.ts";
import type { StateResource } from "./state.ts";
import { copyState, removeFolder, root, temporaryFolder, type World, worldIn } from "./world.ts";

/** A folder that goes away with the test. */
export async function ownFolder(): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** A set-up of the test's own, in which every stack is as `up` of the shipped register left it. */
export async function ownWorld(): Promise<World> {
  const base = inject("base");
  const world = await worldIn(await ownFolder(), base.engine, base.services);
  await copyState(base.folder, world.folder);
  return world;
}

/** A set-up of the test's own, in which a stack has been made and holds nothing. */
export async function emptyWorld(stack: string): Promise<World> {
  const { engine, services } = inject("base");
  const world = await worldIn(await ownFolder(), engine, services);
  await ensureStack(root, world.environment, stack);
  return world;
}

/** What is in the state of a stack, as the engine keeps it. */
export async function stateOf({ folder }: World, stack: string): Promise<StateResource[]> {
  const text = await readFile(join(folder, "state/.pulumi/stacks/gatehouse", `${stack}.json`), "utf8");
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: { resources?: StateResource[] } } };
  return checkpoint.latest?.resources ?? [];
}

/** The variables that have a program read a copy of the shipped register in which one text of a file is another. */
export async function registerWith(file: string, from: string, to: string): Promise<{ GATEHOUSE_REGISTER: string }> {
  const folder = await ownFolder();
  await cp(join(root, "register"), folder, { recursive: true });
  const text = await readFile(join(folder, file), "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`register/${file} does not hold exactly one ${JSON.stringify(from)}`);
  await writeFile(
    join(folder, file),
    text.replace(from, () => to),
  );
  return { GATEHOUSE_REGISTER: folder };
}

/** A project whose program is one of `tests/engine/programs`, as the folder to run in. */
export async function projectOf(program: string): Promise<string> {
  const folder = await ownFolder();
  const url = pathToFileURL(join(root, "tests/engine/programs", program)).href;
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(
      join(folder, "Pulumi.yaml"),
      JSON.stringify({
        name: "gatehouse",
        runtime: { name: "nodejs", options: { typescript: false } },
        main: "index.js",
      }),
    ),
    writeFile(join(folder, "package.json"), JSON.stringify({ name: "program", version: "0.0.0", type: "module" })),
    writeFile(join(folder, "index.js"), `await import(${JSON.stringify(url)});\n`),
    symlink(join(root, "node_modules"), join(folder, "node_modules")),
  ]);
  return folder;
}
