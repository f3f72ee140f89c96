import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { explain } from "../../commands/explain.ts";
import { demandUsable, FolderUnusable, makeFolder } from "../../toolchain/make-folder.ts";

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-folder-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("folders are made as deep as need be, by several at once", async () => {
  const folder = join(await scratch(), "a/b/c/d");
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(join(folder, "e"))]);
  expect((await stat(join(folder, "e"))).isDirectory()).toBe(true);
});

test("one that can be used is left as it is", async () => {
  const folder = await scratch();
  await demandUsable(folder, "It", "VARIABLE");
  expect(await readdir(folder)).toEqual([]);
});

test.each<[string, (folder: string) => Promise<string> | string]>([
  ["in /proc", () => "/proc/x"],
  ["deep in /proc", () => "/proc/x/y/z"],
  ["of a process", () => "/proc/self/fd/x"],
  ["in /sys", () => "/sys/x"],
  ["a device", () => "/dev/full"],
  ["below a device", () => "/dev/null/x"],
  [
    "a file",
    async (folder) => {
      await writeFile(join(folder, "file"), "");
      return join(folder, "file");
    },
  ],
  [
    "below a file",
    async (folder) => {
      await writeFile(join(folder, "file"), "");
      return join(folder, "file/x");
    },
  ],
  [
    "a pipe",
    (folder) => {
      execFileSync("mkfifo", [join(folder, "pipe")]);
      return join(folder, "pipe");
    },
  ],
  [
    "a link to nowhere",
    async (folder) => {
      await symlink("nowhere", join(folder, "link"));
      return join(folder, "link");
    },
  ],
  [
    "a link to itself",
    async (folder) => {
      await symlink("loop", join(folder, "loop"));
      return join(folder, "loop");
    },
  ],
  ["a name that is too long", (folder) => join(folder, "x".repeat(300))],
  ["a name with a null", (folder) => `${folder}/a\0b`],
])("%s is refused at once, in words", async (_, place) => {
  const folder = await place(await scratch());
  const refused = await demandUsable(folder, "The offline set-up", "GATEHOUSE_OFFLINE_FOLDER").catch((error) => error);
  expect(refused).toBeInstanceOf(FolderUnusable);
  const { message, exitCode } = explain(refused, {});
  expect(exitCode).toBe(3);
  expect(message).toMatch(
    /^The offline set-up cannot be kept in .*Set GATEHOUSE_OFFLINE_FOLDER to a folder that can be written\./s,
  );
});
