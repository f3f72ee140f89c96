import { parseViolationText } from "../policies/rules/rule.ts";
import type { ReportedViolation } from "../verdict/reported.ts";
import type { Report } from "./report.ts";
import { titles } from "./words.ts";

/** A violation as a reader counts it: once, however many stacks of the same register found it. */
export interface ListedViolation extends ReportedViolation {
  /** The stacks that found it, in their order. */
  readonly stacks: readonly string[];
}

/** Violations that are read together. */
export interface ViolationGroup {
  readonly title: string;
  /** Whether this is what the change has to answer for; the rest was there without it, or is held back. */
  readonly own: boolean;
  /** Mandatory ones first, then by rule and subject. */
  readonly violations: readonly ListedViolation[];
}

/** The violations of all stacks, each once. */
export function listedViolations({ stacks }: Pick<Report, "stacks">): ListedViolation[] {
  const all = stacks.flatMap(({ stack, violations }) => violations.map((violation) => ({ stack, violation })));
  const alike = Map.groupBy(all, ({ violation: { rule, subject, message, origin, waivedBy } }) =>
    JSON.stringify([rule, subject, message, origin, waivedBy]),
  );
  return [...alike.values()].flatMap((found) =>
    found.slice(0, 1).map(({ violation }) => ({ ...violation, stacks: found.map(({ stack }) => stack) })),
  );
}

/** The violations in groups, those of the change first; a group that is empty is left out. */
export function groupsOf(report: Pick<Report, "stacks">): ViolationGroup[] {
  const waived = ({ waivedBy }: ListedViolation) => waivedBy !== undefined;
  const is = (kind: string | undefined) => (each: ListedViolation) => !waived(each) && each.origin?.kind === kind;
  const groups: [string, boolean, (each: ListedViolation) => boolean][] = [
    ["Introduced by this change", true, is("introduced")],
    [titles.violations, true, is(undefined)],
    ["Became due", false, is("became due")],
    ["Already there", false, is("already there")],
    ["Held back by a waiver", false, waived],
  ];
  const all = listedViolations(report);
  const level = ({ level: each }: ListedViolation) => (each === "mandatory" ? 0 : 1);
  return groups
    .map(([title, own, belongs]) => ({
      title,
      own,
      violations: all.filter(belongs).sort((a, b) => level(a) - level(b)),
    }))
    .filter(({ violations }) => violations.length > 0);
}

/** What a violation's message says besides its subject and its clauses, which are shown by themselves. */
export function saidOf({ message, subject }: Pick<ReportedViolation, "message" | "subject">): string {
  const parsed = parseViolationText(message);
  return parsed?.subject === subject ? parsed.message : message;
}
