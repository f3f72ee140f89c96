import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type StackDescription, stacks } from "../../../stacks/catalogue.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { checkoutOf } from "./checkout.ts";
import { sha256 } from "./digest.ts";
import { manifestFile, type PlansManifest, parseManifest, planFile, reportFile } from "./manifest.ts";
import { registerDigest } from "./register-digest.ts";

/** What is to be applied, and where it must come from. */
export interface PlansOrder {
  readonly folder: string;
  /** The commit that was reviewed. */
  readonly commit: string;
  readonly root: string;
  /** Folder of the register. */
  readonly register: string;
  readonly mode: "offline" | "live";
  /** The day that the packs judge as of now. */
  readonly asOf: string;
}

/** A plan that may be applied. */
export interface BoundPlan {
  readonly stack: StackDescription;
  readonly file: string;
  /** What it does. */
  readonly effect: string;
}

/**
 * The plans of a folder, once all of it agrees: the commit and what is checked out, the day, the register, and every digest.
 * Throws `BadInput` with everything that does not.
 */
export async function loadPlans(order: PlansOrder): Promise<BoundPlan[]> {
  const { folder } = order;
  const manifest = await manifestOf(folder);
  const here = await checkoutOf(order.root);
  const report = await readIn(folder, reportFile);
  const wrong = [
    ...disagreements(manifest, order, here),
    ...(sha256(report ?? "") === manifest.report ? [] : [`${reportFile} is not the report that they were made with`]),
    ...(await Promise.all(manifest.stacks.map((each) => faultOf(folder, each)))).flat(),
  ];
  if (wrong.length > 0) {
    throw new BadInput([`The plans in ${folder} are not applied:`, ...wrong.map((each) => `  ${each}`)].join("\n"));
  }
  return manifest.stacks.flatMap(({ stack: name, plan }) => {
    const stack = stacks.find((each) => each.name === name);
    return stack === undefined || plan === undefined
      ? []
      : [{ stack, file: join(folder, planFile(name)), effect: plan.effect }];
  });
}

async function manifestOf(folder: string): Promise<PlansManifest> {
  const text = await readIn(folder, manifestFile);
  if (text === undefined) throw new BadInput(`There is no ${manifestFile} in ${folder}; make it with --save-plans.`);
  const manifest = parseManifest(text);
  if (manifest === undefined) throw new BadInput(`${join(folder, manifestFile)} is not as --save-plans writes it.`);
  return manifest;
}

function disagreements(
  manifest: PlansManifest,
  { commit, mode, asOf, register }: PlansOrder,
  here: { readonly commit: string; readonly tree: string },
): string[] {
  const again = "make them again, and have them reviewed";
  return [
    ...(manifest.commit === commit ? [] : [`they are of ${manifest.commit}, not of ${commit}`]),
    ...(here.commit === commit ? [] : [`${here.commit} is checked out, not ${commit}`]),
    ...(here.tree === manifest.tree ? [] : ["the files that are checked out are not those that they were made from"]),
    ...(manifest.mode === mode ? [] : [`they were made ${manifest.mode}, and this run is ${mode}`]),
    ...(manifest.asOf === asOf ? [] : [`they were judged as of ${manifest.asOf}, and it is ${asOf}: ${again}`]),
    ...(manifest.register === registerDigest(register) ? [] : ["the register is not the one that they were made from"]),
  ];
}

/** What is wrong with a stack's plan. */
async function faultOf(folder: string, { stack, verdict, plan }: PlansManifest["stacks"][number]): Promise<string[]> {
  if (!stacks.some(({ name }) => name === stack)) return [`${stack} is no stack`];
  if (verdict !== "clean") return [`${stack} was not clean, so there is no plan to apply`];
  if (plan === undefined) return [`${stack} has no plan: its pack refuses what was there before; mend or waive that`];
  const text = await readIn(folder, planFile(stack));
  if (text === undefined) return [`the plan of ${stack} is missing`];
  // The digest of the effect is checked by the preview that comes before anything is applied.
  if (sha256(text) !== plan.file) return [`the plan of ${stack} has been changed`];
  return [];
}

function readIn(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new BadInput(`${join(folder, name)} cannot be read: ${error.message}`);
  });
}
