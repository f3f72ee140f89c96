import { styleText } from "node:util";
import type { ReportedViolation, StackVerdict } from "../verdict.ts";
import { shownDiff } from "./diff.ts";
import { counted } from "./words.ts";

/** What the terminal shows of a stack: its diff, its violations, its verdict, and whether its changes were applied. */
export function stackReport(verdict: StackVerdict, diff: string, applied: boolean): string {
  return [
    heading(verdict.stack),
    shownDiff(verdict, diff),
    ...verdict.violations.map(violationBlock),
    ...verdict.problems.map((problem) => `${styleText("red", "✖")} ${problem}`),
    [verdictLine(verdict), ...(applied ? [appliedLine(verdict)] : [])].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** One line: the stack, what became of it, and how much was looked at. */
export function verdictLine({ stack, verdict, violations, changes, rules }: StackVerdict): string {
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  const advisory = violations.length - mandatory;
  const facts = [
    ...(mandatory > 0 ? [counted(mandatory, "violation")] : []),
    ...(advisory > 0 ? [counted(advisory, "advisory violation")] : []),
    counted(changes.length, "change"),
    `${counted(rules.filter(({ passed, failed }) => passed + failed > 0).length, "rule")} evaluated`,
  ].join(", ");
  const word = {
    clean: styleText("green", "✔ clean"),
    violations: styleText("red", "✖ blocked"),
    failed: styleText("red", "✖ not judged"),
  }[verdict];
  return `${word}  ${styleText("bold", stack)}: ${facts}`;
}

function appliedLine({ changes }: StackVerdict): string {
  return changes.length === 0 ? "  There was nothing to apply." : `  Applied ${counted(changes.length, "change")}.`;
}

/** The end of a report: every verdict again where there are several, and what it was judged by. */
export function summary(verdicts: readonly StackVerdict[], mode: "offline" | "live", asOf: string | undefined): string {
  const where =
    mode === "offline"
      ? `Judged as of ${asOf}, offline: no real service was contacted.`
      : "Judged as of today, with real providers.";
  return [...(verdicts.length > 1 ? verdicts.map(verdictLine) : []), where].join("\n");
}

function violationBlock({ level, rule, message, place }: ReportedViolation): string {
  const mark = level === "mandatory" ? styleText("red", "✖ mandatory") : styleText("yellow", "! advisory");
  const where = place === undefined ? "" : `\n  ${styleText("dim", `${place.file}:${place.line}:${place.column}`)}`;
  return `${mark} ${rule}\n  ${message}${where}`;
}

function heading(stack: string): string {
  return styleText("bold", `── ${stack} ${"─".repeat(Math.max(0, 76 - stack.length))}`);
}
