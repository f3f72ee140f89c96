/** Something to be measured over and over. */
export interface Job<T> {
  readonly title: string;
  run(signal: AbortSignal): Promise<T>;
}

export interface RoundsOptions {
  /** Rounds that are run in any case, and those that are run while there is time. */
  readonly rounds: { readonly least: number; readonly most: number };
  /** Milliseconds; a round that is likely to end later is not started. */
  readonly budget: number;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs all jobs in turn, round after round, so that what slows the machine for a while touches all of them alike.
 * Gives the results of each job, one for each round, in the order of the jobs.
 */
export async function inRounds<T>(
  jobs: readonly Job<T>[],
  { rounds, budget, progress, signal }: RoundsOptions,
): Promise<T[][]> {
  const results: T[][] = jobs.map(() => []);
  const start = performance.now();
  for (let round = 1; round <= rounds.most; round++) {
    const spent = performance.now() - start;
    if (round > rounds.least && spent + spent / (round - 1) > budget) break;
    for (const [index, job] of jobs.entries()) {
      signal.throwIfAborted();
      const began = performance.now();
      results[index]?.push(await job.run(signal));
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      progress(`  round ${round}, ${index + 1} of ${jobs.length}: ${job.title}: ${seconds} s`);
    }
  }
  return results;
}
