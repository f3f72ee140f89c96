import { lstat, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";

let sequence = 0;
const temporaryName = (path: string) => `${path}.tmp-${process.pid}-${sequence++}`;

/** Makes `path` an executable script of this text, in one step; does nothing when it is one already. */
export async function writeScript(path: string, text: string): Promise<void> {
  const status = await lstat(path).catch(() => undefined);
  // Nothing but a file is read: a pipe would never come to an end.
  const current = status?.isFile() ? await readFile(path, "utf8").catch(() => undefined) : undefined;
  if (current === text && status !== undefined && (status.mode & 0o100) !== 0) return;
  await makeFolder(dirname(path));
  const temporary = temporaryName(path);
  await writeFile(temporary, text, { mode: 0o755 });
  await rename(temporary, path);
}

/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
