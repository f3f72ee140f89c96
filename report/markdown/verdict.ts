import { markdownTable } from "markdown-table";
import type { Parts } from "../../verdict/parts.ts";
import { headline } from "../headline.ts";
import { lossesOf } from "../losses.ts";
import type { Report } from "../report.ts";
import { clipped, visibleLines } from "../visible.ts";
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
import { block, code, text } from "./escape.ts";

/** How much is quoted of why a stack could not be judged: so many problems of so many characters. The engine may answer with pages. */
export const quotes = { usual: { problems: 10, characters: 1_500 }, short: { problems: 3, characters: 500 } } as const;

type Quote = (typeof quotes)[keyof typeof quotes];

/** The beginning of a page: the verdict, a row a stack, what it was judged by, and why a stack could not be judged. */
export function verdictPart(report: Report, quote: Quote = quotes.usual): string[] {
  const rows = report.stacks.map((stack) => [
    `${verdictWords[stack.verdict].mark} ${verdictWords[stack.verdict].word}`,
    `**${text(stack.stack)}**`,
    stackFacts(stack),
  ]);
  return [
    `## ${headline(report)}`,
    meaning(overallVerdict(report)),
    ...lossesPart(report),
    markdownTable([["verdict", "stack", "found"], ...rows], { padding: true, alignDelimiters: false }),
    report.readings === undefined
      ? `${judgedWords(report)} ${text(clipped(comparedWords(report), 200))}`
      : judgedWords(report),
    ...readingsPart(report),
    ...(report.base?.problems === undefined
      ? []
      : problemsOf("What could not be told of the base", report.base.problems, quote)),
    ...report.stacks.flatMap(({ stack, parts }) => (parts === undefined ? [] : partsOf(code(stack), parts))),
    ...report.stacks.flatMap(({ stack, verdict, problems, warnings = [] }) => [
      ...problemsOf(problemsTitle(verdict, code(stack)), problems, quote),
      ...problemsOf(warningsTitle(code(stack)), warnings, quote),
    ]),
  ];
}

/** A line for each system, where something was held against readings. */
function readingsPart({ readings = [] }: Report): string[] {
  return readings.length === 0
    ? []
    : [readings.map((each) => `- ${text(clipped(readingWords(each), 200))}`).join("\n")];
}

/** What is destroyed or loses protection; the diff has what does not fit here. */
function lossesPart({ stacks }: Report): string[] {
  const losses = stacks.flatMap(({ changes }) => lossesOf(changes));
  if (losses.length === 0) return [];
  const more = losses.length - mostLosses;
  const rows = losses.slice(0, mostLosses).map((loss) => `- ${text(clipped(loss, 200))}`);
  return [`**${titles.losses}**`, [...rows, ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n")];
}

/** So many are told one by one. */
const mostLosses = 15;

/** So many resources that differ by the program are named. */
const namedParts = 20;

/** What comes from the program, by name, since other people read that than the register. */
function partsOf(stack: string, parts: Parts): string[] {
  const more = parts.program.length - namedParts;
  const named = parts.program.slice(0, namedParts).map((part) => clipped(partWords(part), 200));
  const lines = more > 0 ? [...named, `… and ${more} more; the run's report as JSON has all of them.`] : named;
  return [
    `${stack}: ${text(clipped(partsWords(parts), 500))}`,
    ...(lines.length === 0 ? [] : [block(lines.join("\n"), "diff")]),
  ];
}

function problemsOf(title: string, problems: readonly string[], quote: Quote): string[] {
  if (problems.length === 0) return [];
  const more = problems.length - quote.problems;
  const quoted = (problem: string) => block(clipped(visibleLines(problem).join("\n"), quote.characters));
  return [
    `### ${title}`,
    ...problems.slice(0, quote.problems).map(quoted),
    ...(more > 0 ? [`… and ${more} more; the run's report as JSON has all of them.`] : []),
  ];
}
