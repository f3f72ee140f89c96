import type { RegisterId } from "../../model/register.ts";
import { honestClock } from "../rules/baseline/honest-clock.ts";
import { everyRule, rulesFor } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import { waiversValid } from "../rules/waivers.ts";
import {
  everyRuleRan,
  registerAsInFiles,
  registerComplete,
  registerNotCompared,
  waiversInUse,
  waiversNeeded,
} from "./own-rules.ts";

/** Every rule that some pack runs, once, for documents. */
export const packRules: readonly Rule[] = withAdded(everyRule);

/** Every rule that an organisation's pack runs, for the verdict to count on. */
export function rulesOfPack(register: RegisterId): readonly Rule[] {
  return withAdded(rulesFor(register));
}

/** The rules of an organisation's pack that a waiver may name, as the pack counts them. */
export function waivableRules(register: RegisterId): readonly Rule[] {
  return withClock(rulesFor(register));
}

function withClock(rules: readonly Rule[]): readonly Rule[] {
  return [...rules, honestClock("1970-01-01")];
}

/** The rules, and what the packs add to them. The day matters only where a rule is run, and these are read for what they say of themselves. */
function withAdded(rules: readonly Rule[]): readonly Rule[] {
  const waivable = withClock(rules);
  const aboutRegister = [registerComplete, registerAsInFiles, registerNotCompared];
  return [...waivable, ...aboutRegister, waiversValid(waivable), waiversNeeded, waiversInUse, everyRuleRan];
}
