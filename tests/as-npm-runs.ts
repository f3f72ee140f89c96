import { join } from "node:path";
import { root } from "../toolchain/root.ts";

/** What the scripts of package.json have Node.js do before a command: it keeps what it compiles, and starts in half the time. */
export const asNpmRuns = asNpmRunsIn(root);

/** The same in another checkout. */
export function asNpmRunsIn(checkout: string): readonly string[] {
  return ["--require", join(checkout, "toolchain/require-node.cjs")];
}
