import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { cacheFolder, fillFolder, withLock } from "../../toolchain/engine/cache.ts";

/**
 * The folder of the Python tools of `requirements.txt`: moto, which answers as AWS does, AWS's own command line and SDK. From the
 * cache, where the first run on a machine puts them; nothing of the system's Python changes. Throws where they cannot be had.
 */
export async function pythonTools(): Promise<string> {
  const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));
  const digest = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex")
    .slice(0, 12);
  const { stdout: python } = await execa("python3", [
    "-c",
    "import sysconfig; print(sysconfig.get_platform() + '-' + sysconfig.get_python_version())",
  ]);
  const tools = join(cacheFolder(process.env), "tools");
  const folder = join(tools, `aws-${digest}-${python}`);
  await withLock(tools, { progress: console.error }, async () => {
    if (existsSync(folder)) return;
    await fillFolder(folder, async (temporary) => {
      // What pins every package needs none resolved; wheels alone, so that nothing of a package is run here.
      const args = ["--no-deps", "--only-binary", ":all:", "--target", temporary, "-r", requirements];
      const { failed, stderr } = await execa("python3", ["-m", "pip", "install", ...args], { reject: false });
      if (failed) throw new Error(`python3 -m pip install -r ${requirements} failed; Python needs pip:\n${stderr}`);
    });
  });
  return folder;
}

/** What has Python find the tools in that folder, and a shell their commands. */
export function pythonEnvironment(folder: string, path: string): Record<string, string> {
  return { PYTHONPATH: folder, PATH: `${join(folder, "bin")}:${path}`, PYTHONDONTWRITEBYTECODE: "1" };
}
