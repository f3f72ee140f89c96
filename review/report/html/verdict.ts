import type { Report } from "../report.ts";
import { visibleLines } from "../visible.ts";
import { comparedWords, judgedWords, meaning, overallVerdict, stackFacts, verdictWords } from "../words.ts";
import { table } from "./table.ts";
import { type Html, html } from "./template.ts";

/** The head of the page: the verdict in a word, and what it was judged by. */
export function verdictHead(report: Report): Html {
  const overall = overallVerdict(report);
  const { mark, word } = verdictWords[overall];
  return html`<h1 class="${overall}">${mark} ${word[0]?.toUpperCase()}${word.slice(1)}</h1>
<p>${meaning(overall)}</p>
<p class="quiet">${judgedWords(report)} ${comparedWords(report)}</p>${baseProblems(report)}`;
}

/** What could not be told of the base: where that is so, older violations look like the change's own. */
function baseProblems({ base }: Report): Html | undefined {
  if (base?.problems === undefined) return undefined;
  return html`
<p>Not all could be told of ${base.ref}:</p><ul>${base.problems.map((problem) => html`<li>${lines(problem)}</li>`)}</ul>`;
}

/** A row a stack, and why one could not be judged. */
export function stacksPart({ stacks }: Report): Html {
  const rows = stacks.map(
    (stack) =>
      [
        html`${stack.stack}`,
        html`<span class="mark ${stack.verdict}">${verdictWords[stack.verdict].mark} ${verdictWords[stack.verdict].word}</span>`,
        stackFacts(stack),
      ] as const,
  );
  const broken = stacks.filter(({ problems }) => problems.length > 0);
  return html`${table({ caption: "The verdict on each stack", header: ["stack", "verdict", "found"], rows })}
${broken.map(({ stack, problems }) => html`<h3>Why ${stack} was not judged</h3><ul>${problems.map((problem) => html`<li>${lines(problem)}</li>`)}</ul>`)}`;
}

function lines(text: string): Html {
  return html`${visibleLines(text).map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`))}`;
}
