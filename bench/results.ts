import type { RegisterId } from "../model/register.ts";
import type { TaskRun } from "./measure/in-process.ts";
import type { PreviewRun } from "./measure/preview.ts";

/** How a preview is run: without a pack, with one that has no policies, or with the one of the stack. */
export const variants = ["bare", "empty pack", "own pack"] as const;
export type Variant = (typeof variants)[number];

/** The previews of one stack at one size, a run for each round in every list. */
export interface PreviewResults {
  readonly stack: string;
  readonly runs: Readonly<Record<Variant, readonly PreviewRun[]>>;
}

export interface JudgedResults {
  readonly register: RegisterId;
  readonly grants: number;
  readonly runs: readonly TaskRun[];
}

export interface LoadedResults {
  readonly grants: number;
  readonly runs: readonly TaskRun[];
}

/** Where and with what it was measured. */
export interface About {
  readonly date: string;
  readonly engine: string;
  readonly node: string;
  readonly sdk: string;
  readonly policySdk: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Mean number of runnable processes over the last minute, before the run began: 0 on an idle machine. */
  readonly load: number;
}

export interface Results {
  readonly about: About;
  readonly previews: readonly PreviewResults[];
  readonly judged: readonly JudgedResults[];
  readonly loaded: readonly LoadedResults[];
}
