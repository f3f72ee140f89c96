import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes a policy pack without a single policy: what it costs is what packs cost before they judge anything. */
export async function writeEmptyPack(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(
      join(folder, "PulumiPolicy.yaml"),
      "runtime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
    ),
    writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: "empty", version: "0.0.0", private: true, type: "module", main: "index.js" }),
    ),
    writeFile(
      join(folder, "index.js"),
      'import { PolicyPack } from "@pulumi/policy";\nnew PolicyPack("empty", { policies: [] });\n',
    ),
    symlink(join(root, "node_modules"), join(folder, "node_modules")),
  ]);
}
