import { styleText } from "node:util";
import type { RuleCount } from "../verdict/gate.ts";
import { blocks, type ReportedViolation } from "../verdict/reported.ts";
import type { StackVerdict } from "../verdict/verdict.ts";
import { changeLines, lineText, rooms } from "./changes.ts";
import { engineDiff } from "./diff.ts";
import { lossesOf } from "./losses.ts";
import type { Report } from "./report.ts";
import { printable, visible } from "./visible.ts";
import {
  accessComparedWords,
  accessWords,
  counted,
  judgedWords,
  notEvaluatedWords,
  originWords,
  partsWords,
  partWords,
  registerFacts,
  stackFacts,
  titles,
  verdictWords,
} from "./words.ts";

/**
 * What the terminal shows of a stack: what changes, its violations, its verdict, and whether its changes were applied.
 * With `output`, what the engine printed, every property of every change. A stack of which there is nothing to tell takes
 * a line.
 */
export function stackReport(verdict: StackVerdict, applied: boolean, output?: string): string {
  if (isQuiet(verdict) && !applied) return verdictLine(verdict);
  return [
    heading(verdict.stack),
    output === undefined || verdict.changes.length === 0 ? changesBlock(verdict) : printable(engineDiff(output)),
    lossesBlock(verdict),
    partsBlock(verdict),
    ...verdict.violations.map(violationBlock),
    ...(verdict.warnings ?? []).map(warningBlock),
    ...verdict.problems.map(problemBlock),
    [verdictLine(verdict), checksLine(verdict), ...(applied ? [appliedLine(verdict)] : [])].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Whether nothing changes, nothing is wrong, and nothing was left out. */
function isQuiet({ verdict, changes, violations, warnings = [], problems, rules, parts }: StackVerdict): boolean {
  const nothing = [changes, violations, warnings, problems, parts?.register ?? [], parts?.program ?? []].every(
    ({ length }) => length === 0,
  );
  return verdict === "clean" && nothing && notEvaluatedWords(rules) === undefined;
}

/** One line: the stack, what became of it, and how much was looked at. */
export function verdictLine({ stack, verdict, ...facts }: StackVerdict): string {
  return lineOf(stack, verdict, stackFacts(facts));
}

function lineOf(name: string, verdict: StackVerdict["verdict"], facts: string): string {
  const { mark, word } = verdictWords[verdict];
  const shown = styleText(verdict === "clean" ? "green" : "red", `${mark} ${word}`);
  return `${shown}  ${styleText("bold", name)}: ${facts}`;
}

/** What the terminal shows of a register that was judged by itself: its violations as of a stack, and its verdict. */
export function registerReport(verdict: StackVerdict): string {
  return [...verdict.violations.map(violationBlock), registerEnd(verdict)].join("\n\n");
}

/** The end of it, without the violations: why it could not be judged, and its verdict in one line. */
export function registerEnd({ stack, verdict, ...found }: StackVerdict): string {
  return [...found.problems.map(problemBlock), lineOf(stack, verdict, registerFacts(found))].join("\n\n");
}

const colours = { "+": "green", "-": "red", "±": "red", "~": "yellow", "": "dim" } as const;

/** What changes, a line each; nothing where nothing does, since the verdict says so. */
function changesBlock({ changes }: StackVerdict): string {
  return changeLines(changes, rooms.terminal)
    .map((line) => styleText(colours[line.sign], printable(lineText(line))))
    .join("\n");
}

/** What is destroyed or loses protection, in words. */
function lossesBlock({ changes }: StackVerdict): string {
  const lines = lossesOf(changes).map((loss) => printable(`  ${loss}`));
  return lines.length === 0 ? "" : [styleText("red", `! ${titles.losses}`), ...lines].join("\n");
}

/** What of the change comes from the register and what from the program, of which each resource is named. */
function partsBlock({ parts }: StackVerdict): string {
  if (parts === undefined) return "";
  const lines = parts.program.map((each) => printable(`  ${partWords(each)}`));
  return [`! ${partsWords(parts)}`, ...lines].join("\n");
}

/** One line: how often rules were evaluated, and how many found nothing in this stack that they are about. */
function checksLine({ rules }: Pick<StackVerdict, "rules">): string {
  const sum = (of: (count: RuleCount) => number) => rules.map(of).reduce((a, b) => a + b, 0);
  const [checked, passed, failed] = [
    sum((each) => each.checked),
    sum((each) => each.passed),
    sum((each) => each.failed),
  ];
  const idle = rules.filter((each) => each.checked === 0 && each.notEvaluated !== true).length;
  const left = notEvaluatedWords(rules);
  return styleText(
    "dim",
    `  ${counted(checked, "check")}: ${passed} passed, ${failed} failed; ${counted(idle, "rule")} with nothing to look at${left === undefined ? "" : `\n  ${left}`}`,
  );
}

function appliedLine({ changes }: StackVerdict): string {
  return changes.length === 0 ? "  There was nothing to apply." : `  Applied ${counted(changes.length, "change")}.`;
}

/** Who gains and loses what, a line a person, and what that is told against. */
export function accessReport(report: Report): string {
  const lines = report.access.map(({ register, person, ...change }) =>
    visible(`  ${person} (${register}) ${accessWords(change)}`),
  );
  return [heading(titles.access), ...lines, `  ${accessComparedWords(report)}`].join("\n");
}

/** The end of a report: every verdict again where there are several, and what it was judged by. */
export function summary(verdicts: readonly StackVerdict[], mode: "offline" | "live", asOf: string | undefined): string {
  const judged = judgedWords({ mode, asOf: asOf ?? "today" });
  const again = verdicts.length > 1 && !verdicts.every(isQuiet);
  return [...(again ? verdicts.map(verdictLine) : []), judged].join("\n");
}

function violationBlock({ rule, message, place, origin, ...violation }: ReportedViolation): string {
  const since = origin === undefined ? "" : ` (${originWords(origin)})`;
  const where = place === undefined ? "" : `\n  ${styleText("dim", `${place.file}:${place.line}:${place.column}`)}`;
  return `${markOf({ ...violation, ...(origin !== undefined && { origin }) })} ${rule}${since}\n  ${printable(visible(message))}${where}`;
}

function problemBlock(problem: string): string {
  return `${styleText("red", "✖")} ${printable(problem).replaceAll("\n", "\n  ")}`;
}

function warningBlock(warning: string): string {
  return `${styleText("yellow", "! the engine warns")}\n  ${printable(warning).replaceAll("\n", "\n  ")}`;
}

/** What does not block is not red: advice, what was there before the change, what a waiver holds back. */
function markOf(violation: Pick<ReportedViolation, "level" | "waivedBy" | "origin">): string {
  const { level, waivedBy } = violation;
  if (waivedBy !== undefined) return styleText("yellow", `~ waived by ${waivedBy}`);
  return blocks(violation) ? styleText("red", `✖ ${level}`) : styleText("yellow", `! ${level}`);
}

function heading(title: string): string {
  return styleText("bold", `── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}`);
}
