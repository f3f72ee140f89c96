import { blocks } from "../verdict/reported.ts";
import type { Report } from "./report.ts";
import { listedViolations } from "./violations.ts";
import { counted, overallVerdict, verdictWords } from "./words.ts";

/**
 * The decision in a line: the verdict, by how many violations, and how many people it is about. Violations are counted as
 * the list below it has them: one that several stacks found is one.
 */
export function headline(report: Pick<Report, "stacks" | "access">): string {
  const overall = overallVerdict(report);
  const { mark, word } = verdictWords[overall];
  const blocking = listedViolations(report).filter(blocks).length;
  const people = report.access.length;
  const by = overall === "violations" ? ` by ${counted(blocking, "violation")}` : "";
  const whom = people === 0 ? "" : `, ${people} ${people === 1 ? "person" : "people"} affected`;
  return `${mark} ${word[0]?.toUpperCase()}${word.slice(1)}${by}${whom}`;
}
