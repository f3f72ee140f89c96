import type { StackVerdict } from "./verdict.ts";

/** What the commands' exit codes mean. */
export const exitCodes = {
  /** Every stack was judged, and nothing mandatory is violated. */
  clean: 0,
  /** Something mandatory is violated, or has drifted; nothing was applied. */
  violations: 1,
  /** The register or the command line is wrong; nothing was run. */
  badInput: 2,
  /** The run could not be carried out, or a mandatory rule was not evaluated. */
  failed: 3,
  /** Every stack was judged, and an earlier run left something pending in one of them; nothing was applied there. */
  pending: 4,
  /** The user interrupted it, as a shell reports an interrupted command. */
  interrupted: 130,
} as const;

/** The exit code for some stacks together: the worst that happened to any of them. */
export function exitCodeOf(verdicts: readonly Pick<StackVerdict, "verdict">[]): number {
  if (verdicts.some(({ verdict }) => verdict === "failed")) return exitCodes.failed;
  if (verdicts.some(({ verdict }) => verdict === "pending")) return exitCodes.pending;
  if (verdicts.some(({ verdict }) => verdict !== "clean")) return exitCodes.violations;
  return exitCodes.clean;
}
