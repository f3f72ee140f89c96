import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { BadInput } from "../review/bad-input.ts";
import { makeFolder } from "../toolchain/make-folder.ts";
import type { ExportedFile } from "./exported-file.ts";

/** Lists, in the export's folder, the files that an export made there: those alone it may change and remove. */
export const listName = ".gatehouse-export.json";

const plainPath = z.string().refine((path) => path.split("/").every((part) => !["", ".", ".."].includes(part)));
const list = z.strictObject({ version: z.literal(1), files: z.array(plainPath) });

/** What became of the files of an export. */
export interface Written {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Writes an export into a folder of its own: each file is complete or as it was, and what an earlier export made and this
 * one does not is removed. Throws `BadInput` rather than write over anything that no export made.
 */
export async function writeExport(dir: string, files: readonly ExportedFile[]): Promise<Written> {
  const earlier = await earlierFiles(dir);
  const paths = files.map(({ path }) => path);
  await refuseOthers(
    dir,
    paths.filter((path) => !earlier.includes(path)),
  );
  const removed = earlier.filter((path) => !paths.includes(path));
  // Before anything else: were this to stop half way, the next export still knows what it may remove.
  await writeList(dir, [...paths, ...removed]);
  const written: string[] = [];
  const unchanged: string[] = [];
  for (const { path, text } of files) {
    const target = join(dir, path);
    if ((await textOf(target)) === text) {
      unchanged.push(path);
      continue;
    }
    await replace(target, text);
    written.push(path);
  }
  for (const path of removed) await remove(dir, path);
  await writeList(dir, paths);
  return { written, unchanged, removed };
}

/** The files that an earlier export made in a folder; none in one that is empty or not there. */
async function earlierFiles(dir: string): Promise<string[]> {
  const text = await textOf(join(dir, listName));
  if (text === undefined) {
    if ((await namesIn(dir)).length === 0) return [];
    throw new BadInput(
      `${dir} has files in it that no export made. Give an empty folder, or one of an earlier export.`,
    );
  }
  const parsed = list.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.files;
  throw new BadInput(`${join(dir, listName)} is not as an export left it. Restore it, or give another folder.`);
}

async function refuseOthers(dir: string, paths: readonly string[]): Promise<void> {
  const others: string[] = [];
  for (const path of paths) if ((await textOf(join(dir, path))) !== undefined) others.push(join(dir, path));
  if (others.length === 0) return;
  throw new BadInput([...others.map((path) => `${path} is there, and no export made it`), "Move it away."].join("\n"));
}

function writeList(dir: string, files: readonly string[]): Promise<void> {
  return replace(join(dir, listName), `${JSON.stringify({ version: 1, files: files.toSorted() }, null, 2)}\n`);
}

/** Writes beside the target and renames, so that nobody reads half a file. */
async function replace(target: string, text: string): Promise<void> {
  await makeFolder(dirname(target));
  const half = `${target}.${randomUUID()}.new`;
  try {
    await writeFile(half, text);
    await rename(half, target);
  } finally {
    await rm(half, { force: true });
  }
}

/** Removes a file, and the folders that are empty without it. */
async function remove(dir: string, path: string): Promise<void> {
  await rm(join(dir, path), { force: true });
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    if ((await namesIn(join(dir, folder))).length > 0) return;
    await rmdir(join(dir, folder)).catch(ignoreMissing);
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(ignoreMissing);
}

async function namesIn(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(ignoreMissing)) ?? [];
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
