import { changeLines, indentOf, rooms } from "../changes.ts";
import type { Report, StackReport } from "../report.ts";
import { visible } from "../visible.ts";
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

/** So many lines are read at once; more are folded. */
const fewLines = 25;

/** What would change, a line a change; signs stand where GitHub colours by them. */
export function diffPart({ stacks }: Report): string[] {
  return stacks
    .filter(({ changes }) => changes.length > 0)
    .map((stack) => {
      const lines = coloured(stack);
      const open = lines.length <= fewLines;
      return folded(`${titles.diff}: ${text(stack.stack)}`, block(lines.join("\n"), "diff"), open);
    });
}

/** What GitHub colours a line by; that something is made anew, its line says. */
const marks = { "+": "+", "-": "-", "±": "-", "~": "!", "": " " } as const;

function coloured({ changes }: StackReport): string[] {
  return changeLines(changes, rooms.page).map((line) => visible(`${marks[line.sign]} ${indentOf(line)}${line.text}`));
}
