import type { Rule } from "../rules/rule.ts";
import { policiesOf } from "./policies.ts";
import { type Blind, blindIn } from "./self-check.ts";

/** The mandatory rules among these that have stopped looking, and the packs' own. */
export function blindRulesOf(rules: readonly Rule[]): Blind[] {
  return blindIn(rules, (some, asOf, files) => policiesOf("ocp", some, asOf, undefined, files));
}
