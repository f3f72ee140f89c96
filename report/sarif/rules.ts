import type { ReportingDescriptor } from "sarif";
import { clause, isRequirementId } from "../../policies/clauses/index.ts";
import { packRules } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";
import { readingRules } from "../../policies/rules/reality/index.ts";
import type { Level } from "../../policies/rules/rule.ts";
import { clipped } from "../visible.ts";

/** The longest description that GitHub takes. */
const longestDescription = 1024;

/** SARIF's word for what a breach does. */
export function levelOf(level: Level): "error" | "warning" {
  return level === "mandatory" ? "error" : "warning";
}

const rules = new Map([...packRules, ...changeRules, ...readingRules].map((rule) => [rule.name, rule]));

/** A rule as a reader of findings needs it: what must be so, which clauses say so, and how to mend a breach. */
export function describedRule(name: string, level: Level): ReportingDescriptor {
  const rule = rules.get(name);
  const defaultConfiguration = { level: levelOf(level) };
  // A pack of another version may know rules that this program does not.
  if (rule === undefined) return { id: name, name: readable(name), defaultConfiguration };
  const clauses = rule.clauses.filter(isRequirementId).map(clause);
  const said = clauses.map(({ id, requirement }) => `${id}: ${requirement}`);
  const page = "docs/clauses.md lists every clause with its rules.";
  return {
    id: name,
    name: readable(name),
    shortDescription: { text: clipped(rule.description, longestDescription) },
    fullDescription: { text: clipped(said.join(" "), longestDescription) },
    help: {
      text: [rule.description, rule.remedy, ...said, page].join("\n"),
      markdown: [rule.description, `**${rule.remedy}**`, said.map((each) => `- ${each}`).join("\n"), page].join("\n\n"),
    },
    defaultConfiguration,
    properties: { tags: ["gatehouse", ...rule.clauses], precision: "very-high" },
  };
}

/** The name of a rule beside its id, as SARIF wants it: an identifier that a person can read, which the id is not. */
function readable(name: string): string {
  return name
    .split("-")
    .map((word) => `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`)
    .join("");
}
