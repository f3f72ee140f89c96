import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeAll } from "../../edits/write-all.ts";
import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister } from "../../model/load.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

/**
 * Writes the day that the register is kept for into its file, and nothing else in it: comments stay. Gives what was done,
 * in words. Throws `BadInput` for a day before the one that is there.
 */
export function writeDay(
  { head: { asOf }, asOfPlace: { file, line, column } }: Pick<LoadedRegister, "head" | "asOfPlace">,
  day: DateText,
): string {
  if (day === asOf) return `${file} is kept for ${day} already.`;
  if (day < asOf) {
    throw new BadInput(`${file}:${line}:${column} has ${asOf}, and the register's day does not go back to ${day}.`);
  }
  const before = readFileSync(file, "utf8");
  const lines = before.split("\n");
  const old = lines[line - 1] ?? "";
  const at = old.indexOf(asOf, column - 1);
  if (at === -1) throw new BadInput(`${file}:${line}:${column} does not have ${asOf} any more; start again.`);
  lines[line - 1] = old.slice(0, at) + day + old.slice(at + asOf.length);
  writeAll(dirname(file), [{ file, before, text: lines.join("\n") }]);
  return `${file}:${line}:${column} was ${asOf} and is ${day} now.`;
}
