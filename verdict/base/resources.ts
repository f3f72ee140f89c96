import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { State } from "../deployment.ts";

/**
 * Set by a review for that of its base: the folder in which to tell what each stack would hold. A variable and no option,
 * since a base of before it was there would refuse an option.
 */
export const resourcesVariable = "GATEHOUSE_RESOURCES_FOLDER";

const states: z.ZodType<readonly State[]> = z.array(
  z.object({
    type: z.string(),
    urn: z.string(),
    id: z.string().exactOptional(),
    custom: z.boolean().exactOptional(),
    external: z.boolean().exactOptional(),
    protect: z.boolean().exactOptional(),
    inputs: z.record(z.string(), z.unknown()).exactOptional(),
  }),
);

/** Tells what a stack would hold, as the engine says it: without the values of secrets. Nothing, where nobody asks. */
export async function tellResources(
  stack: string,
  planned: readonly State[],
  { [resourcesVariable]: folder }: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (folder) await writeFile(fileOf(folder, stack), JSON.stringify(planned));
}

/** What a stack would hold by what was told; undefined where nothing was, or nothing that can be read. */
export async function toldResources(folder: string, stack: string): Promise<readonly State[] | undefined> {
  try {
    return states.safeParse(JSON.parse(await readFile(fileOf(folder, stack), "utf8"))).data;
  } catch {
    return undefined;
  }
}

function fileOf(folder: string, stack: string): string {
  return join(folder, `${stack}.resources.json`);
}
