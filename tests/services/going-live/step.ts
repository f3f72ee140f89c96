/** Something that is done in the rehearsal, and what has to come of it. */
export interface Step {
  /** What it shows. */
  readonly title: string;
  /** The commands of the page that it runs, as they stand there. */
  readonly page: readonly string[];
  /** What of the page is another here, in order. */
  readonly instead?: readonly (readonly [from: string, to: string])[];
  /** Commands of the rehearsal's own, before and after those of the page. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  /** Who does it: two people who share nothing but the repository and the bucket. */
  readonly by?: "second";
  /** What has to be printed, in this order, and what must not be. */
  readonly prints?: readonly (string | RegExp)[];
  readonly never?: string;
  /** The exit code that it has to end with; 0, if left out. Pulumi's own are not told apart: any but 0 is a refusal. */
  readonly ends?: number | "refused";
  /** How many days later it is done. */
  readonly later?: number;
}

/** The shell's text of a step. */
export function scriptOf({ before = [], page, instead = [], after = [] }: Step): string[] {
  const changed = page.map((command) => instead.reduce((text, [from, to]) => text.replaceAll(from, () => to), command));
  return [...before, ...changed, ...after];
}

/** What is wrong with how a step ended. */
export function wrongWith(step: Step, exitCode: number | undefined, output: string): string[] {
  const { ends = 0, prints = [], never } = step;
  const problems: string[] = [];
  const asItShould = ends === "refused" ? exitCode !== undefined && exitCode !== 0 : exitCode === ends;
  if (!asItShould) problems.push(`it ended with ${exitCode}, not ${ends}`);
  let from = 0;
  for (const wanted of prints) {
    const rest = output.slice(from);
    const at = typeof wanted === "string" ? rest.indexOf(wanted) : rest.search(wanted);
    if (at < 0) problems.push(`it did not print ${wanted}${from > 0 ? ", or not where it should" : ""}`);
    else from += at + 1;
  }
  if (never !== undefined && output.includes(never)) problems.push(`it printed ${never}`);
  return problems;
}
