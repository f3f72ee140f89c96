import type { DateText } from "../../model/dates.ts";
import { historyType } from "../../model/history.ts";
import type { Register } from "../../model/register.ts";
import { forgotten } from "../../policies/rules/history/forgotten.ts";
import { historyIn, historyIsKept } from "../../policies/rules/history/kept.ts";
import { type Violation, violationsOf } from "../../policies/rules/rule.ts";
import type { Change } from "../deployment.ts";

/**
 * What is forgotten of what was there before, once more by what the engine deployed and not by what the program says of it: a program
 * that was changed to forget does not get by. In the words of the rule, so that what both find is one violation.
 */
export function historyForgotten({ before, after }: Change, asOf: DateText): Violation[] {
  const told = before.resources.filter(({ type }) => type === historyType);
  const earlier = told.flatMap((record) => historyIn(record, after.register.id).moments);
  return forgottenBy([...earlier, before.register], after.register, asOf);
}

/** What a register forgets of some that were before it, as violations; nothing of what it never was told. */
export function forgottenBy(befores: readonly Register[], after: Register, asOf: DateText): Violation[] {
  const found = befores.flatMap((before) => forgotten(before, after, asOf));
  return [...Map.groupBy(found, ({ item }) => item.subject)].flatMap(([subject, each]) =>
    violationsOf(historyIsKept, { subject, problems: [...new Set(each.map(({ problem }) => problem))] }),
  );
}
