import { Script } from "node:vm";
import type { Rule } from "../rules/rule.ts";

/** What each call of a rule may take; the heaviest takes a hundredth of it. */
const BUDGET_MS = 30_000;

/** A rule was called and did not come to an end, or gave no findings but a promise of some. */
export class NotJudged extends Error {
  override readonly name = "NotJudged";
}

/** The rules that did not come to an end once: they are not waited for a second time. */
const endless = new WeakSet<Pick<Rule, "name">>();

const work = Symbol.for("gatehouse.work");
const here = globalThis as { [work]?: (() => unknown) | undefined };
const script = new Script('globalThis[Symbol.for("gatehouse.work")]()');

/**
 * Lets a rule work, and ends it when it has taken too long, whatever it does: a loop without an end, a pattern that tries
 * everything. Nothing else could: a rule is called where it stands, and while it runs nothing else does. Throws
 * {@link NotJudged}, and what the rule throws.
 */
export function withinBudget<T>(rule: Pick<Rule, "name">, judge: () => T, budgetMs: number = BUDGET_MS): T {
  // What comes after its first `await` would run where no budget holds.
  if ("judge" in rule && isAsync(rule.judge)) throw new NotJudged(promised(rule));
  if (endless.has(rule)) throw new NotJudged(tooLong(rule, budgetMs));
  const before = here[work];
  here[work] = judge;
  let found: unknown;
  try {
    found = script.runInThisContext({ timeout: budgetMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    endless.add(rule);
    throw new NotJudged(tooLong(rule, budgetMs));
  } finally {
    here[work] = before;
  }
  if (isPromise(found)) {
    found.then(undefined, () => {}); // whatever it comes to, it has been said
    throw new NotJudged(promised(rule));
  }
  return found as T;
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
