import { readFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { progressTo } from "../toolchain/engine/progress.ts";
import { findEngine } from "../toolchain/engine.ts";
import type { About } from "./results.ts";
import type { Setting } from "./sections/setting.ts";

/** Where and with what it is measured; the load is that before it began. What cannot be found out is "not known". */
export async function aboutThis({ root, signal }: Setting, load: number): Promise<About> {
  const version = async (name: string): Promise<string> =>
    JSON.parse(await readFile(join(root, "node_modules", name, "package.json"), "utf8")).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: await commitOf(root),
    engine: await findEngine({ progress: progressTo(process.stderr), signal }).then(
      ({ version }) => version,
      () => "not known",
    ),
    node: process.versions.node,
    sdk: await version("@pulumi/pulumi"),
    policySdk: await version("@pulumi/policy"),
    processor: cpus()[0]?.model ?? "not known",
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    load,
  };
}

async function commitOf(root: string): Promise<string> {
  const git = (...args: string[]) => execa("git", args, { cwd: root, reject: false });
  const [head, changes] = [await git("rev-parse", "--short=12", "HEAD"), await git("status", "--porcelain")];
  if (head.failed || changes.failed) return "not known";
  return changes.stdout === "" ? head.stdout : `${head.stdout} with changes`;
}
