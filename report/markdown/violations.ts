import { listed } from "../../policies/rules/grants.ts";
import { blocks } from "../../verdict/reported.ts";
import type { Report } from "../report.ts";
import { groupsOf, type ListedViolation, saidOf, type ViolationGroup } from "../violations.ts";
import type { Detail } from "./detail.ts";
import { code, text } from "./escape.ts";
import { folded } from "./folded.ts";

/** The violations in their groups. Those that the change answers for lie open, the others are folded. */
export function violationsPart(report: Report, detail: Pick<Detail, "own" | "others">): string[] {
  const groups = groupsOf(report);
  if (groups.length === 0) return ["### No violations"];
  return groups.map((group) => {
    const whole = group.own ? detail.own : detail.others;
    const lines = group.violations.map(whole ? wholeItem : shortItem).join("\n");
    return group.own ? `### ${heading(group)}\n\n${lines}` : folded(heading(group), lines);
  });
}

/** A group's title with how many there are. */
export function heading({ title, violations }: ViolationGroup): string {
  return `${title} (${violations.length})`;
}

/** `✖ blocking`, `✖ mandatory`, `! advisory`. */
export function mark(violation: ListedViolation): string {
  return blocks(violation) ? "✖ **blocking**" : violation.level === "mandatory" ? "✖ mandatory" : "! advisory";
}

function wholeItem(violation: ListedViolation): string {
  const { rule, clauses, subject, stacks, origin, waivedBy } = violation;
  const facts = [
    ...(clauses.length > 0 ? [clauses.map(text).join(", ")] : []),
    `in ${listed(stacks.map(text))}`,
    ...(origin?.kind === "became due" ? [`due since ${origin.on}`] : []),
    ...(waivedBy === undefined ? [] : [`waived by ${code(waivedBy)}`]),
    ...where(violation),
  ];
  return `- ${mark(violation)} ${code(rule)} – ${facts.join(" · ")}<br>${code(subject)}: ${text(saidOf(violation))}`;
}

function shortItem(violation: ListedViolation): string {
  return `- ${[mark(violation), code(violation.rule), code(violation.subject), ...where(violation)].join(" ")}`;
}

function where({ place }: ListedViolation): string[] {
  return place === undefined ? [] : [code(`${place.file}:${place.line}:${place.column}`)];
}
