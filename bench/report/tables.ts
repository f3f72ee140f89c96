import type { Spread } from "../measure/statistics.ts";
import type { About, Results, Row } from "../results.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { sectionTexts } from "./texts.ts";

/** The results as Markdown: where they come from, and a table for each section. */
export function tablesOf({ about, sections }: Results): string {
  const parts = sections.map(({ id, rows }) => {
    const { title, text } = sectionTexts[id];
    return `## ${title}\n\n${text}\n\n${tableOf(rows)}\n`;
  });
  return `# What the gate costs

${aboutText(about)}

Every figure is the median of an odd number of runs, with the least and the most in parentheses. Runs of what is compared
alternate, and a ratio is taken between two runs of the same round. Processor time is that of the user and the system,
children included. Absolute times belong to this machine and to what else it was doing; read the ratios, and on a busy
machine those of processor time before those of time. Memory is the most that all processes of a run had at once; what
they share counts for each of them.

![Ratios of what is compared, and time of rules, records and loading by number of grants](bench.svg)

${parts.join("\n")}`;
}

function aboutText(about: About): string {
  const { date, commit, engine, node, sdk, policySdk, processor, cores, memoryBytes, system, load } = about;
  return [
    `Measured by \`npm run bench\` on ${date}, commit ${commit}: Pulumi engine ${engine}, Node.js ${node},`,
    `@pulumi/pulumi ${sdk}, @pulumi/policy ${policySdk};`,
    `${cores} cores (${processor}), ${rounded(memoryBytes / 2 ** 30, 0)} GB, ${system}.`,
    `Before it began, the machine's load was ${rounded(load, 1)} processes.`,
  ].join("\n");
}

const head = ["What", "Runs", "Time, s", "Ratio", "Processor, s", "Ratio", "Compared with", "Peak memory, MB"];

function tableOf(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...figuresOf(rows).map((each) => line(cellsOf(each)))].join("\n");
}

function cellsOf({ what, against, failed, runs, ...figures }: Figures): string[] {
  if (failed !== undefined) return [what, failed, ...head.slice(2).map(() => "")];
  const { seconds, ratio, cpuSeconds, cpuRatio, peakBytes } = figures;
  return [
    what,
    String(runs),
    shown(seconds),
    against === undefined ? "" : shown(ratio),
    shown(cpuSeconds),
    against === undefined ? "" : shown(cpuRatio),
    against ?? "",
    shown(peakBytes, 0, 1e-6),
  ];
}

/** Below one a digit more, since milliseconds count there. */
function shown(spread: Spread | undefined, digits = 2, factor = 1): string {
  if (spread === undefined) return "not known";
  const [middle, from, to] = [spread.median, spread.least, spread.most].map((value) =>
    rounded(value * factor, value * factor < 1 ? digits + 1 : digits),
  );
  return spread.runs === 1 ? `${middle}` : `${middle} (${from}–${to})`;
}

function rounded(value: number, digits: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
}
