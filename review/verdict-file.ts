import { writeFile } from "node:fs/promises";
import { BadInput } from "./bad-input.ts";
import { type VerdictFile, verdictText } from "./report/json.ts";

/**
 * Empties the file for a verdict, before minutes are spent on one, and gives what writes it. So a run that broke off
 * leaves no old verdict behind. Throws `BadInput` when it cannot be written.
 */
export async function openVerdictFile(path: string): Promise<(verdict: VerdictFile) => Promise<void>> {
  try {
    await writeFile(path, "");
  } catch (error) {
    throw new BadInput(
      `--json ${path} cannot be written (${(error as Error).message}); name a file in a folder that is there.`,
    );
  }
  return (verdict) => writeFile(path, verdictText(verdict));
}
