import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, fillFolder, withLock } from "../../../toolchain/engine/cache.ts";
import { executablesOnPath } from "../../../toolchain/engine/probe.ts";
import { runChild } from "../../../toolchain/engine/run-child.ts";

/** The linter of GitHub's workflows, at the version that the templates are held against. */
const version = "1.7.12";
const module = `github.com/rhysd/actionlint/cmd/actionlint@v${version}`;

/**
 * Path of actionlint: from the cache, where the first run on a machine puts it with `go install`. Throws an error for
 * people where there is no Go or the module cannot be had; the check is never skipped.
 */
export async function actionlint(): Promise<string> {
  const tools = join(cacheFolder(process.env), "tools");
  const folder = join(tools, `actionlint-${version}-${process.platform}-${process.arch}`);
  const executable = join(folder, "actionlint");
  await withLock(tools, { progress: console.error }, async () => {
    if (existsSync(executable)) return;
    const [go] = await executablesOnPath("go", process.env.PATH);
    if (go === undefined) throw new Error(`There is no go on PATH, which builds actionlint ${version}: install Go.`);
    await fillFolder(folder, async (temporary) => {
      const env = { ...process.env, GOBIN: temporary, CGO_ENABLED: "0", GOFLAGS: "-trimpath" };
      const { code, stderr } = await runChild({ command: go, args: ["install", module], cwd: tools, env });
      if (code !== 0) throw new Error(`go install ${module} failed:\n${stderr}`);
    });
  });
  return executable;
}

/** What actionlint finds in a workflow, a line for each; what stands in its shell scripts is not looked at. */
export async function lint(executable: string, workflow: string): Promise<string[]> {
  const result = await runChild({
    command: executable,
    args: ["-no-color", "-oneline", "-shellcheck=", "-pyflakes=", "-config-file=/dev/null", workflow],
  });
  if (result.code !== 0 && result.code !== 1)
    throw new Error(`actionlint could not judge ${workflow}: ${result.stderr}`);
  return result.stdout.split("\n").filter((line) => line !== "");
}
