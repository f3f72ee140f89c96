import { lstat, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

let sequence = 0;
const temporaryName = (path: string) => `${path}.tmp-${process.pid}-${sequence++}`;

/** Makes `path` an executable script of this text, in one step; does nothing when it is one already. */
export async function writeScript(path: string, text: string): Promise<void> {
  const [current, status] = await Promise.all([
    readFile(path, "utf8").catch(() => undefined),
    lstat(path).catch(() => undefined),
  ]);
  if (current === text && status?.isFile() && (status.mode & 0o100) !== 0) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  await writeFile(temporary, text, { mode: 0o755 });
  await rename(temporary, path);
}

/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
