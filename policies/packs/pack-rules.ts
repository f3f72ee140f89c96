import type { RegisterId } from "../../model/register.ts";
import { honestClock } from "../rules/baseline/honest-clock.ts";
import { everyRule, rulesFor } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import { everyRuleRan, registerComplete } from "./own-rules.ts";

/** What the packs add to the rules. The day matters only where a rule is run, and these are read for what they say of themselves. */
const added: readonly Rule[] = [registerComplete, honestClock("1970-01-01"), everyRuleRan];

/** Every rule that some pack runs, once, for documents. */
export const packRules: readonly Rule[] = [...everyRule, ...added];

/** Every rule that an organisation's pack runs, for the verdict to count on. */
export function rulesOfPack(register: RegisterId): readonly Rule[] {
  return [...rulesFor(register), ...added];
}
