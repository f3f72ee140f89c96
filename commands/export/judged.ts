import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { rulesFor } from "../../policies/rules/index.ts";
import { judgeRegister, type RegisterRule, type Violation } from "../../policies/rules/rule.ts";

/** What is mandatory of a register by itself and violated. An export gives access, so it passes the same rules as a preview. */
export function violationsOf(register: Register, asOf: DateText): Violation[] {
  return rulesFor(register.id)
    .filter((rule): rule is RegisterRule => rule.scope === "register" && rule.level === "mandatory")
    .flatMap((rule) => judgeRegister(rule, register, asOf));
}
