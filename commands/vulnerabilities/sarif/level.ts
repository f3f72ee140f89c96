import { asWritten } from "../found.ts";
import { isWorse, type Severity, severityIn, worst } from "../severity.ts";
import { index, list, type Part, part, said } from "./parts.ts";
import type { RuleOf } from "./rules.ts";

/** A severity, and what could not be read on the way to it. */
export interface Judged {
  readonly severity: Severity;
  readonly told: readonly string[];
}

const levels: Readonly<Record<string, Severity>> = {
  ...{ error: "high", warning: "medium", note: "low", none: "informational" },
};

/** Names under which scanners write a CVSS score. */
const scores = ["security-severity", "securitySeverity", "security_severity", "cvssScore", "cvssv3_baseScore"];

/** Names under which scanners write a severity in a word: `severity`, `issue_severity`, `problem.severity`, `DevSkimSeverity`. */
const severities = /severity(?:[-_ ]?level)?$/i;

/**
 * How bad a result is: by the score of the result or its rule; else by its level (3.27.10), or the word that its scanner
 * writes beside it, whichever is worse. What cannot be read is the worst.
 */
export function severityOf(run: Part, result: Part, rule: RuleOf): Judged {
  const bags = [part(result.properties), part(rule.about.properties)];
  const written = worded(bags, ["UNKNOWN", "CRITICAL", "HIGH", "MEDIUM", "LOW"]);
  const unknown = written.some((word) => word.toLowerCase() === "unknown");
  for (const bag of bags) {
    for (const name of scores) {
      const value = bag[name];
      if (value === undefined || value === null || value === "") continue;
      const severity = severityIn(value);
      if (severity === undefined)
        return { severity: worst, told: [`${name} is ${asWritten(value)}, which is no score`] };
      if (severity !== "informational" || !unknown) return { severity, told: [] };
    }
  }
  if (unknown) return { severity: worst, told: ["its scanner does not know how severe it is"] };
  const level = levelOf(run, result, rule);
  const own = levels[level];
  if (own === undefined || !Object.hasOwn(levels, level)) {
    return { severity: worst, told: [`level is ${asWritten(level)}, which is none of SARIF's`] };
  }
  const fromWords = written.flatMap((word) => severityIn(word) ?? []);
  return { severity: worstOf([own, ...fromWords]), told: [] };
}

/** The level of a result: its own, else what the run configured for the rule, else the rule's, else a warning. */
function levelOf(run: Part, result: Part, rule: RuleOf): string {
  const known = [result.level, overrideOf(run, result, rule).level, part(rule.about.defaultConfiguration).level];
  const given = known.find((level) => level !== undefined && level !== null);
  return given === undefined ? "warning" : typeof given === "string" ? given : asWritten(given);
}

/** What the invocation that gave the result set for its rule (3.20.5). */
function overrideOf(run: Part, result: Part, { id, about }: RuleOf): Part {
  const invocations = list(run.invocations).map(part);
  const at = index(part(result.provenance).invocationIndex) ?? (invocations.length === 1 ? 0 : -1);
  const overrides = list(invocations[at]?.ruleConfigurationOverrides).map(part);
  const own = overrides.find(({ descriptor }) => {
    const named = part(descriptor);
    if (said(named.id) !== undefined) return named.id === about.id || named.id === id;
    return index(named.index) !== undefined && named.index === result.ruleIndex;
  });
  return part(own?.configuration);
}

function worded(bags: readonly Part[], tags: readonly string[]): string[] {
  return bags.flatMap((bag) => [
    ...Object.entries(bag).flatMap(([name, value]) =>
      severities.test(name) && !scores.includes(name) ? (said(value)?.trim() ?? []) : [],
    ),
    ...list(bag.tags).flatMap((tag) => (tags.includes(String(tag).toUpperCase()) ? String(tag) : [])),
  ]);
}

function worstOf(found: readonly Severity[]): Severity {
  return found.reduce((one, other) => (isWorse(other, one) ? other : one));
}
