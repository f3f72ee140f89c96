import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { markOf } from "../toolchain/file-mark.ts";

/** The rooms that decide what a run says. The register is none: what is declared is compared with what was loaded of it. */
const rooms = [
  "model",
  "readings",
  "policies",
  "components",
  "stacks",
  "driver",
  "verdict",
  "report",
  "edits",
  "commands",
  "toolchain",
  "package.json",
  "Pulumi.yaml",
];

/** The files that judge, as they were when a run began. */
export interface Seal {
  /** What is no longer as it was, in words; nothing while all is. */
  broken(): string[];
}

/**
 * Notes the files that judge, to see later that nothing touched them. By what the file system keeps of each: a file that
 * was rewritten and put back has its old words and a new time of change, which no program can set. Programs may write
 * nothing as it is; this is for what starts them otherwise, and for who edits while a run judges.
 */
export function sealOf(root: string): Seal {
  const before = filesIn(root);
  return {
    broken() {
      const now = filesIn(root);
      const touched = [...new Set([...before.keys(), ...now.keys()])].filter(
        (file) => before.get(file) !== now.get(file),
      );
      if (touched.length === 0) return [];
      const named = touched.sort().slice(0, 3).join(", ");
      const more = touched.length > 3 ? ` and ${touched.length - 3} more` : "";
      return [
        `files that judge were written while the run judged: ${named}${more}. What it says may be what they were made to say; look at them, and run it again`,
      ];
    },
  };
}

/** Every file of the rooms, with what changes when anybody writes it, replaces it or moves another in its place. */
function filesIn(root: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string) => {
    const stats = lstatSync(join(root, path), { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return;
    if (!stats.isDirectory()) found.set(path, markOf(stats));
    else for (const name of readdirSync(join(root, path))) if (name !== "node_modules") visit(join(path, name));
  };
  for (const room of rooms) visit(room);
  return found;
}
