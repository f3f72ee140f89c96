import { diffLines, shownDiff } from "../diff.ts";
import type { Report, StackReport } from "../report.ts";
import { countCells, counted } from "../words.ts";
import { folded, table } from "./table.ts";
import { type Html, html } from "./template.ts";

const classes = { "+": "add", "-": "remove", "~": "change", "": undefined } as const;

/** What would change in each stack, line by line; each line keeps its sign. */
export function diffPart({ stacks }: Report): Html {
  return html`${stacks.map((stack) => {
    if (stack.changes.length === 0) return html`<p>${stack.stack}: no changes.</p>`;
    const lines = diffLines(shownDiff(stack, stack.diff)).map(({ sign, text }) => {
      const kind = classes[sign];
      return html`<span${kind && html` class="${kind}"`}>${text}</span>`;
    });
    const title = `${stack.stack}: ${counted(stack.changes.length, "change")}`;
    const scroll = html`<div class="scroll" tabindex="0" role="region" aria-label="Diff of ${stack.stack}"><pre>${lines}</pre></div>`;
    return folded(title, scroll, true);
  })}`;
}

/** Every rule of each stack with what it looked at. */
export function rulesPart({ stacks }: Report): Html {
  const row = (count: StackReport["rules"][number]) =>
    [html`<code>${count.rule}</code>`, count.level, ...countCells(count)] as const;
  return html`${stacks.map(({ stack, rules }) =>
    folded(
      `${stack}: ${counted(rules.length, "rule")}`,
      table({
        caption: `Rules of ${stack}, and on how many subjects they passed and failed`,
        header: ["rule", "level", "checked", "passed", "failed", "not applicable"],
        rows: rules.map(row),
      }),
    ),
  )}`;
}
