import type { DateText } from "../../model/dates.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { eachWithinBudget } from "../../policies/budget/within-budget.ts";
import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import { judgeRegister, type RegisterRule, type Violation } from "../../policies/rules/rule.ts";

/** The rules of an organisation that judge its register as a whole, which needs no engine. */
export function registerRulesOf(id: RegisterId): RegisterRule[] {
  return rulesOfPack(id).filter((rule) => rule.scope === "register");
}

/** A rule that is asked, and the day as of which it judges. */
interface Asked {
  readonly rule: RegisterRule;
  readonly day: DateText;
}

/** What a rule says of a register on a day. A rule that breaks says that, every day. */
export function judgedOn(rule: RegisterRule, register: Register, day: DateText): Violation[] {
  return judgedEach([{ rule, day }], register).flat();
}

/** What each of these rules says of a register on a day, in their order. */
export function judgedByEach(rules: readonly RegisterRule[], register: Register, day: DateText): Violation[][] {
  return judgedEach(
    rules.map((rule) => ({ rule, day })),
    register,
  );
}

/** The same for many rules and days: what each says, in the order in which they are asked. */
export function judgedEach(asked: readonly Asked[], register: Register): Violation[][] {
  const calls = asked.map(({ rule, day }) => ({ rule, judge: () => judgeRegister(rule, register, day) }));
  return eachWithinBudget(calls).map((outcome, index) => {
    if ("found" in outcome) return outcome.found;
    const { name = "", clauses = [], level = "mandatory" } = asked[index]?.rule ?? {};
    const message = `it could not be judged: ${String(outcome.thrown)}`;
    return [{ rule: name, clauses, level, subject: register.id, message }];
  });
}

/**
 * The same for one violation on every day. Messages count: how many days, since which day. So numbers of days and dates
 * stand for any.
 */
export function lasting({ rule, subject, message }: Pick<Violation, "rule" | "subject" | "message">): string {
  const words = message.replaceAll(/\d{4}-\d{2}-\d{2}/g, "DATE").replaceAll(/\b\d+ days?\b/g, "DAYS");
  return JSON.stringify([rule, subject, words]);
}
