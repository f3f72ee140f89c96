import type { DateText } from "../model/dates.ts";
import type { RegisterFiles } from "../policies/packs/as-in-files.ts";
import { waiversInUse } from "../policies/packs/own-rules.ts";
import { rulesOfPack } from "../policies/packs/pack-rules.ts";
import { parseViolationText, type Rule, type Violation } from "../policies/rules/rule.ts";
import { parseWaivedProblem } from "../policies/rules/waivers.ts";
import type { StackDescription } from "../stacks/catalogue.ts";
import { differencesInRun, notCompared } from "./as-in-files.ts";
import { blastRadiusOf } from "./blast-radius/index.ts";
import { changeOf, type Change as DeploymentChange } from "./deployment.ts";
import { type Change, changesOf, compare, type EngineEvent, errorsOf, parentsOf, plainText } from "./events.ts";
import { countsOf, lookedAtNothing, notEvaluated, notJudged, notLooking, type RuleCount } from "./gate.ts";
import { type Place, placeOf } from "./place.ts";

/** A violation as it is reported: with where to look. */
export interface ReportedViolation extends Violation {
  /** URN of the resource on which the policy reported it. */
  readonly urn: string;
  /** The register's entry that it is about, where there is one. */
  readonly place?: Place;
  /** Since when it is there; left out where there was nothing to compare with. */
  readonly origin?: Origin;
  /** Id of the waiver that holds it back; it does not block then. */
  readonly waivedBy?: string;
}

/** Whether a violation came with the change, was there before it, or came of itself when a day had passed. */
export type Origin =
  | { readonly kind: "introduced" | "already there" }
  | { readonly kind: "became due"; readonly on: DateText };

/**
 * The verdict on one stack. `clean`: everything was judged and nothing mandatory is violated. `violations`: everything
 * was judged, and something mandatory is violated. `failed`: the run could not be carried out, or a mandatory rule was
 * not evaluated, so there may be more violations than those that were found. `drifted`, only where drift was looked for:
 * nothing mandatory is violated, but what is there is not what the program says.
 */
export interface StackVerdict {
  readonly stack: string;
  readonly verdict: "clean" | "violations" | "drifted" | "failed";
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

/**
 * Whether a violation stands in the way of the change: a mandatory one that came with it, as far as is known, and that no
 * waiver holds back.
 */
export function blocks({ level, waivedBy, origin }: Pick<ReportedViolation, "level" | "waivedBy" | "origin">): boolean {
  return level === "mandatory" && waivedBy === undefined && (origin === undefined || origin.kind === "introduced");
}

type Locate = (subject: string) => Place | undefined;

/**
 * Judges a run by the engine's events: by what the pack found, by what the change takes away, and by whether it was the
 * register of `files` that was declared. `locate` finds the lines of the register's entries.
 */
export function verdictOf(
  stack: StackDescription,
  { events, error }: RunResult,
  locate: Locate,
  asOf: DateText,
  files: RegisterFiles,
): StackVerdict {
  const rules = rulesOfPack(stack.register);
  const found = violationsIn(events, stack, rules, locate);
  const change = changeOf(stack.register, events);
  const violations = onceEach([...found, ...violationsOfChange(events, change, stack, locate, asOf, files)]);
  const blocked = violations.some(blocks);
  const broken = error === undefined ? [] : reasonsOf(error, events, found.some(blocks));
  // A run that broke off leaves rules out for that reason, and naming each of them would bury it.
  const unseen = () => [
    ...notJudged(violations),
    ...notCompared(stack.register, found),
    ...notEvaluated(rules, events),
    ...lookedAtNothing(rules, stack, change.after),
    ...notLooking(rules),
  ];
  const problems = broken.length > 0 ? broken : unseen();
  return {
    stack: stack.name,
    verdict: problems.length > 0 ? "failed" : blocked ? "violations" : "clean",
    changes: changesOf(events),
    violations,
    rules: countsOf(rules, events),
    problems,
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
): ReportedViolation[] {
  const parents = parentsOf(events);
  return [...blastRadiusOf(stack, change, asOf), ...differencesInRun(files, change.after)].map((violation) => {
    return placed(violation, (subject) => placeOf(stack.register, subject, violation.urn, parents, locate));
  });
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
      return placed(waived(said, rules) ?? withSubject(said), (subject) =>
        placeOf(register, subject, urn, parents, locate),
      );
    })
    .sort(bySeverity);
}

/** Mandatory violations first. One that was found of several resources, or in two ways, is given once, as it came first. */
function onceEach(found: readonly ReportedViolation[]): ReportedViolation[] {
  const alike = Map.groupBy(found, ({ rule, subject, message }) => JSON.stringify([rule, subject, message]));
  return [...alike.values()].flatMap(([first]) => first ?? []).sort(bySeverity);
}

/** A message with what it says itself: its subject and clauses. */
function withSubject(said: Omit<ReportedViolation, "subject">): ReportedViolation {
  const { subject = said.urn, clauses = said.clauses } = parseViolationText(said.message) ?? {};
  return { ...said, clauses, subject };
}

/** What a waiver holds back, as the rule would have reported it; undefined for what is not said of a waiver. */
function waived(said: Omit<ReportedViolation, "subject">, rules: readonly Rule[]): ReportedViolation | undefined {
  if (said.rule !== waiversInUse.name) return undefined;
  const { subject = "", message = "" } = parseViolationText(said.message) ?? {};
  const held = parseWaivedProblem(message.slice(0, -` ${waiversInUse.remedy}`.length - 1));
  const rule = rules.find(({ name }) => name === held?.rule);
  if (held === undefined || rule === undefined) return undefined;
  const { name, level, clauses } = rule;
  const waivedBy = subject.split("/").slice(2).join("/");
  return { ...withSubject({ ...said, rule: name, level, clauses, message: held.line }), waivedBy };
}

function placed(violation: ReportedViolation, place: Locate): ReportedViolation {
  const found = place(violation.subject);
  return found === undefined ? violation : { ...violation, place: found };
}

/** What broke the run; nothing, when it is only that violations block it. */
function reasonsOf(error: string, events: readonly EngineEvent[], blocked: boolean): string[] {
  const reasons = errorsOf(events);
  return reasons.length > 0 || blocked ? reasons : [error];
}

function bySeverity(a: ReportedViolation, b: ReportedViolation): number {
  const key = ({ level, rule, subject, message, urn }: ReportedViolation) =>
    [level === "mandatory" ? 0 : 1, rule, subject, message, urn].join("\n");
  return compare(key(a), key(b));
}
