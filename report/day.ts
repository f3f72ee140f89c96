import { type DateText, daysBetween } from "../model/dates.ts";
import type { LoadedRegister } from "../model/load.ts";
import { counted } from "./words.ts";

/**
 * How far the day that the register is kept for is from today, what follows from that, and the one line to change; nothing
 * when it is today's.
 */
export function dayNote(
  { head: { asOf }, asOfPlace: { file, line, column } }: Pick<LoadedRegister, "head" | "asOfPlace">,
  today: DateText,
): string | undefined {
  const days = daysBetween(asOf, today);
  if (days === 0) return undefined;
  if (days < 0) {
    return `The register is kept for ${asOf}, which is still to come: today is ${today}. Correct asOf in ${file}:${line}:${column}.`;
  }
  return [
    `The register is kept for ${asOf}, ${counted(days, "day")} before today: what is dated later counts as in the future, and what has become due since does not show.`,
    `To judge as of today, change one line, ${file}:${line}:${column}, to "asOf: ${today}" (npm run judge -- --write-day does it), or give --as-of ${today}.`,
  ].join("\n");
}
