import type { Report } from "./report.ts";

/** The report as a file for machines; the same report gives the same text. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
