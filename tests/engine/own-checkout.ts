import { existsSync } from "node:fs";
import { cp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { inject } from "vitest";
import { asNpmRunsIn } from "../as-npm-runs.ts";
import { commitAll } from "../commands/preview/plans/repository.ts";
import { rooms } from "../rooms.ts";
import { type Outcome, root, run, type World } from "./world.ts";

/** A checkout of the project as it is here, in which a test may commit. */
export interface OwnCheckout {
  readonly folder: string;
  /** The commit that holds the project as it is here. */
  readonly commit: string;
  /** Nothing of the user's own but where packages and the engine are, with an offline set-up in that folder. */
  environmentOf(offline: string): Record<string, string>;
  /** Runs a command of it on a state, whose set-up is from then on that of this checkout: so never that of all tests. */
  run(world: Pick<World, "folder">, ...args: string[]): Promise<Outcome>;
}

/** Puts what the commands need into a folder, which becomes a repository with one commit. */
export async function checkoutIn(folder: string): Promise<OwnCheckout> {
  const folders = [...rooms, "docs", "register"];
  const files = (await readdir(root)).filter((name) => /^(Pulumi.*\.yaml|package\.json|\.gitignore)$/.test(name));
  for (const name of [...folders, ...files]) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  // What Node.js has compiled of the packages, which the two have in common.
  for (const kept of ["compile-cache", "compile-cache-programs"].map((name) => join(".gatehouse", name))) {
    const from = join(root, kept);
    if (existsSync(from)) await cp(from, join(folder, kept), { recursive: true });
  }
  const { HOME, TMPDIR, XDG_CACHE_HOME, GATEHOUSE_CACHE } = process.env;
  const own = Object.entries({ HOME, TMPDIR, XDG_CACHE_HOME, GATEHOUSE_CACHE }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const environmentOf = (offline: string) => ({
    ...Object.fromEntries(own),
    PATH: [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
    GATEHOUSE_OFFLINE_FOLDER: offline,
  });
  return {
    folder,
    commit: await commitAll(folder),
    environmentOf,
    run: (world, ...args) => {
      if (world.folder === inject("base").folder) throw new Error("this set-up belongs to all tests; copy its state");
      return run(process.execPath, [...asNpmRunsIn(folder), join(folder, "commands/main.ts"), ...args], {
        cwd: folder,
        env: environmentOf(world.folder),
      });
    },
  };
}

/** Changes one text of a file of the register, which is there exactly once, and commits it. */
export async function edit({ folder }: OwnCheckout, file: string, from: string, to: string): Promise<string> {
  const path = join(folder, "register", file);
  const text = await readFile(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold exactly one ${JSON.stringify(from)}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
  return commitAll(folder);
}
