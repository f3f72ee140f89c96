import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { askEngine } from "./ask-engine.ts";
import type { Setting } from "./setting.ts";

/**
 * Lifts the protection of everything in an offline stack; the Automation API has no call for it. Gives the engine's
 * complaint when it cannot.
 *
 * The engine writes a salt into the settings file of the stack, which is under version control. So it is shown a project
 * of that name in a folder that is thrown away.
 */
export async function unprotect(
  { command, environment }: Setting,
  { root, stack, signal }: { readonly root: string; readonly stack: string; readonly signal: AbortSignal },
): Promise<string | undefined> {
  const { name } = parse(await readFile(join(root, "Pulumi.yaml"), "utf8"));
  const scratch = await mkdtemp(join(tmpdir(), "gatehouse-unprotect-"));
  try {
    await writeFile(join(scratch, "Pulumi.yaml"), JSON.stringify({ name, runtime: "nodejs" }));
    const args = ["state", "unprotect", "--all", "--yes", "--stack", stack];
    const { complaint } = await askEngine({ command: command.command, args, folder: scratch, environment, signal });
    return complaint;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
