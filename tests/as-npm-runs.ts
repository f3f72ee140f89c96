import { fileURLToPath } from "node:url";

/** What the scripts of package.json have Node.js do before a command: it keeps what it compiles, and starts in half the time. */
export const asNpmRuns = [
  "--require",
  fileURLToPath(new URL("../toolchain/require-node.cjs", import.meta.url)),
] as const;
