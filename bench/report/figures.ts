import { ratiosTo, type Spread, spreadOf } from "../measure/statistics.ts";
import { type JudgedResults, type PreviewResults, type Variant, variants } from "../results.ts";

/** What is shown of the previews of a stack in one variant. Where the system tells nothing, memory and processor are left out. */
export interface PreviewFigures {
  readonly stack: string;
  readonly resources: number;
  readonly variant: Variant;
  readonly seconds: Spread;
  readonly ratio: Spread;
  readonly cpuSeconds?: Spread;
  readonly cpuRatio?: Spread;
  readonly peakBytes?: Spread;
}

/** The figures of all variants of a stack at one size; each ratio is to the bare run of the same round. */
export function previewFigures({ stack, runs }: PreviewResults): PreviewFigures[] {
  const of = (variant: Variant, key: "seconds" | "cpuSeconds" | "peakBytes") =>
    runs[variant].flatMap((run) => run[key] ?? []);
  return variants.map((variant) => {
    const cpu = of(variant, "cpuSeconds");
    const memory = of(variant, "peakBytes");
    return {
      stack,
      resources: runs[variant][0]?.resources ?? 0,
      variant,
      seconds: spreadOf(of(variant, "seconds")),
      ratio: ratiosTo(of("bare", "seconds"), of(variant, "seconds")),
      ...(cpu.length > 0 && { cpuSeconds: spreadOf(cpu), cpuRatio: ratiosTo(of("bare", "cpuSeconds"), cpu) }),
      ...(memory.length > 0 && { peakBytes: spreadOf(memory) }),
    };
  });
}

/** The parts of judging that are no rules. */
const recordParts = ["writeRecords", "manifestOf", "readRecords"] as const;

/** What is shown of judging a register. */
export interface JudgedFigures extends Pick<JudgedResults, "register" | "grants"> {
  /** All register rules together, seconds. */
  readonly rules: Spread;
  /** Their time over that for the fewest grants, round by round. */
  readonly growth: Spread;
  readonly slowest: { readonly rule: string; readonly seconds: number };
  readonly records: Readonly<Record<(typeof recordParts)[number], Spread>>;
  readonly peakBytes: Spread;
}

/** The figures of one size, with those of the smallest size of the same register to compare with. */
export function judgedFigures({ register, grants, runs }: JudgedResults, smallest: JudgedResults): JudgedFigures {
  const [first] = runs;
  const names = Object.keys(first?.seconds ?? {});
  const rules = names.filter((name) => !recordParts.some((part) => part === name));
  const all = (run: JudgedResults["runs"][number]) => rules.reduce((sum, rule) => sum + (run.seconds[rule] ?? 0), 0);
  const medianOf = (name: string) => spreadOf(runs.map((run) => run.seconds[name] ?? 0));
  const byTime = rules.map((rule) => ({ rule, seconds: medianOf(rule).median })).sort((a, b) => b.seconds - a.seconds);
  return {
    register,
    grants,
    rules: spreadOf(runs.map(all)),
    growth: ratiosTo(smallest.runs.map(all), runs.map(all)),
    slowest: byTime[0] ?? { rule: "none", seconds: 0 },
    records: {
      writeRecords: medianOf("writeRecords"),
      manifestOf: medianOf("manifestOf"),
      readRecords: medianOf("readRecords"),
    },
    peakBytes: spreadOf(runs.map((run) => run.peakBytes)),
  };
}

/** The figures of every size of every register. */
export function allJudgedFigures(judged: readonly JudgedResults[]): JudgedFigures[] {
  return judged.map((each) => {
    const same = judged.filter(({ register }) => register === each.register);
    return judgedFigures(each, same.toSorted((a, b) => a.grants - b.grants)[0] ?? each);
  });
}
