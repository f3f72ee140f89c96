/** What several runs of one thing came to. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
}

/** Median and range of at least one number. Of an even count the median is the mean of the middle two. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted.at(0), sorted.at(-1)];
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (least === undefined || most === undefined || low === undefined || high === undefined) {
    throw new Error("There is no median of no runs.");
  }
  return { median: (low + high) / 2, least, most, runs: sorted.length };
}

/** The ratios of runs to the runs of a baseline in the same round: what slowed down the whole machine divides out. */
export function ratiosTo(baseline: readonly number[], values: readonly number[]): Spread {
  return spreadOf(
    values.map((value, round) => {
      const base = baseline[round];
      if (base === undefined) throw new Error(`There is no run of the baseline in round ${round + 1}.`);
      return value / base;
    }),
  );
}
