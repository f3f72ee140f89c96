import type { Requirement } from "./clause.ts";
import { isEnforceable } from "./clause.ts";

/** As much of a rule as the catalogue needs to know. */
export interface ClaimingRule {
  readonly name: string;
  /** The ids of the clauses and derived controls that it enforces. */
  readonly clauses: readonly string[];
  readonly level: "mandatory" | "advisory";
  readonly description: string;
  /** What it judges: the register, a resource, a stack, the change, or what a system says. */
  readonly scope: "register" | "resource" | "stack" | "change" | "reading";
}

/**
 * - `enforced`: a rule claims it, at its level or a stricter one.
 * - `weak`: it is mandatory, and only advisory rules claim it.
 * - `open`: enforceable, and no rule claims it yet.
 * - `context`: nothing to enforce.
 */
export type CoverageState = "enforced" | "weak" | "open" | "context";

/** A clause or control with the rules that claim it. */
export interface Coverage<Entry extends Requirement = Requirement> {
  readonly entry: Entry;
  /** Sorted by name. Context may have rules too: they do more than is asked. */
  readonly rules: readonly ClaimingRule[];
  readonly state: CoverageState;
}

/** What the rules enforce of each entry, in the order of the entries. */
export function coverage<Entry extends Requirement>(
  entries: readonly Entry[],
  rules: readonly ClaimingRule[],
): Coverage<Entry>[] {
  return entries.map((entry) => {
    const claiming = rules
      .filter((rule) => rule.clauses.includes(entry.id))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    return { entry, rules: claiming, state: stateOf(entry, claiming) };
  });
}

function stateOf(entry: Requirement, rules: readonly ClaimingRule[]): CoverageState {
  if (!isEnforceable(entry)) return "context";
  if (rules.length === 0) return "open";
  const blocked = entry.level !== "mandatory" || rules.some((rule) => rule.level === "mandatory");
  return blocked ? "enforced" : "weak";
}

/**
 * What is wrong between the rules and the catalogue, a sentence each, in the order of the rules; empty when all is well.
 * An enforceable clause without a rule is no problem, it is only not enforced yet; nor is a rule for a clause of context.
 */
export function clauseProblems(entries: readonly Requirement[], rules: readonly ClaimingRule[]): string[] {
  const known = new Set(entries.map((entry) => entry.id));
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const { name, clauses, description } of rules) {
    if (seen.has(name)) problems.push(`rule \`${name}\` is there twice: give one of them another name`);
    seen.add(name);
    if (description.trim() === "") problems.push(`rule \`${name}\` has no description: say in a line what it refuses`);
    if (clauses.length === 0) problems.push(`rule \`${name}\` names no clause: name the clauses that it enforces`);
    for (const id of new Set(clauses)) {
      if (!known.has(id)) problems.push(`rule \`${name}\` names \`${id}\`, which is no clause: see docs/clauses.md`);
      const times = clauses.filter((other) => other === id).length;
      if (times > 1) problems.push(`rule \`${name}\` names \`${id}\` ${times} times: once is enough`);
    }
  }
  for (const { entry, rules: claiming, state } of coverage(entries, rules)) {
    if (state !== "weak") continue;
    const names = claiming.map((rule) => `\`${rule.name}\``).join(", ");
    problems.push(`\`${entry.id}\` is mandatory, but only advisory rules enforce it (${names}): make one mandatory`);
  }
  return problems;
}
