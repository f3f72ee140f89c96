import type { ResourceRule, StackRule } from "../rules/rule.ts";

/** What the packs themselves make sure of. Their judging is in `policies.ts`, since it needs what passed through the run. */

/** The whole register reaches the pack, unchanged and in time. */
export const registerComplete: ResourceRule = {
  name: "register-complete",
  clauses: ["GATE-1"],
  level: "mandatory",
  description: "The whole register stands in the stack before anything that is judged by it, readable and unchanged.",
  remedy: "Declare the stack's register with declareRegister before any other resource, and change nothing on the way.",
  scope: "resource",
  types: "every",
  judge: () => [],
};

/** No rule was left out. */
export const everyRuleRan: StackRule = {
  name: "every-rule-ran",
  clauses: ["GATE-1"],
  level: "mandatory",
  description: "Every rule of the pack was run on every resource of the stack.",
  remedy: "Run with a register, and without a policy configuration that disables rules.",
  scope: "stack",
  judge: () => [],
};
