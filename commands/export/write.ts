import { createHash } from "node:crypto";
import { readdir, readFile, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { BadInput } from "../../toolchain/bad-input.ts";
import { makeFolder } from "../../toolchain/make-folder.ts";
import { replaceFile } from "../../toolchain/replace-file.ts";
import type { ExportedFile } from "./exported-file.ts";

/** Lists, in the export's folder, the files that an export made there: those alone it may change and remove. */
export const listName = ".gatehouse-export.json";

const plainPath = z.string().refine((path) => path.split("/").every((part) => !["", ".", ".."].includes(part)));
const digests = z.array(z.string().regex(/^[0-9a-f]{64}$/));
/** Version 1 said nothing of what was in the files. */
const list = z.union([
  z.strictObject({ version: z.literal(2), files: z.record(plainPath, digests) }),
  z
    .strictObject({ version: z.literal(1), files: z.array(plainPath) })
    .transform(({ files }) => ({ files: Object.fromEntries(files.map((path) => [path, undefined])) })),
]);

/** The files that an export made, each with the digests of what it wrote there; none where the list does not say. */
type Made = Readonly<Record<string, readonly string[] | undefined>>;

/** What became of the files of an export. */
export interface Written {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Writes an export into a folder of its own: each file is complete or as it was, and what an earlier export made and this
 * one does not is removed. Throws `BadInput` rather than write over anything that no export made, or remove it: neither a file that
 * was there before nor one that somebody has changed since.
 */
export async function writeExport(dir: string, files: readonly ExportedFile[]): Promise<Written> {
  const earlier = await earlierFiles(dir);
  const wanted = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  await refuseOthers(dir, earlier, wanted);
  const paths = files.map(({ path }) => path);
  const removed = Object.keys(earlier).filter((path) => !(path in wanted));
  const ours = Object.fromEntries(files.map(({ path, text }) => [path, [digestOf(text)]]));
  // Before anything else: were this to stop half way, the next export still knows what it may change and remove.
  const either = (path: string) => [...(earlier[path] ?? []), ...(ours[path] ?? [])];
  await writeList(dir, Object.fromEntries([...new Set([...paths, ...removed])].map((path) => [path, either(path)])));
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
  await writeList(dir, ours);
  return { written, unchanged, removed };
}

/** The files that an earlier export made in a folder; none in one that is empty or not there. */
async function earlierFiles(dir: string): Promise<Made> {
  const text = await textOf(join(dir, listName));
  if (text === undefined) {
    if ((await namesIn(dir)).length === 0) return {};
    throw new BadInput(
      `${dir} has files in it that no export made. Give an empty folder, or one of an earlier export.`,
    );
  }
  const parsed = list.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.files;
  throw new BadInput(`${join(dir, listName)} is not as an export left it. Restore it, or give another folder.`);
}

/** Looks at each file that is to be written or removed, all at once: it is not there, as an export left it, or as it is to be. */
async function refuseOthers(dir: string, earlier: Made, wanted: Readonly<Record<string, string>>): Promise<void> {
  const problems: string[] = [];
  for (const path of new Set([...Object.keys(wanted), ...Object.keys(earlier)])) {
    const text = await textOf(join(dir, path));
    if (text === undefined || text === wanted[path]) continue;
    if (!(path in earlier)) problems.push(`${join(dir, path)} is there, and no export made it`);
    else if (earlier[path]?.includes(digestOf(text)) === false)
      problems.push(`${join(dir, path)} is no longer as an export left it`);
  }
  if (problems.length > 0) throw new BadInput([...problems, "Move it away."].join("\n"));
}

function writeList(dir: string, files: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return replace(join(dir, listName), `${JSON.stringify({ version: 2, files: sorted }, null, 2)}\n`);
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Puts a text in place of a file, and makes the folders on the way to it. */
async function replace(target: string, text: string): Promise<void> {
  await makeFolder(dirname(target));
  await replaceFile(target, text);
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
