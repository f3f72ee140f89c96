import type { StackVerdict } from "../verdict.ts";

/** The verdict as a file for machines. The version changes when a field is renamed or goes away. */
export interface VerdictFile {
  readonly version: 1;
  readonly mode: "offline" | "live";
  /** Day that the rules judged as of, YYYY-MM-DD. */
  readonly asOf: string;
  /** The process's exit code: 0 clean, 1 violations, 3 a stack could not be judged. */
  readonly exitCode: number;
  readonly stacks: readonly StackVerdict[];
}

/** The file's text; the same verdict gives the same text. */
export function verdictText(verdict: VerdictFile): string {
  return `${JSON.stringify(verdict, null, 2)}\n`;
}
