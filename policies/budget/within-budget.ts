import { Script } from "node:vm";
import type { Rule } from "../rules/rule.ts";

/** What each call of a rule may take; the heaviest takes a hundredth of it. */
const BUDGET_MS = 30_000;

/** What several calls together may take before they are watched one by one. */
const TOGETHER_MS = 3_000;

/** A rule was called and did not come to an end, or gave no findings but a promise of some. */
export class NotJudged extends Error {
  override readonly name = "NotJudged";
}

/** A rule, and what it is called for. It may be called for that more than once. */
export interface Call<T> {
  readonly rule: Pick<Rule, "name">;
  readonly judge: () => T;
}

/** What came of a call. */
export type Outcome<T> = { readonly found: T } | { readonly thrown: unknown };

/** The rules that did not come to an end once: they are not waited for a second time. */
const endless = new WeakSet<Pick<Rule, "name">>();

/**
 * Lets a rule work, and ends it when it has taken too long, whatever it does: a loop without an end, a pattern that tries
 * everything. Nothing else could: a rule is called where it stands, and while it runs nothing else does. Throws
 * {@link NotJudged}, and what the rule throws.
 */
export function withinBudget<T>(rule: Pick<Rule, "name">, judge: () => T, budgetMs: number = BUDGET_MS): T {
  demandAnEnd(rule, budgetMs);
  const found = watched(judge, budgetMs);
  if (found === timedOut) {
    endless.add(rule);
    throw new NotJudged(tooLong(rule, budgetMs));
  }
  return demandFindings(rule, found);
}

/**
 * The same for several rules, one after the other: what came of each. A watch is a thread of its own, and starting one
 * costs more than most rules do, so one watches over them all. Whom it ends is called again with a budget of its own, and
 * those that come after it have a new watch.
 */
export function eachWithinBudget<T>(
  calls: readonly Call<T>[],
  { budgetMs = BUDGET_MS, togetherMs = TOGETHER_MS }: { budgetMs?: number; togetherMs?: number } = {},
): Outcome<T>[] {
  const outcomes: Outcome<T>[] = [];
  const callRest = () => {
    for (const call of calls.slice(outcomes.length)) outcomes.push(outcomeOf(() => callUnwatched(call, budgetMs)));
  };
  while (outcomes.length < calls.length) {
    if (watched(callRest, togetherMs) !== timedOut) continue;
    const ended = calls[outcomes.length];
    if (ended !== undefined) outcomes.push(outcomeOf(() => withinBudget(ended.rule, ended.judge, budgetMs)));
  }
  return outcomes;
}

function callUnwatched<T>({ rule, judge }: Call<T>, budgetMs: number): T {
  demandAnEnd(rule, budgetMs);
  return demandFindings(rule, judge());
}

/** What comes of some work. */
export function outcomeOf<T>(work: () => T): Outcome<T> {
  try {
    return { found: work() };
  } catch (thrown) {
    return { thrown };
  }
}

const timedOut = Symbol("timed out");
const work = Symbol.for("gatehouse.work");
const here = globalThis as { [work]?: (() => unknown) | undefined };
const script = new Script('globalThis[Symbol.for("gatehouse.work")]()');

/** What the work gives, or that it was ended. */
function watched<T>(judge: () => T, budgetMs: number): T | typeof timedOut {
  const before = here[work];
  here[work] = judge;
  try {
    return script.runInThisContext({ timeout: budgetMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    return timedOut;
  } finally {
    here[work] = before;
  }
}

/** Throws where it is known that a budget would not hold, or was not enough. */
function demandAnEnd(rule: Pick<Rule, "name">, budgetMs: number): void {
  // What comes after its first `await` would run where no budget holds.
  if ("judge" in rule && isAsync(rule.judge)) throw new NotJudged(promised(rule));
  if (endless.has(rule)) throw new NotJudged(tooLong(rule, budgetMs));
}

/** Throws where a promise was given in place of findings. */
function demandFindings<T>(rule: Pick<Rule, "name">, found: T): T {
  if (!isPromise(found)) return found;
  found.then(undefined, () => {}); // whatever it comes to, it has been said
  throw new NotJudged(promised(rule));
}

function tooLong({ name }: Pick<Rule, "name">, ms: number): string {
  return `${name} had not come to an end after ${ms / 1000} s. A rule looks at each thing once; look for a loop or a pattern in it that never ends`;
}

function promised({ name }: Pick<Rule, "name">): string {
  return `${name} gives a promise. A rule gives what it finds at once: take out async and await, and have what it waits for given to it`;
}

function isAsync(judge: unknown): boolean {
  return judge instanceof Function && /^Async(Generator)?Function$/.test(judge.constructor.name);
}

function isPromise(found: unknown): found is PromiseLike<unknown> {
  return typeof (found as Partial<PromiseLike<unknown>> | null | undefined)?.then === "function";
}
