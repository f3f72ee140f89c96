import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { jsonReport } from "../../../report/json.ts";
import type { Report } from "../../../report/report.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { makeFolder } from "../../../toolchain/make-folder.ts";
import { checkoutOf } from "./checkout.ts";
import { effectOf, sha256 } from "./digest.ts";
import { manifestFile, type PlansManifest, planFile, reportFile } from "./manifest.ts";
import { registerDigest } from "./register-digest.ts";

/** A folder that plans are being saved in. */
export interface OpenPlans {
  /** The file for a stack's plan, for the engine to write. */
  fileOf(stack: string): string;
  /**
   * Keeps the plans of what was found clean, with what binds them to the commit. Gives the clean stacks that have none: the
   * engine makes no plan while a pack refuses something, also what was there before the change and does not block it.
   */
  close(report: Report): Promise<readonly string[]>;
}

/**
 * Makes a folder ready for plans, before minutes are spent on them. Throws `BadInput` where there is something in it, or
 * where the checkout is no commit.
 */
export async function openPlans(folder: string, root: string, register: string): Promise<OpenPlans> {
  const before = await checkoutOf(root);
  const digest = registerDigest(register);
  const target = resolve(folder);
  await makeFolder(target).catch((error: Error) => {
    throw new BadInput(`--save-plans ${folder} cannot be made: ${error.message}`);
  });
  if ((await readdir(target)).length > 0) {
    throw new BadInput(
      `--save-plans ${folder} is not empty; name a new folder, so that no old plan is taken for a new one.`,
    );
  }
  return {
    fileOf: (stack) => join(target, planFile(stack)),
    close: async (report) => {
      const { commit, tree } = await checkoutOf(root);
      if (commit !== before.commit || tree !== before.tree || registerDigest(register) !== digest) {
        await rm(target, { recursive: true });
        throw new BadInput("The checkout has changed while the plans were made; nothing is saved. Make them again.");
      }
      const text = jsonReport(report);
      const stacks = await Promise.all(report.stacks.map((each) => bound(target, each)));
      const manifest: PlansManifest = {
        version: 1,
        mode: report.mode,
        commit,
        tree,
        asOf: report.asOf,
        register: digest,
        report: sha256(text),
        stacks,
      };
      await writeFile(join(target, reportFile), text);
      await writeFile(join(target, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
      return stacks.flatMap(({ stack, verdict, plan }) => (verdict === "clean" && plan === undefined ? [stack] : []));
    },
  };
}

/** What the manifest has of a stack. The plan of one that is not clean is thrown away. */
async function bound(
  folder: string,
  { stack, verdict, diff }: Report["stacks"][number],
): Promise<PlansManifest["stacks"][number]> {
  const file = join(folder, planFile(stack));
  if (verdict !== "clean") {
    await rm(file, { force: true });
    return { stack, verdict };
  }
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return { stack, verdict };
  return { stack, verdict, plan: { file: sha256(text), effect: effectOf(text, diff) } };
}
