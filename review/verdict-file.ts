import { type FileHandle, open } from "node:fs/promises";
import { BadInput } from "./bad-input.ts";
import { type VerdictFile, verdictText } from "./report/json.ts";

/**
 * Opens the file for a verdict, before minutes are spent on one. It is empty until the verdict is written, so that a
 * run that broke off leaves no old verdict behind. Throws `BadInput` when it cannot be written.
 */
export async function openVerdictFile(path: string): Promise<(verdict: VerdictFile) => Promise<void>> {
  const file = await openForWriting(path);
  return async (verdict) => {
    await file.writeFile(verdictText(verdict));
    await file.close();
  };
}

async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, "w");
  } catch (error) {
    throw new BadInput(
      `--json ${path} cannot be written (${(error as Error).message}); name a file in a folder that is there.`,
    );
  }
}
