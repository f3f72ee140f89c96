import { compare } from "../driver/events.ts";
import type { DateText } from "../model/dates.ts";
import { waiversInUse } from "../policies/packs/own-rules.ts";
import { parseViolationText, type Rule, type Violation } from "../policies/rules/rule.ts";
import { parseWaivedProblem } from "../policies/rules/waivers.ts";
import type { Place } from "./place.ts";

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
 * Whether a violation stands in the way of the change: a mandatory one that came with it, as far as is known, and that no
 * waiver holds back.
 */
export function blocks({ level, waivedBy, origin }: Pick<ReportedViolation, "level" | "waivedBy" | "origin">): boolean {
  return level === "mandatory" && waivedBy === undefined && (origin === undefined || origin.kind === "introduced");
}

/** What a judgement comes to, where no engine ran: what could not be judged outweighs what was found. */
export function outcomeOf(
  violations: readonly ReportedViolation[],
  problems: readonly string[],
): "clean" | "violations" | "failed" {
  if (problems.length > 0) return "failed";
  return violations.some(blocks) ? "violations" : "clean";
}

/** What a policy said, before its subject is read from the message. */
export type SaidByPolicy = Omit<ReportedViolation, "subject">;

/** What a policy said, as it is reported: by the rule that found it where a waiver holds it back, and with its subject. */
export function asReported(said: SaidByPolicy, rules: readonly Rule[]): ReportedViolation {
  return waived(said, rules) ?? withSubject(said);
}

/** A message with what it says itself: its subject and clauses. */
function withSubject(said: SaidByPolicy): ReportedViolation {
  const { subject = said.urn, clauses = said.clauses } = parseViolationText(said.message) ?? {};
  return { ...said, clauses, subject };
}

/** What a waiver holds back, as the rule would have reported it; undefined for what is not said of a waiver. */
function waived(said: SaidByPolicy, rules: readonly Rule[]): ReportedViolation | undefined {
  if (said.rule !== waiversInUse.name) return undefined;
  const { subject = "", message = "" } = parseViolationText(said.message) ?? {};
  const held = parseWaivedProblem(message.slice(0, -` ${waiversInUse.remedy}`.length - 1));
  const rule = rules.find(({ name }) => name === held?.rule);
  if (held === undefined || rule === undefined) return undefined;
  const { name, level, clauses } = rule;
  const waivedBy = subject.split("/").slice(2).join("/");
  return { ...withSubject({ ...said, rule: name, level, clauses, message: held.line }), waivedBy };
}

/** A violation with where to mend it, where that is known. */
export function placed(violation: ReportedViolation, place: (subject: string) => Place | undefined): ReportedViolation {
  const found = place(violation.subject);
  return found === undefined ? violation : { ...violation, place: found };
}

/** Mandatory violations first. One that was found of several resources, or in two ways, is given once, as it came first. */
export function onceEach(found: readonly ReportedViolation[]): ReportedViolation[] {
  const alike = Map.groupBy(found, ({ rule, subject, message }) => JSON.stringify([rule, subject, message]));
  return [...alike.values()].flatMap(([first]) => first ?? []).sort(bySeverity);
}

/** The order of violations: mandatory ones first, then by rule and subject. */
export function bySeverity(a: ReportedViolation, b: ReportedViolation): number {
  const key = ({ level, rule, subject, message, urn }: ReportedViolation) =>
    [level === "mandatory" ? 0 : 1, rule, subject, message, urn].join("\n");
  return compare(key(a), key(b));
}
