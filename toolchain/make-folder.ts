import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes a folder and those above it. Node.js' own way to do that never returns where a file system takes no new folders and
 * says that there is no such thing, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await isFolder(path))) return;
    const above = dirname(path);
    if (code !== "ENOENT" || above === path) throw error;
    await makeFolder(above);
    // The folder above is there, so what is not there now is no place for folders. Another may have made this one meanwhile.
    await mkdir(path).catch(async (again: NodeJS.ErrnoException) => {
      if (again.code !== "EEXIST" || !(await isFolder(path))) throw again;
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A folder cannot be used for what has to be kept in it; the message says why, and how to name another. */
export class FolderUnusable extends Error {
  override readonly name = "FolderUnusable";
}

/**
 * Makes a folder, if it is not there, and a file in it, which goes away again. `what` is to be kept there, and `variable`
 * names another place for it. Throws {@link FolderUnusable}.
 */
export async function demandUsable(folder: string, what: string, variable: string): Promise<void> {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, "a file can be written here\n");
  } catch (error) {
    throw new FolderUnusable(
      `${what} cannot be kept in ${folder} (${(error as Error).message}). Set ${variable} to a folder that can be written.`,
      { cause: error },
    );
  } finally {
    await rm(probe, { force: true }).catch(() => {}); // what kept it from being made is told
  }
}
