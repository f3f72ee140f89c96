import { chmod, cp, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { engineFolder } from "../../toolchain/engine/cache.ts";
import { findEngine } from "../../toolchain/engine.ts";
import { fakeGo, machine, PINNED } from "./engine-fakes.ts";

/** A machine that has built its engine. */
async function built() {
  const on = await machine();
  await fakeGo(on);
  const { command } = await findEngine(on.options);
  return { on, command, folder: engineFolder(on.cache, PINNED, "built") };
}

test.each<[string, (file: string) => Promise<void>]>([
  ["empty", (file) => truncate(file, 0)],
  ["cut off", (file) => truncate(file, 9)],
  ["gone", (file) => rm(file)],
  ["not to be run", (file) => chmod(file, 0o644)],
  [
    "other bytes of the same length and time",
    async (file) => {
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replaceAll(/[a-z]/g, "x"));
      await utimes(file, 1_000_000, 1_000_000);
    },
  ],
])("an engine in the cache that is %s is found and built anew, which is said", async (_, spoil) => {
  for (const name of ["pulumi", "pulumi-language-nodejs"]) {
    const { on, command, folder } = await built();
    await spoil(join(folder, "bin", name));
    expect(await findEngine(on.options)).toEqual({ command, version: PINNED, origin: "built" });
    expect(await on.logged()).toHaveLength(2);
    expect(await findEngine(on.options)).toMatchObject({ origin: "cache" });
    expect(await on.logged()).toHaveLength(2);
  }
});

test("is said with what is wrong", async () => {
  const { on, command } = await built();
  await truncate(command, 0);
  await findEngine(on.options);
  expect(on.shown.join("\n")).toContain(
    "is spoilt: bin/pulumi is not what was put there. Another is put in its place.",
  );
});

test("one that was copied is the same", async () => {
  const { on, folder } = await built();
  await cp(folder, `${folder}.copy`, { recursive: true });
  await rm(folder, { recursive: true });
  await cp(`${folder}.copy`, folder, { recursive: true });
  expect(await findEngine(on.options)).toMatchObject({ origin: "cache" });
  expect(await on.logged()).toHaveLength(1);
});

test("one of which nothing was noted has to run, and is known from then on", async () => {
  const { on, command, folder } = await built();
  await rm(join(folder, "digests.json"));
  expect(await findEngine(on.options)).toMatchObject({ origin: "cache" });
  await truncate(command, 3);
  expect(await findEngine(on.options)).toMatchObject({ origin: "built" });

  await rm(join(folder, "digests.json"));
  await writeFile(command, "#!/bin/sh\nexit 139\n");
  expect(await findEngine(on.options)).toMatchObject({ origin: "built" });
});
