import { type Call, eachWithinBudget, type Outcome } from "../budget/within-budget.ts";

/**
 * CrossGuard asks each policy by itself, and what watches over a rule costs more than most rules do. So when the first rule
 * that is about a thing is asked, all of them judge it, and what the others found waits until they are asked. Nothing is
 * handed out twice: a rule that is asked about a thing again judges it anew, and so do all others.
 *
 * `thing` names what is judged: the URN of a resource, which is always looked at by all policies in turn. `calls` is every
 * rule that is about it, `rule` among them.
 */
export function judgedTogether<T>() {
  const waiting = new Map<string, Map<Call<T>["rule"], Outcome<T>>>();
  return (thing: string, rule: Call<T>["rule"], calls: () => readonly Call<T>[]): Outcome<T> => {
    const outcomes = outcomesFor(waiting.get(thing), rule, calls);
    const outcome = outcomes.get(rule) ?? { thrown: new Error(`${rule.name} was not asked about ${thing}`) };
    outcomes.delete(rule);
    if (outcomes.size > 0) waiting.set(thing, outcomes);
    else waiting.delete(thing);
    return outcome;
  };
}

function outcomesFor<T>(
  kept: Map<Call<T>["rule"], Outcome<T>> | undefined,
  rule: Call<T>["rule"],
  calls: () => readonly Call<T>[],
): Map<Call<T>["rule"], Outcome<T>> {
  if (kept?.has(rule) === true) return kept;
  const called = calls();
  const outcomes = eachWithinBudget(called);
  return new Map(
    outcomes.flatMap((outcome, index) => {
      const call = called[index];
      return call === undefined ? [] : [[call.rule, outcome] as const];
    }),
  );
}
