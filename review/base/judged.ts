import type { DateText } from "../../model/dates.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { withinBudget } from "../../policies/budget/within-budget.ts";
import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import { judgeRegister, type RegisterRule, type Violation } from "../../policies/rules/rule.ts";

/** The rules of an organisation that judge its register as a whole, which needs no engine. */
export function registerRulesOf(id: RegisterId): RegisterRule[] {
  return rulesOfPack(id).filter((rule) => rule.scope === "register");
}

/** What a rule says of a register on a day. A rule that breaks says that, every day. */
export function judgedOn(rule: RegisterRule, register: Register, day: DateText): Violation[] {
  try {
    return withinBudget(rule, () => judgeRegister(rule, register, day));
  } catch (error) {
    const { name, clauses, level } = rule;
    return [{ rule: name, clauses, level, subject: register.id, message: `it could not be judged: ${String(error)}` }];
  }
}

/**
 * The same for one violation on every day. Messages count: how many days, since which day. So numbers of days and dates
 * stand for any.
 */
export function lasting({ rule, subject, message }: Pick<Violation, "rule" | "subject" | "message">): string {
  const words = message.replaceAll(/\d{4}-\d{2}-\d{2}/g, "DATE").replaceAll(/\b\d+ days?\b/g, "DAYS");
  return JSON.stringify([rule, subject, words]);
}
