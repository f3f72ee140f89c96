import { ratiosTo, type Spread, spreadOf } from "../measure/statistics.ts";
import type { About, Results } from "../results.ts";
import { allJudgedFigures, previewFigures } from "./figures.ts";

/** The results as Markdown: where they come from, and a table for each thing measured. */
export function tablesOf({ about, previews, judged, loaded }: Results): string {
  const figures = previews.flatMap(previewFigures);
  const smallest = loaded[0];
  const loadSeconds = (runs: Results["loaded"][number]["runs"]) => runs.map((run) => run.seconds.load ?? 0);
  return `# What the gate costs

${aboutText(about)}

Every figure is the median of its runs, with the least and the most in parentheses. Runs of what is compared alternate,
and a ratio is taken between two runs of the same round. Absolute times belong to this machine and to what else it was
doing; read the ratios, and on a busy machine those of processor time before those of time.

![Cost of a preview with a pack over one without, and time of rules and register by number of grants](bench.svg)

## Previews by the real engine

The programs are the project's own, on its own register with copies of what stands there, so that everything is in order,
all rules run on all resources and none has anything to report; providers are the offline ones. What is added to \`ocp\`
are servers, each with its service and where the DSN of that is kept; to \`notify-platform\`, engineers with their
memberships. *Empty pack* is a policy pack without policies: starting it and passing it every resource. *Own pack* has
all rules for the stack. Memory is the most that the engine and all of its children had at once; what they share counts
for each of them.

${table(
  ["Stack", "Resources", "Variant", "Runs", "Time, s", "× bare", "Processor, s", "× bare", "Peak memory, MB"],
  figures.map((each) => [
    each.stack,
    whole(each.resources),
    each.variant,
    String(each.seconds.runs),
    shown(each.seconds),
    each.variant === "bare" ? "1" : shown(each.ratio, 2),
    each.cpuSeconds === undefined ? "not known" : shown(each.cpuSeconds),
    each.cpuRatio === undefined ? "not known" : each.variant === "bare" ? "1" : shown(each.cpuRatio, 2),
    each.peakBytes === undefined ? "not known" : shown(megabytes(each.peakBytes), 0),
  ]),
)}

## Rules and records over grants

Each run is a process of its own, which adds people and grants to the project's own register in memory and has every rule
about the register as a whole judge it; the peak memory is that process's, the register included. Records are what the
register looks like in a stack.

${table(
  [
    "Register",
    "Grants",
    "Runs",
    "All rules, ms",
    "× fewest grants",
    "Slowest rule",
    "its time, ms",
    "Records: write, ms",
    "digest, ms",
    "read back, ms",
    "Peak memory, MB",
  ],
  allJudgedFigures(judged).map((each) => [
    each.register,
    whole(each.grants),
    String(each.rules.runs),
    shown(milliseconds(each.rules)),
    shown(each.growth),
    `\`${each.slowest.rule}\``,
    rounded(each.slowest.seconds * 1000, 1),
    shown(milliseconds(each.records.writeRecords)),
    shown(milliseconds(each.records.manifestOf)),
    shown(milliseconds(each.records.readRecords)),
    shown(megabytes(each.peakBytes), 0),
  ]),
)}

## Loading a register from its files

Half of the grants are OCP's and half Notify's. A file of the register has at most 1 MB, which is where the sizes end:
100,000 grants cannot be loaded.

${table(
  ["Grants", "Runs", "Time, ms", "× fewest grants", "Peak memory, MB"],
  loaded.map(({ grants, runs }) => [
    whole(grants),
    String(runs.length),
    shown(milliseconds(spreadOf(loadSeconds(runs)))),
    shown(ratiosTo(loadSeconds(smallest?.runs ?? []), loadSeconds(runs))),
    shown(megabytes(spreadOf(runs.map((run) => run.peakBytes))), 0),
  ]),
)}
`;
}

function aboutText(about: About): string {
  const { date, engine, node, sdk, policySdk, processor, cores, memoryBytes, system, load } = about;
  return [
    `Measured by \`npm run bench\` on ${date}: Pulumi engine ${engine}, Node.js ${node}, @pulumi/pulumi ${sdk},`,
    `@pulumi/policy ${policySdk}; ${cores} cores (${processor}), ${rounded(memoryBytes / 2 ** 30, 0)} GB, ${system}.`,
    `Before it began, the machine's load was ${rounded(load, 1)} processes.`,
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function shown({ median, least, most, runs }: Spread, digits = 1): string {
  const [middle, from, to] = [median, least, most].map((value) => rounded(value, digits));
  return runs === 1 ? `${middle}` : `${middle} (${from}–${to})`;
}

function rounded(value: number, digits: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

function whole(value: number): string {
  return rounded(value, 0);
}

function milliseconds(spread: Spread): Spread {
  return scaled(spread, 1000);
}

function megabytes(spread: Spread): Spread {
  return scaled(spread, 1 / 1e6);
}

function scaled({ median, least, most, runs }: Spread, factor: number): Spread {
  return { median: median * factor, least: least * factor, most: most * factor, runs };
}
