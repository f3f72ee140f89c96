import { ratiosTo, type Spread, spreadOf } from "../measure/statistics.ts";
import type { Row, Run, Subject } from "../results.ts";

/** What is shown of a row. Where the system tells nothing, memory and processor time are left out; of a failed row, all. */
export interface Figures extends Subject {
  readonly failed?: string;
  readonly runs: number;
  readonly seconds?: Spread;
  readonly ratio?: Spread;
  readonly cpuSeconds?: Spread;
  readonly cpuRatio?: Spread;
  readonly peakBytes?: Spread;
}

/** The figures of the rows of a section; each ratio is to the run of the same round of the row it is compared with. */
export function figuresOf(rows: readonly Row[]): Figures[] {
  return rows.map((row) => {
    const { runs, ...told } = row;
    if (row.failed !== undefined) return { ...told, runs: 0 };
    const base = rows.find(({ what, failed }) => what === row.against && failed === undefined);
    return {
      ...told,
      runs: runs.length,
      ...given("seconds", spreadIn(runs, "seconds")),
      ...given("ratio", ratioIn(base?.runs, runs, "seconds")),
      ...given("cpuSeconds", spreadIn(runs, "cpuSeconds")),
      ...given("cpuRatio", ratioIn(base?.runs, runs, "cpuSeconds")),
      ...given("peakBytes", spreadIn(runs, "peakBytes")),
    };
  });
}

function spreadIn(runs: readonly Run[], key: keyof Run): Spread | undefined {
  const values = runs.flatMap((run) => run[key] ?? []);
  return values.length === 0 ? undefined : spreadOf(values);
}

function ratioIn(base: readonly Run[] | undefined, runs: readonly Run[], key: keyof Run): Spread | undefined {
  const [below, above] = [base ?? [], runs].map((all) => all.flatMap((run) => run[key] ?? []));
  return below?.length && above?.length ? ratiosTo(below, above) : undefined;
}

function given<K extends string>(key: K, value: Spread | undefined): { readonly [key in K]?: Spread } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: Spread };
}
