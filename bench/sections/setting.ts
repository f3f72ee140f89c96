import type { RoundsOptions } from "../measure/rounds.ts";

/** How much is measured. */
export interface Plan {
  readonly rounds: RoundsOptions["rounds"];
  /** Resources of the stacks that are previewed with a pack. */
  readonly resources: number;
  /** Grants of the registers that are judged, fewest first. */
  readonly grants: readonly number[];
  /** Grants of the registers that are loaded from files, fewest first. */
  readonly loaded: readonly number[];
  readonly tests: "unit" | "all";
}

/** What every section is measured with. */
export interface Setting {
  /** The checkout. */
  readonly root: string;
  /** For what is written meanwhile; removed afterwards. */
  readonly folder: string;
  readonly plan: Plan;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The options of rounds that may take so many minutes together. */
export function roundsWithin(minutes: number, { plan, progress, signal }: Setting): RoundsOptions {
  return { rounds: plan.rounds, budget: minutes * 60_000, progress, signal };
}
