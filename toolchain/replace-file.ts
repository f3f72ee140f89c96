import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/** Puts a text in place of a file, in one step: it is written beside it and renamed, so that nobody reads half a file. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const half = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(half, text);
    await rename(half, path);
  } finally {
    await rm(half, { force: true });
  }
}
