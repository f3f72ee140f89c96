/** Something to be measured over and over. */
export interface Job<T> {
  readonly title: string;
  run(signal: AbortSignal): Promise<T>;
}

export interface RoundsOptions {
  readonly most: number;
  /** Milliseconds after which no round is started that is likely to end later. The first round is always run. */
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
  { most, budget, progress, signal }: RoundsOptions,
): Promise<T[][]> {
  const results: T[][] = jobs.map(() => []);
  const start = performance.now();
  for (let round = 1; round <= most; round++) {
    const spent = performance.now() - start;
    if (round > 1 && spent + spent / (round - 1) > budget) break;
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
