import type { Report } from "../report.ts";
import { groupsOf, type ListedViolation } from "../violations.ts";
import { counted } from "../words.ts";
import { code } from "./escape.ts";
import { heading, mark } from "./violations.ts";

/** Room that is kept for saying how many violations of which rules are not named. */
const roomForRest = 8_000;
/** Room that is kept for headings and line ends. */
const roomForHeadings = 2_000;

/**
 * Violations for the case that even the short form of all of them is too long: rule and subjects as long as they fit into
 * so many characters, the change's own first, then how many more there are of each rule, and where they stand.
 */
export function cutViolations(report: Report, room: number): string {
  let left = room - roomForRest - roomForHeadings;
  const rest: ListedViolation[] = [];
  const parts = groupsOf(report).map((group) => {
    const lines = [...Map.groupBy(group.violations, ({ level, rule }) => `${level} ${rule}`).values()].flatMap(
      (alike) => {
        const [first] = alike;
        if (first === undefined) return [];
        const start = `- ${mark(first)} ${code(first.rule)} (${alike.length}):`;
        left -= start.length + 1;
        const subjects = alike.flatMap((violation) => {
          const subject = code(violation.subject);
          const fits = subject.length + 2 <= left;
          if (fits) left -= subject.length + 2;
          else rest.push(violation);
          return fits ? [subject] : [];
        });
        if (subjects.length > 0) return [`${start} ${subjects.join(", ")}`];
        left += start.length + 1;
        return [];
      },
    );
    return `### ${heading(group)}\n\n${lines.join("\n")}`;
  });
  return [...parts, ...restOf(rest)].join("\n\n");
}

function restOf(rest: readonly ListedViolation[]): string[] {
  if (rest.length === 0) return [];
  const byRule = [...Map.groupBy(rest, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  let left = roomForRest - 1_000;
  const named: string[] = [];
  for (const [rule, { length }] of byRule) {
    const item = `${code(rule)} ${length}`;
    if (item.length + 2 > left) break;
    left -= item.length + 2;
    named.push(item);
  }
  const others = byRule.length - named.length;
  return [
    `**${counted(rest.length, "more violation")} did not fit here**: ${[...named, ...(others > 0 ? [counted(others, "other rule")] : [])].join(", ")}. ` +
      "The run's report as JSON, SARIF or HTML has every one of them.",
  ];
}
