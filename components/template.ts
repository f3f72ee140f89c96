import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { RunError } from "@pulumi/pulumi";

/**
 * The text of a template in `folder`. What does not lie there, links followed, is none, whatever its path says: the text
 * goes into diffs and reports, and the register of a proposed change may name any path of the machine that previews it.
 * Throws an error for people that starts with `where`.
 */
export function readTemplate(where: string, folder: string, template: string): string {
  let path: string;
  try {
    path = realpathSync(join(folder, template));
  } catch {
    throw new RunError(`${where}: there is no template components/templates/${template}.`);
  }
  if (!path.startsWith(realpathSync(folder) + sep) || !statSync(path).isFile()) {
    throw new RunError(`${where}: ${template} is not a file in components/templates, and no other is read.`);
  }
  return readFileSync(path, "utf8");
}
