import { structuredPatch } from "diff";
import type { ChangedFile } from "./changed-file.ts";

/** The lines that differ, with their numbers: `+` for what comes, `-` for what goes. */
export function changedLines({ file, before, text }: ChangedFile): string[] {
  return structuredPatch(file, file, before, text, "", "", { context: 0 }).hunks.flatMap(
    ({ oldStart, newStart, lines }) => {
      const numbers = { "-": oldStart, "+": newStart };
      return lines.flatMap((line) => {
        const sign = line[0];
        if (sign !== "-" && sign !== "+") return [];
        return [`  ${file}:${numbers[sign]++}: ${sign} ${line.slice(1).trim()}`];
      });
    },
  );
}
