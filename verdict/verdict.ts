import { type Change, changesOf, type EngineEvent, parentsOf, plainText } from "../driver/events.ts";
import { pendingWords } from "../driver/pending.ts";
import type { RunResult } from "../driver/run.ts";
import { toldBy } from "../driver/told.ts";
import type { DateText } from "../model/dates.ts";
import { type RegisterId, subjectOf } from "../model/register.ts";
import type { RegisterFiles } from "../policies/packs/as-in-files.ts";
import { waiversNeeded } from "../policies/packs/own-rules.ts";
import { rulesOfPack } from "../policies/packs/pack-rules.ts";
import { changeRules } from "../policies/rules/blast-radius.ts";
import type { Rule } from "../policies/rules/rule.ts";
import type { StackDescription } from "../stacks/catalogue.ts";
import { differencesInRun, notCompared } from "./as-in-files.ts";
import { isEvaluated, withChangeRules } from "./blast-radius/before.ts";
import { blastRadiusOf } from "./blast-radius/index.ts";
import { changeOf, type Deployment, type Change as DeploymentChange } from "./deployment.ts";
import { countsOf, lookedAtNothing, notEvaluated, notJudged, notLooking, type RuleCount } from "./gate.ts";
import type { Parts } from "./parts.ts";
import { type Place, placeOf } from "./place.ts";
import { disguisesIn, wrongReferences } from "./real.ts";
import { asReported, blocks, bySeverity, onceEach, placed, type ReportedViolation } from "./reported.ts";

/**
 * The verdict on one stack. `clean`: everything was judged and nothing mandatory is violated. `violations`: everything
 * was judged, and something mandatory is violated. `failed`: the run could not be carried out, or a mandatory rule was
 * not evaluated, so there may be more violations than those that were found. `pending`: everything was judged, but an
 * earlier run broke off, and what became of something is not known. `drifted`, only where drift was looked for: nothing
 * mandatory is violated, but what is there is not what the program says.
 */
export interface StackVerdict {
  readonly stack: string;
  readonly verdict: "clean" | "violations" | "pending" | "drifted" | "failed";
  readonly changes: readonly Change[];
  readonly violations: readonly ReportedViolation[];
  readonly rules: readonly RuleCount[];
  /** Why the run could not be carried out, or what is pending; empty unless `failed` or `pending`. */
  readonly problems: readonly string[];
  /** What the engine warned of; left out where it did not. */
  readonly warnings?: readonly string[];
  /** What differs from the base, by where that comes from; left out where there is none, or the run broke off. */
  readonly parts?: Parts;
}

type Locate = (subject: string, how?: "exact") => Place | undefined;

/**
 * Judges a run by the engine's events: by what the pack found, by what the change takes away, and by whether it was the
 * register of `files` that was declared. `locate` finds the lines of the register's entries. What was before is what is
 * deployed, and what `base` holds.
 */
export function verdictOf(
  stack: StackDescription,
  { events, error, hung = false, pending }: RunResult,
  locate: Locate,
  asOf: DateText,
  files: RegisterFiles,
  base?: Deployment,
): StackVerdict {
  const rules = rulesOfPack(stack.register);
  const found = violationsIn(events, stack, rules, locate);
  const change = changeOf(stack.register, events);
  const ofChange = violationsOfChange(events, change, stack, locate, asOf, files, base);
  const violations = onceEach([...neededAfterAll(found, ofChange, stack.register), ...ofChange]);
  const blocked = violations.some(blocks);
  const told = toldBy(events, error === undefined);
  const warnings = hung ? told.warnings.filter((text) => !text.startsWith("^C received")) : told.warnings;
  const broken = error === undefined ? [] : hung ? [error] : reasonsOf(error, told.problems, found.some(blocks));
  // A run that broke off leaves rules out for that reason, and naming each of them would bury it.
  const unseen = () => [
    ...told.problems,
    ...notJudged(violations),
    ...notCompared(stack.register, found),
    ...notEvaluated(rules, events),
    ...lookedAtNothing(rules, stack, change.after),
    ...notLooking(rules),
  ];
  const problems = broken.length > 0 ? broken : unseen();
  const unresolved = pending === undefined ? [] : pendingWords(stack.name, pending);
  const judged = unresolved.length > 0 ? "pending" : blocked ? "violations" : "clean";
  return {
    stack: stack.name,
    verdict: problems.length > 0 ? "failed" : judged,
    changes: changesOf(events),
    violations,
    rules: withChangeRules(countsOf(rules, events), changeRules, ofChange, (rule) => {
      return broken.length === 0 && isEvaluated(rule, change, base);
    }),
    problems: [...problems, ...unresolved],
    ...(warnings.length > 0 && { warnings }),
  };
}

/** What the change takes away that it may not, and what it declares that no file says, with where to mend it. */
function violationsOfChange(
  events: readonly EngineEvent[],
  change: DeploymentChange,
  stack: StackDescription,
  locate: Locate,
  asOf: DateText,
  files: RegisterFiles,
  base: Deployment | undefined,
): ReportedViolation[] {
  const parents = parentsOf(events);
  const found = [
    ...blastRadiusOf(stack, change, asOf, base),
    ...differencesInRun(files, change.after),
    ...disguisesIn(events),
    ...wrongReferences(change.after, stack.name, asOf).map((violation) => ({ ...violation, urn: "" })),
  ];
  return found.map((violation) => {
    return placed(violation, (subject) => placeOf(stack.register, subject, violation.urn, parents, locate));
  });
}

/** What the pack found, but for waivers that it saw no need of, since only the review sees what they hold back. */
function neededAfterAll(
  found: readonly ReportedViolation[],
  ofChange: readonly ReportedViolation[],
  register: RegisterId,
): readonly ReportedViolation[] {
  const needed = new Set(
    ofChange.flatMap(({ waivedBy }) => waivedBy ?? []).map((id) => subjectOf(register, "waivers", id)),
  );
  return found.filter(({ rule, subject }) => rule !== waiversNeeded.name || !needed.has(subject));
}

/** The violations that were reported, mandatory ones first. */
function violationsIn(
  events: readonly EngineEvent[],
  { register }: StackDescription,
  rules: readonly Rule[],
  locate: Locate,
): ReportedViolation[] {
  const parents = parentsOf(events);
  return events
    .flatMap(({ policyEvent }) => policyEvent ?? [])
    .map((event): ReportedViolation => {
      const rule = rules.find(({ name }) => name === event.policyName);
      const urn = event.resourceUrn ?? "";
      const plain = plainText(event.message);
      // CrossGuard puts the description in a line before the message.
      const message =
        rule !== undefined && plain.startsWith(rule.description) ? plain.slice(rule.description.length).trim() : plain;
      // A configuration may turn a mandatory rule into advice; the rule's own level counts.
      const level = rule?.level ?? (event.enforcementLevel === "mandatory" ? "mandatory" : "advisory");
      const said = { rule: event.policyName, clauses: rule?.clauses ?? [], level, message, urn };
      return placed(asReported(said, rules), (subject) => placeOf(register, subject, urn, parents, locate));
    })
    .sort(bySeverity);
}

/** What broke the run; nothing, when it is only that violations block it. */
function reasonsOf(error: string, told: readonly string[], blocked: boolean): readonly string[] {
  return told.length > 0 || blocked ? told : [error];
}
