import { expect, test } from "vitest";
import { inRounds } from "../../bench/measure/rounds.ts";

const quiet = { progress: () => {}, signal: new AbortController().signal };
const seconds = (count: number) => Array.from({ length: count }, () => ({ seconds: 1 }));
const passing = { what: "a", run: async () => ({ seconds: 1 }) };

test("jobs take turns, and each keeps its results in the order of the rounds", async () => {
  const order: string[] = [];
  const job = (what: string) => ({ what, run: async () => ({ seconds: order.push(what) }) });
  const rows = await inRounds([job("a"), job("b")], {
    ...quiet,
    rounds: { least: 1, most: 3 },
    budget: Number.POSITIVE_INFINITY,
  });
  expect(order).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(rows).toEqual([
    { what: "a", runs: [{ seconds: 1 }, { seconds: 3 }, { seconds: 5 }] },
    { what: "b", runs: [{ seconds: 2 }, { seconds: 4 }, { seconds: 6 }] },
  ]);
});

test("the least of rounds is run even where there is no time for any", async () => {
  const rows = await inRounds([passing], { ...quiet, rounds: { least: 3, most: 5 }, budget: 0 });
  expect(rows).toEqual([{ what: "a", runs: seconds(3) }]);
});

test("rounds beyond the least are begun only where there is time for two, so that their number is odd", async () => {
  const slow = {
    what: "a",
    run: () => new Promise<{ seconds: number }>((done) => setTimeout(done, 40, { seconds: 1 })),
  };
  // Time for one more round after the first, and no two.
  const rows = await inRounds([slow], { ...quiet, rounds: { least: 1, most: 5 }, budget: 85 });
  expect((rows[0]?.runs.length ?? 0) % 2).toBe(1);
});

test("a job that fails says so, is not run again, and keeps no other from going on", async () => {
  let tried = 0;
  const failing = {
    what: "b",
    run: () => {
      tried++;
      return Promise.reject(new Error("no such\nengine"));
    },
  };
  const said: string[] = [];
  const rows = await inRounds([failing, passing], {
    ...quiet,
    progress: (line) => said.push(line),
    rounds: { least: 3, most: 3 },
    budget: 0,
  });
  expect(rows).toEqual([
    { what: "b", runs: [], failed: "no such engine" },
    { what: "a", runs: seconds(3) },
  ]);
  expect(tried).toBe(1);
  expect(said[0]).toContain("no such engine");
});

test("an interrupt stops it before the next job", async () => {
  const controller = new AbortController();
  const stopping = {
    what: "a",
    run: async () => {
      controller.abort(new Error("interrupted"));
      return { seconds: 1 };
    },
  };
  const never = { what: "b", run: () => Promise.reject(new Error("it was started")) };
  await expect(
    inRounds([stopping, never], { ...quiet, signal: controller.signal, rounds: { least: 1, most: 1 }, budget: 0 }),
  ).rejects.toThrow("interrupted");
});
