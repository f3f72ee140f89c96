import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder, fillFolder, withLock } from "../../toolchain/engine/cache.ts";

const version = "1.32.0";

/**
 * Path of zizmor, which looks for what makes workflows unsafe: from the cache, where the first run on a machine puts the wheel
 * that PyPI has. Throws where it cannot be had; the check is never skipped.
 */
export async function zizmor(): Promise<string> {
  const tools = join(cacheFolder(process.env), "tools");
  const folder = join(tools, `zizmor-${version}-${process.platform}-${process.arch}`);
  const executable = join(folder, "bin/zizmor");
  await withLock(tools, { progress: console.error }, async () => {
    if (existsSync(executable)) return;
    await fillFolder(folder, async (temporary) => {
      const wanted = `zizmor==${version}`;
      const args = ["-m", "pip", "install", "--no-deps", "--only-binary", ":all:", "--target", temporary, wanted];
      const { failed, stderr } = await execa("python3", args, { reject: false });
      if (failed) throw new Error(`python3 -m pip install ${wanted} failed; install Python with pip:\n${stderr}`);
    });
  });
  return executable;
}
