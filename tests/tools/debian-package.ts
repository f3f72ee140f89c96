import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ExecaError, execa } from "execa";
import { cacheFolder, fillFolder } from "../../toolchain/engine/cache.ts";

/**
 * The folder that a Debian package is unpacked in, without installing it: nothing of the system changes, no service is
 * started. Downloaded once, then kept in the project's cache folder. Throws where there is no Debian.
 */
export async function debianPackage(name: string): Promise<string> {
  const folder = join(cacheFolder(process.env), "debian", `${name}-${process.arch}`);
  if ((await readdir(folder).catch(() => [])).length > 0) return folder;
  await fillFolder(folder, async (temporary) => {
    const download = join(temporary, "download");
    await mkdir(download);
    await aptDownload(name, download);
    const [archive] = await readdir(download);
    if (archive === undefined) throw new Error(`apt-get download ${name} left nothing`);
    await execa("dpkg-deb", ["-x", join(download, archive), temporary]);
    await rm(download, { recursive: true });
  });
  return folder;
}

async function aptDownload(name: string, cwd: string): Promise<void> {
  const download = () => execa("apt-get", ["download", name], { cwd });
  try {
    await download();
  } catch {
    // A fresh machine has no package lists yet.
    try {
      await execa("apt-get", ["update"]);
      await download();
    } catch (error) {
      throw new Error(
        `These tests need the Debian package ${name}, and apt-get could not get it: ${(error as ExecaError).shortMessage}. Install it, and try again.`,
      );
    }
  }
}
