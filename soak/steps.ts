/** What a soak does, drawn by its seed: plain data, so that the same seed gives the same steps. */
import fc from "fast-check";
import { stacks } from "../stacks/catalogue.ts";
import { bucketNames, type Edit } from "./edits.ts";

/** What goes wrong during a run. */
export type Trouble =
  | { readonly kind: "none" }
  /** One process of the run is killed, at thousandths of the time that a run takes; `which` picks it. */
  | { readonly kind: "kill"; readonly at: number; readonly which: number }
  /** No file of the run may grow beyond so many blocks. */
  | { readonly kind: "disk"; readonly blocks: number };

/** One `up` of one stack: after an edit of the register, as of some days later, with some trouble. */
export interface Step {
  readonly stack: string;
  readonly edit: Edit;
  /** Days by which the clock is moved forward for this run. */
  readonly days: number;
  readonly trouble: Trouble;
}

const bucket = fc.constantFrom(...bucketNames);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("add"), bucket }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("retitle"), number: fc.integer({ min: 1, max: 999 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("break") }) },
);
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("none") }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("kill"), at: fc.integer({ min: 20, max: 999 }), which: fc.nat(999) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("disk"), blocks: fc.integer({ min: 8, max: 2_000 }) }) },
);
const step: fc.Arbitrary<Step> = fc.record({
  stack: fc.constantFrom(...stacks.map(({ name }) => name)),
  edit,
  days: fc.integer({ min: 0, max: 30 }),
  trouble,
});

/** The first steps of a seed. */
export function stepsOf(seed: number, count: number): Step[] {
  return fc.sample(step, { seed, numRuns: count });
}
