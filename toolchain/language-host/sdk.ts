import { createRequire } from "node:module";
import { join } from "node:path";
import { HostFailure } from "./failure.ts";

/** The SDK's own runners, one for each kind of thing the engine asks to run. */
export type Runner = "run" | "run-plugin" | "run-policy-pack";

/**
 * The path of a runner of the `@pulumi/pulumi` that the folder's own code would load, so that both are one copy.
 * @throws {HostFailure} when none is installed there or in a folder above
 */
export function locateRunner(runner: Runner, directory: string): string {
  try {
    return createRequire(join(directory, "package.json")).resolve(`@pulumi/pulumi/cmd/${runner}`);
  } catch {
    throw new HostFailure(
      `The Pulumi SDK (@pulumi/pulumi) is not installed in ${directory} or a folder above it. Run \`npm install\` there.`,
    );
  }
}
