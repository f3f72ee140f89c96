import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../engine/world.ts";

/** The commands in a page's blocks of shell, one a line, in its order; without comments, continued lines put together. */
export function commandsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map(plain)
      .filter((line) => line !== ""),
  );
}

/** The commands of the page on going live. */
export function pageCommands(): string[] {
  return commandsIn(readFileSync(join(root, "docs/going-live.md"), "utf8"));
}

function plain(line: string): string {
  return line
    .replace(/(^|\s+)# .*$/, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
