import { headline } from "../headline.ts";
import { lossesOf } from "../losses.ts";
import type { Report } from "../report.ts";
import { visibleLines } from "../visible.ts";
import {
  comparedWords,
  judgedWords,
  meaning,
  overallVerdict,
  partsWords,
  partWords,
  problemsTitle,
  readingWords,
  stackFacts,
  titles,
  verdictWords,
  warningsTitle,
} from "../words.ts";
import { table } from "./table.ts";
import { type Html, html } from "./template.ts";

/** The head of the page: the verdict in a word, and what it was judged by. */
export function verdictHead(report: Report): Html {
  const overall = overallVerdict(report);
  return html`<h1 class="${overall}">${headline(report)}</h1>
<p>${meaning(overall)}</p>${lossesPart(report)}
<p class="quiet">${judgedWords(report)}${report.readings === undefined ? html` ${comparedWords(report)}` : ""}</p>${baseProblems(report)}`;
}

/** What is destroyed or loses protection. */
function lossesPart({ stacks }: Report): Html | undefined {
  const losses = stacks.flatMap(({ changes }) => lossesOf(changes));
  if (losses.length === 0) return undefined;
  return html`
<p><strong>${titles.losses}</strong></p><ul>${losses.map((loss) => html`<li>${loss}</li>`)}</ul>`;
}

/** What could not be told of the base: where that is so, older violations look like the change's own. */
function baseProblems({ base }: Report): Html | undefined {
  if (base?.problems === undefined) return undefined;
  return html`
<p>Not all could be told of ${base.ref}:</p><ul>${base.problems.map((problem) => html`<li>${lines(problem)}</li>`)}</ul>`;
}

/** A row a stack, why one could not be judged, and what the engine warned of. */
export function stacksPart({ stacks, readings = [] }: Report): Html {
  const rows = stacks.map(
    (stack) =>
      [
        html`${stack.stack}`,
        html`<span class="mark ${stack.verdict}">${verdictWords[stack.verdict].mark} ${verdictWords[stack.verdict].word}</span>`,
        stackFacts(stack),
      ] as const,
  );
  const told = stacks.flatMap(({ stack, verdict, problems, warnings = [], parts }) => [
    ...(parts === undefined ? [] : [html`<p>${stack}: ${partsWords(parts)}</p>`]),
    listOf(`${stack}: what differs by the program`, parts?.program.map(partWords) ?? []),
    listOf(`${stack}: what differs by the register`, parts?.register.map(partWords) ?? []),
    listOf(problemsTitle(verdict, stack), problems),
    listOf(warningsTitle(stack), warnings),
  ]);
  return html`${table({ caption: "The verdict on each stack", header: ["stack", "verdict", "found"], rows })}
${told}${listOf("What was read", readings.map(readingWords))}`;
}

function listOf(title: string, texts: readonly string[]): Html {
  if (texts.length === 0) return html``;
  return html`<h3>${title}</h3><ul>${texts.map((each) => html`<li>${lines(each)}</li>`)}</ul>`;
}

function lines(text: string): Html {
  return html`${visibleLines(text).map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`))}`;
}
