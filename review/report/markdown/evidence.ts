import { diffLines, shownDiff } from "../diff.ts";
import type { Report, StackReport } from "../report.ts";
import { countCells, titles } from "../words.ts";
import { block, code, text } from "./escape.ts";
import { folded } from "./folded.ts";
import { table } from "./ledger.ts";

/** Every rule with what it looked at, folded. */
export function rulesPart({ stacks }: Report): string[] {
  const row = (count: StackReport["rules"][number]) =>
    [code(count.rule), count.level, ...countCells(count)].map(String);
  const header = ["rule", "level", "checked", "passed", "failed", "not applicable"];
  return stacks
    .filter(({ rules }) => rules.length > 0)
    .map(({ stack, rules }) => folded(`${titles.rules}: ${text(stack)}`, table(header, rules.map(row))));
}

/** What would change, folded; signs stand where GitHub colours by them. */
export function diffPart({ stacks }: Report): string[] {
  return stacks
    .filter(({ changes }) => changes.length > 0)
    .map((stack) => folded(`${titles.diff}: ${text(stack.stack)}`, block(coloured(stack), "diff")));
}

function coloured(stack: StackReport): string {
  return diffLines(shownDiff(stack, stack.diff))
    .map(({ sign, text: line }) => (sign === "~" ? line.replace("~", "!") : line))
    .join("\n");
}
