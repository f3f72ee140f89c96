import { styleText } from "node:util";
import { isNotice } from "../notices.ts";
import type { ReportedViolation, StackVerdict } from "../verdict.ts";

/** What the terminal shows of a stack: its diff, its violations, its verdict, and whether its changes were applied. */
export function stackReport(verdict: StackVerdict, diff: string, applied: boolean): string {
  return [
    heading(verdict.stack),
    diffSection(verdict, diff),
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

function diffSection({ changes }: StackVerdict, diff: string): string {
  if (changes.length === 0) return "No changes.";
  if (
    changes.every(({ operation }) => operation === "create") &&
    changes.some(({ type }) => type === "pulumi:pulumi:Stack")
  ) {
    // Nothing is deployed yet, so every property of everything would be shown as new.
    const types = Map.groupBy(changes, ({ type }) => type);
    const lines = [...types].map(([type, each]) => `  + ${String(each.length).padStart(3)} ${type}`).sort();
    return ["Nothing is deployed yet; to be created:", ...lines].join("\n");
  }
  return engineDiff(diff);
}

/**
 * The engine's own diff, without its frame, the policy messages that it prints in between (they are reported by
 * themselves, with where to mend them) and the providers' notices.
 */
export function engineDiff(output: string): string {
  const lines = output.split("\n");
  const from = lines.findIndex((line) => line.startsWith("Previewing ")) + 1;
  const to = lines.findIndex((line, index) => index >= from && /^(Resources|Policy Packs run|Outputs):/.test(line));
  const body = lines.slice(from, to === -1 ? undefined : to);
  return body
    .filter((line, index) => !isPolicyLine(line) && !isPolicyLine(body[index - 1]) && !isFrame(line) && !isNotice(line))
    .join("\n")
    .trimEnd();
}

/** The first of the two lines of a policy message: the policy, and the description; what it found comes after. */
function isPolicyLine(line: string | undefined): boolean {
  return line !== undefined && /^\s*[\w.-]+@v\S+ \[(mandatory|advisory)\]/.test(line);
}

function isFrame(line: string): boolean {
  return line === "@ previewing update....";
}

function heading(stack: string): string {
  return styleText("bold", `── ${stack} ${"─".repeat(Math.max(0, 76 - stack.length))}`);
}

/** `1 change`, `2 changes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
