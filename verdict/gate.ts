import { type EngineEvent, nameOf, resourcesOf } from "../driver/events.ts";
import { manifestType } from "../model/records.ts";
import { blindRulesOf } from "../policies/packs/blind-rules.ts";
import { isUnjudged } from "../policies/packs/fail-closed.ts";
import { nothingToLookAt } from "../policies/packs/nothing-to-look-at.ts";
import type { Rule } from "../policies/rules/rule.ts";
import type { StackDescription } from "../stacks/catalogue.ts";
import type { Deployment } from "./deployment.ts";

/** How often a rule was evaluated, and with what result. */
export interface RuleCount {
  readonly rule: string;
  readonly level: Rule["level"];
  /** Resources that it judged; 1 for a rule about the whole register or the whole stack. */
  readonly checked: number;
  readonly passed: number;
  readonly failed: number;
  /** Resources of the stack that are none of its business. */
  readonly notApplicable: number;
  /** Set where the rule compares with what was before, and nothing is known of that: it is neither passed nor failed. */
  readonly notEvaluated?: true;
}

/** What the engine says of a rule: the URNs on which it passed and failed. */
interface Evaluated {
  readonly passed: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
}

/** Stands for the stack as a whole where there would be a URN. */
const wholeStack = "the stack";

/** What the engine says that each rule was evaluated on. A rule that is not among them was not run, for whatever reason. */
export function evaluationsOf(events: readonly EngineEvent[]): ReadonlyMap<string, Evaluated> {
  const found = new Map<string, { passed: Set<string>; failed: Set<string> }>();
  const on = (rule: string) => {
    const before = found.get(rule);
    if (before !== undefined) return before;
    const fresh = { passed: new Set<string>(), failed: new Set<string>() };
    found.set(rule, fresh);
    return fresh;
  };
  for (const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent } of events) {
    for (const summary of [policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent]) {
      const at = summary?.resourceUrn || wholeStack;
      for (const rule of summary?.passed ?? []) on(rule).passed.add(at);
      for (const rule of summary?.failed ?? []) on(rule).failed.add(at);
    }
  }
  return found;
}

/** How often each rule was evaluated. */
export function countsOf(rules: readonly Rule[], events: readonly EngineEvent[]): RuleCount[] {
  const evaluations = evaluationsOf(events);
  const resources = resourcesOf(events).length;
  return rules.map(({ name, level, scope }) => {
    const { passed = new Set(), failed = new Set() } = evaluations.get(name) ?? {};
    const checked = new Set([...passed, ...failed]).size;
    return {
      ...{ rule: name, level, checked },
      ...{ passed: checked - failed.size, failed: failed.size },
      notApplicable: scope === "stack" ? 0 : Math.max(0, resources - checked),
    };
  });
}

/**
 * The mandatory rules that were not evaluated on all that they are about, as problems: switched off by a configuration,
 * left out, or never handed a resource. CrossGuard lets such a run end well.
 */
export function notEvaluated(rules: readonly Rule[], events: readonly EngineEvent[]): string[] {
  const evaluations = evaluationsOf(events);
  const resources = resourcesOf(events);
  return rules
    .filter(({ level }) => level === "mandatory")
    .flatMap((rule) => {
      const { passed = new Set(), failed = new Set() } = evaluations.get(rule.name) ?? {};
      if (rule.scope !== "resource" || rule.types === "every") {
        if (passed.size + failed.size === 0) return [`the mandatory rule ${rule.name} was not evaluated`];
      }
      const missed = subjectsOf(rule, resources).filter(({ urn }) => !passed.has(urn) && !failed.has(urn));
      const [first] = missed;
      if (first === undefined) return [];
      const others = missed.length > 1 ? ` and ${missed.length - 1} more` : "";
      return [
        `the mandatory rule ${rule.name} was not evaluated on ${first.type} "${nameOf(first.urn)}"${others}, which it is about`,
      ];
    });
}

/**
 * The mandatory rules that had nothing to look at though the register that was judged says that the stack has something,
 * as problems. The pack looks for them too; here nothing hangs on its last rule.
 */
export function lookedAtNothing(
  rules: readonly Rule[],
  { name }: Pick<StackDescription, "name">,
  { register, resources }: Deployment,
): string[] {
  const types = new Set(resources.map(({ type }) => type));
  return nothingToLookAt(rules, { register, name, types });
}

/** The resources that a rule has to be evaluated on, one by one; the whole stack is not among them. */
function subjectsOf<R extends { readonly type: string }>(rule: Rule, resources: readonly R[]): readonly R[] {
  if (rule.scope === "stack") return [];
  if (rule.scope === "register") return resources.filter(({ type }) => type === manifestType);
  const { types } = rule;
  return types === "every" ? resources : resources.filter(({ type }) => types.includes(type));
}

/** The mandatory rules that were run and could not say: they met a value that is not known yet, or broke down. */
export function notJudged(violations: readonly { rule: string; level: Rule["level"]; message: string }[]): string[] {
  return violations
    .filter(({ level, message }) => level === "mandatory" && isUnjudged(message))
    .map(({ rule, message }) => `the mandatory rule ${rule} could not judge ${message}`);
}

/**
 * The mandatory rules that let pass what they must refuse, as problems. The pack looks for them too; here nothing hangs on
 * the rule of the pack that tells of them.
 */
export function notLooking(rules: readonly Rule[]): string[] {
  return blindRulesOf(rules).map(({ rule, problem }) => `the mandatory rule ${rule} ${problem}`);
}
