import type { Row, Run, Subject } from "../results.ts";
import { inWords } from "./in-words.ts";

/** Something to be measured over and over. */
export interface Job extends Subject {
  run(): Promise<Run>;
}

export interface RoundsOptions {
  /** Rounds that are run in any case, and those that are run while there is time; both odd, so that one is the middle. */
  readonly rounds: { readonly least: number; readonly most: number };
  /** Milliseconds; further rounds that are likely to end later are not started. */
  readonly budget: number;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs all jobs in turn, round after round, so that what slows the machine for a while touches all of them alike. Gives
 * a row for each job, in their order. A job that fails is not run again, and the others go on; only an interrupt stops
 * all of them.
 */
export async function inRounds(
  jobs: readonly Job[],
  { rounds, budget, progress, signal }: RoundsOptions,
): Promise<Row[]> {
  const measured = jobs.map(({ run, ...subject }) => ({ run, subject, runs: [] as Run[], failed: [] as string[] }));
  const start = performance.now();
  for (let round = 1; round <= rounds.most; round++) {
    const spent = performance.now() - start;
    // Beyond the least they come in twos, which keeps their number odd.
    const perRound = spent / (round - 1);
    if (round > rounds.least && (round - rounds.least) % 2 === 1 && spent + 2 * perRound > budget) break;
    for (const [index, job] of measured.entries()) {
      signal.throwIfAborted();
      if (job.failed.length > 0) continue;
      const began = performance.now();
      const say = (how: string) =>
        progress(`  round ${round}, ${index + 1} of ${jobs.length}: ${job.subject.what}: ${how}`);
      try {
        job.runs.push(await job.run());
        say(`${((performance.now() - began) / 1000).toFixed(1)} s`);
      } catch (error) {
        signal.throwIfAborted();
        job.failed.push(inWords(error));
        say(inWords(error));
      }
    }
  }
  return measured.map(({ subject, runs, failed: [failed] }) => ({ ...subject, runs, ...(failed && { failed }) }));
}
