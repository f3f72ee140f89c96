import { readFile } from "node:fs/promises";
import type { StackReport } from "../../../report/report.ts";
import type { StackDescription } from "../../../stacks/catalogue.ts";
import { BadInput } from "../../../toolchain/bad-input.ts";
import { effectOf, planDigest } from "./digest.ts";
import type { BoundPlan } from "./load.ts";

/** A plan that was made just now and does what the reviewed one does. */
export interface ComparedPlan {
  readonly stack: StackDescription;
  /** The plan's text, as it was compared. */
  readonly plan: string;
}

/**
 * Makes sure that plans which were made just now, in the files named and with the diffs that were judged, do what the reviewed
 * ones do, and gives them. Throws `BadInput` where they do not: the state, or something that the program reads, has moved on
 * since the review; or a reviewed file does not do what its manifest says.
 */
export async function demandSameEffect(
  bound: readonly BoundPlan[],
  fileOf: (stack: StackDescription) => string,
  judged: readonly Pick<StackReport, "stack" | "diff">[],
): Promise<ComparedPlan[]> {
  const compared = await Promise.all(
    bound.map(async ({ stack, file, effect }) => {
      const diff = judged.find((each) => each.stack === stack.name)?.diff ?? "";
      const plan = await readFile(fileOf(stack), "utf8");
      const moved = effectOf(plan, diff) !== effect;
      // The manifest's word for what the file does may be as new as the file.
      const other = !moved && planDigest(await readFile(file, "utf8")) !== planDigest(plan);
      return { stack, plan, moved, other };
    }),
  );
  const names = (which: "moved" | "other") =>
    compared
      .filter((each) => each[which])
      .map(({ stack }) => stack.name)
      .join(", ");
  if (names("moved") !== "") {
    throw new BadInput(
      `Nothing was applied: ${names("moved")} moved on since the plans were made. Make them again, and have them reviewed.`,
    );
  }
  if (names("other") !== "") {
    throw new BadInput(
      `Nothing was applied: the plan of ${names("other")} does not do what a preview of the same commit does. Make the plans again, and have them reviewed.`,
    );
  }
  return compared.map(({ stack, plan }) => ({ stack, plan }));
}
