import type { Outcome } from "../budget/within-budget.ts";
import { parseViolationText, type Rule, type Violation, violationText } from "../rules/rule.ts";

/** What is reported, and the subject that it is about. */
export type Line = Pick<Violation, "subject" | "message">;

/**
 * What a rule finds, or why it could not say: an unknown value or a defect of the rule is a violation, and so is
 * a rule that does not come to an end. CrossGuard would
 * turn the former into advice, and end the run on the latter without a word that helps.
 */
export function failClosed(outcome: Outcome<string[]>): string[] {
  return "found" in outcome ? outcome.found : [couldNotJudge(outcome.thrown)];
}

/** The same for a rule that gives whole lines, each with its subject. */
export function failClosedLines(rule: Rule, outcome: Outcome<Line[]>): Line[] {
  if ("found" in outcome) return outcome.found;
  return [{ subject: rule.name, message: violationText(rule, rule.name, couldNotJudge(outcome.thrown)) }];
}

const unknownYet = "it cannot be judged at preview, because it reads a value that is only known later";
const brokeDown = "it could not be judged";

function couldNotJudge(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return isOfUnknownValue(error) ? `${unknownYet} (${reason})` : `${brokeDown}: ${reason}`;
}

/**
 * Whether it is CrossGuard's `UnknownValueError`, told by its name: to have the class itself takes loading the SDK, which
 * costs more than judging a register does.
 */
function isOfUnknownValue(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === "UnknownValueError";
}

/** Whether a line of a policy tells that it could not judge, be it in these words or in CrossGuard's. */
export function isUnjudged(line: string): boolean {
  const problem = parseViolationText(line)?.message ?? line;
  return problem.startsWith(`${unknownYet} (`) || problem.startsWith(`${brokeDown}: `) || line.startsWith("can't run ");
}
