import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { BadInput } from "../toolchain/bad-input.ts";

/**
 * All that Pulumi.yaml may say. Pulumi takes more from it: plugins by their path, which are code that nobody pinned, another
 * backend, settings for every stack. Nothing of that is called for, and no pack sees it.
 */
const projectFile = z.strictObject({
  name: z.literal("gatehouse"),
  description: z.string(),
  runtime: z.strictObject({ name: z.literal("nodejs"), options: z.strictObject({ typescript: z.literal(false) }) }),
  main: z.literal("stacks/index.ts"),
});

/** Throws `BadInput` where the checkout's Pulumi.yaml is not what is called for, with all that is wrong. */
export async function demandProjectFile(root: string): Promise<void> {
  const { error } = projectFile.safeParse(parsed(await readFile(join(root, "Pulumi.yaml"), "utf8")));
  if (error === undefined) return;
  const problems = error.issues.map(
    ({ path, message }) => `${path.length === 0 ? "" : `${path.join(".")}: `}${message}`,
  );
  throw new BadInput(
    `Pulumi.yaml is not what is called for: ${problems.join("; ")}. What a stack is told goes into Pulumi.STACK.yaml, the backend into PULUMI_BACKEND_URL; plugins are those of the packages (driver/project-file.ts).`,
  );
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new BadInput(`Pulumi.yaml cannot be read: ${(error as Error).message}`);
  }
}
