import { writeFile } from "node:fs/promises";
import { BadInput } from "../toolchain/bad-input.ts";

/**
 * Empties the file that an option names, before minutes are spent on a verdict, and gives what writes it. So a run that
 * broke off leaves no old verdict behind. Throws `BadInput` when it cannot be written.
 */
export async function openReportFile(option: string, path: string): Promise<(text: string) => Promise<void>> {
  try {
    await writeFile(path, "");
  } catch (error) {
    throw new BadInput(
      `${option} ${path} cannot be written (${(error as Error).message}); name a file in a folder that is there.`,
    );
  }
  return (text) => writeFile(path, text);
}
