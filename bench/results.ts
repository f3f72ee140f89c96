/** One run of what is measured. Processor time is that of the user and the system, children included. */
export interface Run {
  readonly seconds: number;
  readonly cpuSeconds?: number;
  readonly peakBytes?: number;
}

/** What is told of a thing that is measured, whether or not it could be. */
export interface Subject {
  /** What it is; its name within the section. */
  readonly what: string;
  /** The row of the same section that its runs are divided by, round by round. */
  readonly against?: string;
  /** Grants in the register, where it is about their number. */
  readonly grants?: number;
}

/** What was measured of one thing, a run for each round. */
export interface Row extends Subject {
  readonly runs: readonly Run[];
  /** Why it could not be measured, in words. The runs before that are not shown. */
  readonly failed?: string;
}

export const sectionIds = ["commands", "packs", "rules", "loading", "tests"] as const;
export type SectionId = (typeof sectionIds)[number];

export interface Section {
  readonly id: SectionId;
  readonly rows: readonly Row[];
}

/** Where and with what it was measured. */
export interface About {
  readonly date: string;
  /** The commit that was checked out, and whether anything differed from it. */
  readonly commit: string;
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
  readonly sections: readonly Section[];
}
