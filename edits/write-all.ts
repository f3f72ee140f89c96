import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { unfinishedEdit } from "../model/load/folder.ts";
import { BadInput } from "../toolchain/bad-input.ts";
import { isThere } from "../toolchain/processes.ts";
import type { ChangedFile } from "./changed-file.ts";

/** What is put down before the first file is written: how to take back what was written, and who writes. */
const journal = z.strictObject({
  pid: z.number(),
  files: z.array(z.strictObject({ file: z.string(), before: z.string(), text: z.string() })),
});

/**
 * Writes all files of an edit, or none. Whoever is killed in between leaves a journal in the register's folder: the loader
 * refuses the register until `takeBack` has put the files back. Throws `BadInput` where a file has changed since it was read,
 * or somebody else writes; `onWritten` is told of each file.
 */
export function writeAll(
  register: string,
  files: readonly ChangedFile[],
  onWritten: (file: string) => void = () => {},
) {
  if (files.length === 0) return;
  const path = join(register, unfinishedEdit);
  const shown = files.map(({ file, ...texts }) => ({ file: relative(register, file), ...texts }));
  create(path, JSON.stringify({ pid: process.pid, files: shown }));
  const changed = files.find(({ file, before }) => textOf(file) !== before);
  if (changed !== undefined) {
    rmSync(path);
    throw new BadInput(`${changed.file} has changed meanwhile, so nothing was written; run it again.`);
  }
  try {
    for (const { file, text } of files) {
      replace(file, text);
      onWritten(file);
    }
  } catch (error) {
    putBack(files);
    throw error;
  } finally {
    rmSync(path);
  }
}

/**
 * Puts back the files of an edit that broke off while it was written, and says which; nothing where none did. Throws
 * `BadInput` where whoever writes is still at it, or somebody has changed one of its files since.
 */
export function takeBack(register: string): string[] {
  const path = join(register, unfinishedEdit);
  const text = textOf(path);
  if (text === "") return [];
  const { pid, files } = journalIn(text);
  if (pid > 0 && pid !== process.pid && isThere(pid))
    throw new BadInput(`Process ${pid} writes to ${register} just now; wait for it.`);
  const whole = files.map(({ file, ...texts }) => ({ file: join(register, file), ...texts }));
  const odd = whole.filter((each) => ![each.before, each.text].includes(textOf(each.file)));
  if (odd.length > 0) {
    throw new BadInput(
      `An edit broke off, and ${odd.map(({ file }) => file).join(" and ")} has changed since: mend it by hand, and delete ${path}.`,
    );
  }
  const written = putBack(whole);
  rmSync(path);
  return written;
}

function putBack(files: readonly ChangedFile[]): string[] {
  const written = files.filter(({ file, before }) => textOf(file) !== before);
  for (const { file, before } of written) {
    if (before === "") rmSync(file);
    else replace(file, before);
  }
  return written.map(({ file }) => file);
}

function journalIn(text: string): z.infer<typeof journal> {
  try {
    return journal.parse(JSON.parse(text));
  } catch {
    // It is put down whole before anything is written, so nothing was.
    return { pid: 0, files: [] };
  }
}

/** Puts a file down under its name, whole; one that is there already is somebody else's. */
function create(path: string, text: string): void {
  const half = halfOf(path);
  writeFileSync(half, text, { flush: true });
  try {
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new BadInput(`${path} is there: somebody else writes to the register just now.`);
  } finally {
    rmSync(half);
  }
}

/** Puts another text in place of a file, in one step; what a link leads to, and who may read it, stay. */
function replace(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const target = existsSync(file) ? realpathSync(file) : file;
  const half = halfOf(target);
  writeFileSync(half, text, { flush: true, ...(existsSync(target) && { mode: statSync(target).mode }) });
  renameSync(half, target);
}

/** Hidden, so that nobody takes it for a file of the register. */
function halfOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.half`);
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
