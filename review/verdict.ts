import { rulesOfPack } from "../policies/packs/pack-rules.ts";
import { parseViolationText, type Rule, type Violation } from "../policies/rules/rule.ts";
import type { StackDescription } from "../stacks/catalogue.ts";
import { type Change, changesOf, type EngineEvent, errorsOf, type PolicySummary, parentsOf } from "./events.ts";
import { type Place, placeOf } from "./place.ts";

/** A violation as it is reported: with where to look. */
export interface ReportedViolation extends Violation {
  /** URN of the resource on which the policy reported it. */
  readonly urn: string;
  /** The register's entry that it is about, where there is one. */
  readonly place?: Place;
}

/** How often a rule was evaluated, and with what result. */
export interface RuleCount {
  readonly rule: string;
  readonly level: Rule["level"];
  /** Resources (or the stack) on which it passed. */
  readonly passed: number;
  readonly failed: number;
}

/**
 * The verdict on one stack. `clean`: every rule was evaluated and none mandatory is violated. `violations`: something
 * mandatory is violated. `failed`: the run could not be carried out, or a mandatory rule was not evaluated.
 */
export interface StackVerdict {
  readonly stack: string;
  readonly verdict: "clean" | "violations" | "failed";
  readonly changes: readonly Change[];
  readonly violations: readonly ReportedViolation[];
  readonly rules: readonly RuleCount[];
  /** Why the run could not be carried out; empty unless `failed`. */
  readonly problems: readonly string[];
}

/** What a run of the engine left behind. */
export interface RunResult {
  readonly events: readonly EngineEvent[];
  /** The engine's own words when it ended with an error. */
  readonly error?: string;
}

/** Judges a run by the engine's events. `locate` finds the lines of the register's entries. */
export function verdictOf(
  stack: StackDescription,
  { events, error }: RunResult,
  locate: (subject: string) => Place | undefined,
): StackVerdict {
  const rules = rulesOfPack(stack.register);
  const parents = parentsOf(events);
  const violations = events
    .flatMap(({ policyEvent }) => policyEvent ?? [])
    .map((event): ReportedViolation => {
      const rule = rules.find(({ name }) => name === event.policyName);
      const urn = event.resourceUrn ?? "";
      const plain = event.message.replaceAll(/<\{%.*?%\}>/g, "").trim();
      // CrossGuard puts the description in a line before the message.
      const text =
        rule !== undefined && plain.startsWith(rule.description) ? plain.slice(rule.description.length).trim() : plain;
      const parsed = parseViolationText(text);
      const subject = parsed?.subject ?? urn;
      const place = placeOf(stack.register, subject, urn, parents, locate);
      return {
        rule: event.policyName,
        clauses: parsed?.clauses ?? rule?.clauses ?? [],
        // A configuration may turn a mandatory rule into advice; the rule's own level counts.
        level: rule?.level ?? (event.enforcementLevel === "mandatory" ? "mandatory" : "advisory"),
        subject,
        message: text,
        urn,
        ...(place !== undefined && { place }),
      };
    })
    .sort(bySeverity);
  const counts = countsOf(rules, events);
  const blocked = violations.some(({ level }) => level === "mandatory");
  const problems = [
    ...(error !== undefined && !blocked
      ? [...errorsOf(events), ...(errorsOf(events).length === 0 ? [error] : [])]
      : []),
    ...(error === undefined || blocked ? notEvaluated(rules, counts, events) : []),
  ];
  return {
    stack: stack.name,
    verdict: problems.length > 0 ? "failed" : blocked ? "violations" : "clean",
    changes: changesOf(events),
    violations,
    rules: counts,
    problems,
  };
}

function countsOf(rules: readonly Rule[], events: readonly EngineEvent[]): RuleCount[] {
  const summaries = events.flatMap((event): PolicySummary[] =>
    [event.policyAnalyzeSummaryEvent, event.policyAnalyzeStackSummaryEvent].filter((each) => each !== undefined),
  );
  const count = (name: string, list: "passed" | "failed") =>
    summaries.filter((summary) => summary[list]?.includes(name) === true).length;
  return rules.map(({ name, level }) => ({
    rule: name,
    level,
    passed: count(name, "passed"),
    failed: count(name, "failed"),
  }));
}

/** Rules that must have looked at something in every stack, and did not. */
function notEvaluated(rules: readonly Rule[], counts: readonly RuleCount[], events: readonly EngineEvent[]): string[] {
  // The engine leaves the stack rules out when a program dies or a resource is refused by its provider.
  const stackJudged = events.some((event) => event.policyAnalyzeStackSummaryEvent !== undefined);
  return rules
    .filter((rule) => rule.level === "mandatory" && (rule.scope !== "resource" || rule.types === "every"))
    .filter((rule) => stackJudged || rule.scope !== "stack")
    .filter((rule) => counts.some(({ rule: name, passed, failed }) => name === rule.name && passed + failed === 0))
    .map(({ name }) => `the mandatory rule ${name} was not evaluated`);
}

function bySeverity(a: Violation, b: Violation): number {
  const key = ({ level, rule, subject, message }: Violation) =>
    `${level === "mandatory" ? 0 : 1} ${rule} ${subject} ${message}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
