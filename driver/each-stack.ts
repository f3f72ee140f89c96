import { availableParallelism } from "node:os";

/** How many stacks are run at a time. A run is several processes, and on a small machine more only get in each other's way. */
const together = Math.min(2, availableParallelism());

/**
 * Does the work for every item, a few at a time, and gives each result to `done` in the order of the items. Ends with
 * the first error, once nothing runs any more.
 */
export async function eachInOrder<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  done: (result: R) => void,
  limit: number = together,
): Promise<R[]> {
  const results = new Map<number, R>();
  let started = 0;
  let reported = 0;
  let broken = false;
  const worker = async () => {
    while (started < items.length && !broken) {
      const at = started++;
      try {
        results.set(at, await work(items[at] as T));
      } catch (error) {
        broken = true;
        throw error;
      }
      while (results.has(reported)) done(results.get(reported++) as R);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  const failure = ended.find((each) => each.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return items.map((_, at) => results.get(at) as R);
}
