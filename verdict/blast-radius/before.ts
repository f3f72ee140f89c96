import { type ChangeRule, deployersKept, grantsKept, keyHoldersKept } from "../../policies/rules/blast-radius.ts";
import { historyIsKept } from "../../policies/rules/history/kept.ts";
import { mailRatchet } from "../../policies/rules/mail/ratchet.ts";
import type { Change, Deployment } from "../deployment.ts";
import type { RuleCount } from "../gate.ts";

/** The rules about a change that compare registers alone. All others compare resources too. */
const ofRegister: readonly string[] = [grantsKept, keyHoldersKept, deployersKept, historyIsKept].map(
  ({ name }) => name,
);

/** The rules of packs about what was before, of which a pack sees no more than the program tells it. */
const ofPacks: readonly string[] = [mailRatchet, historyIsKept].map(({ name }) => name);

/** Whether there is anything to compare a change with: a stack that holds nothing was never deployed. */
export function isDeployed({ resources }: Deployment): boolean {
  return resources.length > 0;
}

/**
 * Whether a rule can be told of a change: there was something before that it reads, deployed or in the base. Of a base
 * whose resources are not known, the register may be.
 */
export function isEvaluated(rule: string, { before }: Pick<Change, "before">, base?: Deployment): boolean {
  if (isDeployed(before)) return true;
  return base !== undefined && (isDeployed(base) || ofRegister.includes(rule));
}

/**
 * The table of rules with those about the change. Where there is nothing that was before, none of them passed, and neither did
 * those of the packs that are about it.
 */
export function withChangeRules(
  counts: readonly RuleCount[],
  changeRules: readonly ChangeRule[],
  violations: readonly { readonly rule: string }[],
  isTold: (rule: string) => boolean,
): RuleCount[] {
  const failing = new Set(violations.map(({ rule }) => rule));
  const about = (rule: string): Pick<RuleCount, "checked" | "passed" | "failed" | "notEvaluated"> => {
    if (failing.has(rule)) return { checked: 1, passed: 0, failed: 1 };
    return isTold(rule)
      ? { checked: 1, passed: 1, failed: 0 }
      : { checked: 0, passed: 0, failed: 0, notEvaluated: true };
  };
  return [
    ...counts.map((count) => {
      const isAboutBefore = ofPacks.includes(count.rule) && count.checked > 0 && count.failed === 0;
      return isAboutBefore ? { ...count, ...about(count.rule) } : count;
    }),
    ...changeRules.map(({ name, level }) => ({ rule: name, level, ...about(name), notApplicable: 0 })),
  ];
}
