import { readFile } from "node:fs/promises";
import type { StackDescription } from "../../stacks/catalogue.ts";
import { BadInput } from "../bad-input.ts";
import type { StackReport } from "../report/report.ts";
import { effectOf } from "./digest.ts";
import type { BoundPlan } from "./load.ts";

/**
 * Makes sure that plans which were made just now, in the files named and with the diffs that were judged, do what the reviewed ones do. Throws `BadInput` where
 * they do not: the state, or something that the program reads, has moved on since the review.
 */
export async function demandSameEffect(
  bound: readonly BoundPlan[],
  fileOf: (stack: StackDescription) => string,
  judged: readonly Pick<StackReport, "stack" | "diff">[],
): Promise<void> {
  const moved = await Promise.all(
    bound.map(async ({ stack, effect }) => {
      const diff = judged.find((each) => each.stack === stack.name)?.diff ?? "";
      const now = effectOf(await readFile(fileOf(stack), "utf8"), diff);
      return now === effect ? [] : [stack.name];
    }),
  );
  const names = moved.flat().join(", ");
  if (names !== "") {
    throw new BadInput(
      `Nothing was applied: ${names} moved on since the plans were made. Make them again, and have them reviewed.`,
    );
  }
}
