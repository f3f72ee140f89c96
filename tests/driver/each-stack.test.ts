import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { eachInOrder } from "../../driver/each-stack.ts";

test("whatever ends first, results are reported in the order of the items, and no more run at a time than allowed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), async (turns, limit) => {
      const reported: number[] = [];
      let running = 0;
      let most = 0;
      const work = async (at: number) => {
        most = Math.max(most, ++running);
        for (let left = turns[at] ?? 0; left > 0; left--) await turn();
        running -= 1;
        return at;
      };
      const items = turns.map((_, at) => at);
      const results = await eachInOrder(items, work, (result) => reported.push(result), limit);
      expect(results).toEqual(items);
      expect(reported).toEqual(items);
      expect(most).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 50 },
  );
});

test("an error ends it once nothing runs any more, and nothing more is started", async () => {
  const ended: string[] = [];
  const work = async (item: string) => {
    if (item === "bad") throw new Error("it is bad");
    await turn();
    ended.push(item);
  };
  await expect(eachInOrder(["slow", "bad", "never"], work, () => {}, 2)).rejects.toThrow("it is bad");
  expect(ended).toEqual(["slow"]);
});
