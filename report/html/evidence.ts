import { changeLines, lineText, rooms } from "../changes.ts";
import { diffLines } from "../diff.ts";
import type { Report, StackReport } from "../report.ts";
import { countCells, counted } from "../words.ts";
import { folded, table } from "./table.ts";
import { type Html, html } from "./template.ts";

const classes = { "+": "add", "-": "remove", "±": "remove", "~": "change", "": undefined } as const;

interface Line {
  readonly sign: keyof typeof classes;
  readonly text: string;
}

/** What would change in each stack, a line a change, and below it what the engine printed; each line keeps its sign. */
export function diffPart({ stacks }: Report): Html {
  return html`${stacks.map(({ stack, changes, diff }) => {
    if (changes.length === 0) return html`<p>${stack}: no changes.</p>`;
    const lines = changeLines(changes, rooms.page).map((line) => ({ sign: line.sign, text: lineText(line) }));
    return html`${folded(`${stack}: ${counted(changes.length, "change")}`, scroll(lines, `Changes of ${stack}`), true)}
${folded(`${stack}: every property`, scroll(diffLines(diff), `Diff of ${stack}`))}`;
  })}`;
}

function scroll(lines: readonly Line[], label: string): Html {
  const spans = lines.map(
    ({ sign, text }) => html`<span${classes[sign] && html` class="${classes[sign]}"`}>${text}</span>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><pre>${spans}</pre></div>`;
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
