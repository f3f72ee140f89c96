import type { ChangeRule } from "../../policies/rules/blast-radius.ts";
import { type Violation, violationText } from "../../policies/rules/rule.ts";

/** What is wrong with a change. */
export interface ChangeFinding {
  readonly rule: ChangeRule;
  readonly subject: string;
  readonly problem: string;
  /** URN of the resource that it is about; left out where it is about the register. */
  readonly urn?: string;
}

/** A violation of a rule about the change itself. */
export interface ChangeViolation extends Violation {
  /** URN of the resource that it is about; empty where it is about the register. */
  readonly urn: string;
  /** Id of the waiver by which a second person allows it. */
  readonly waivedBy?: string;
}

/** A finding in the shape of every other violation. */
export function violationOf({ rule, subject, problem, urn = "" }: ChangeFinding): ChangeViolation {
  const { name, clauses, level } = rule;
  return { rule: name, clauses, level, subject, message: violationText(rule, subject, problem), urn };
}

/**
 * Whether so much is lost that a second person has to allow it: more than a part of what there was, and not just a few.
 * Gives the arithmetic, for the message.
 */
export function tooMuch(
  lost: number,
  before: number,
  { part, count }: { readonly part: number; readonly count: number },
): string | undefined {
  if (lost < count || lost <= before * part) return undefined;
  return `${lost} of ${before} (${Math.round((100 * lost) / before)} %), and more than ${Math.round(100 * part)} % are too many at once`;
}
