import type { DateText } from "../../model/dates.ts";
import type { DoneLate } from "../../policies/rules/done-late.ts";
import type { Obligation } from "../../report/report.ts";

/** The ledger as a file for machines. */
export interface ObligationsFile {
  /** Changes when a field is renamed or goes away, not when one is added. */
  readonly version: 1;
  /** The day that it was looked at. */
  readonly asOf: DateText;
  readonly obligations: readonly Obligation[];
  /** What was done late, and not long ago; the last done first. */
  readonly doneLate: readonly DoneLate[];
}

/** The file's text; the same ledger gives the same text. */
export function obligationsText(file: ObligationsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}
