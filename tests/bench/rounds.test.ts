import { expect, test } from "vitest";
import { inRounds } from "../../bench/measure/rounds.ts";

const quiet = { progress: () => {}, signal: new AbortController().signal };

test("jobs take turns, and each keeps its results in the order of the rounds", async () => {
  const order: string[] = [];
  const job = (title: string) => ({ title, run: async () => order.push(title) });
  const results = await inRounds([job("a"), job("b")], {
    ...quiet,
    rounds: { least: 1, most: 3 },
    budget: Number.POSITIVE_INFINITY,
  });
  expect(order).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(results).toEqual([
    [1, 3, 5],
    [2, 4, 6],
  ]);
});

test("the least of rounds is run even where there is no time for any", async () => {
  const results = await inRounds([{ title: "a", run: async () => "done" }], {
    ...quiet,
    rounds: { least: 2, most: 5 },
    budget: 0,
  });
  expect(results).toEqual([["done", "done"]]);
});

test("an interrupt stops it before the next job", async () => {
  const controller = new AbortController();
  const stopping = { title: "a", run: async () => controller.abort(new Error("interrupted")) };
  const never = { title: "b", run: () => Promise.reject(new Error("it was started")) };
  await expect(
    inRounds([stopping, never], { ...quiet, signal: controller.signal, rounds: { least: 1, most: 1 }, budget: 0 }),
  ).rejects.toThrow("interrupted");
});
