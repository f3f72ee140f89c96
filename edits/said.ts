import type { Violation } from "../policies/rules/rule.ts";

/** A violation in a report of an edit. */
export function said({ rule, message, level }: Violation): string {
  return level === "advisory" ? `${message} (${rule}, advice)` : `${message} (${rule})`;
}

/** A heading with what is to do below it, each with a box; nothing where there is nothing. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  [ ] ${line}`)];
}

/** What became of an earlier edit that broke off while it was written. */
export function putBackWords(files: readonly string[]): string[] {
  return files.length === 0 ? [] : [`An earlier edit had broken off; put back as they were: ${files.join(", ")}.`, ""];
}
