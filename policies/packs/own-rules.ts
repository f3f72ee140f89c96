import { manifestType } from "../../model/records.ts";
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

/** What is judged is what was reviewed: a program cannot leave an entry out of its stack, add one, or change one. */
export const registerAsInFiles: ResourceRule = {
  name: "register-as-in-files",
  clauses: ["GATE-1"],
  level: "mandatory",
  description:
    "The register that stands in the stack is that of the files: every entry, nothing more, and no value changed.",
  remedy: "Declare the register as loadRegister gives it, and change an entry in its file alone.",
  scope: "resource",
  types: [manifestType],
  judge: () => [],
};

/** An exported state has no files beside it, so that nothing is compared is said. */
export const registerNotCompared: ResourceRule = {
  name: "register-not-compared",
  clauses: ["GATE-1"],
  level: "advisory",
  description: "The register of an exported state is compared with no files.",
  remedy: "Leave it to a preview, which compares what a program declares with the files.",
  scope: "resource",
  types: [manifestType],
  judge: () => [],
};

/** No rule was left out. */
export const everyRuleRan: StackRule = {
  name: "every-rule-ran",
  clauses: ["GATE-1"],
  level: "mandatory",
  description:
    "Every rule of the pack was run on every resource of the stack, had one wherever the register says so, and refuses the example that it must refuse.",
  remedy:
    "Run with a register, a program that makes what it says, no policy configuration that disables rules, and rules that refuse their examples in policies/canaries.",
  scope: "stack",
  judge: () => [],
};

/** A waiver that nothing needs any more is taken out, before somebody leans on it for something else. */
export const waiversNeeded: StackRule = {
  name: "waivers-needed",
  clauses: ["GATE-8"],
  level: "mandatory",
  description: "Every waiver holds back something that its rule would refuse.",
  remedy: "Remove the waiver, or correct its subject.",
  scope: "stack",
  judge: () => [],
};

/** What waivers hold back is said all the same: CrossGuard knows no other way to say a thing that does not block. */
export const waiversInUse: StackRule = {
  name: "waivers-in-use",
  clauses: ["GATE-8"],
  level: "advisory",
  description: "What a waiver holds back for now.",
  remedy: "Correct it before then.",
  scope: "stack",
  judge: () => [],
};

/** All of them, in the order in which they are run. */
export const ownRules = [
  registerComplete,
  registerAsInFiles,
  registerNotCompared,
  waiversNeeded,
  waiversInUse,
  everyRuleRan,
] as const;
