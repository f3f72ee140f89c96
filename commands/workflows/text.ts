import { styleText } from "node:util";
import { catalogue } from "../../policies/clauses/index.ts";
import { type Rule, subjectOfResource } from "../../policies/rules/rule.ts";
import { printable, visible } from "../../report/visible.ts";
import { counted } from "../../report/words.ts";
import { blocks, type ReportedViolation } from "../../verdict/reported.ts";
import type { StackVerdict } from "../../verdict/verdict.ts";
import { isAsked } from "./repository.ts";

/** How a rule's breach is mended in a repository: in other words than in a stack, where those would not do. */
export type Remedy = (rule: Pick<Rule, "name" | "remedy">) => string;

/** What has to change, by rule: what the rule asks, each thing with its line, and how to mend them, once. */
export function ruleBlocks(
  rules: readonly Rule[],
  { violations }: Pick<StackVerdict, "violations">,
  remedy: Remedy,
): string[] {
  return rules.flatMap((rule) => {
    const found = violations.filter((violation) => violation.rule === rule.name);
    if (found.length === 0) return [];
    const words = remedy(rule);
    const clauses = [...new Set(found.flatMap(({ clauses }) => clauses))];
    return [
      `${markOf(rule, found)} ${rule.name} [${clauses.join(", ")}]`,
      `  ${rule.description}`,
      ...found.map((violation) => `  - ${lineOf(violation, words)}`),
      `  ${styleText("dim", words)}`,
      "",
    ];
  });
}

function markOf({ level }: Rule, found: readonly ReportedViolation[]): string {
  return found.some(blocks) ? styleText("red", `✖ ${level}`) : styleText("yellow", `! ${level}`);
}

/** Where, and what is wrong there; a file needs no other name than its place. */
function lineOf({ message, subject, place, waivedBy }: ReportedViolation, remedy: string): string {
  const start = subject.startsWith(fileSubject) ? `${subject}: ` : "";
  const problem = message.slice(start.length, message.lastIndexOf(`. ${remedy} [`));
  const where = place === undefined ? "" : `${place.file}:${place.line}:${place.column}  `;
  return `${printable(visible(`${where}${problem}`))}${waivedBy === undefined ? "" : ` (waived by ${waivedBy})`}`;
}

const fileSubject = subjectOfResource({ type: "github:index/repositoryFile:RepositoryFile", name: "" }).slice(0, -1);

/**
 * What each clause asks that these rules enforce, a line each in the order of the catalogue: whether the checkout keeps it, and
 * if not, how much has to change, and what found it.
 */
export function clauseLines(
  id: string,
  rules: readonly Rule[],
  { violations }: Pick<StackVerdict, "violations">,
): string[] {
  const asked = new Set<string>([
    ...rules.flatMap(({ clauses }) => clauses).filter((clause) => isAsked(id, clause)),
    ...violations.flatMap(({ clauses }) => clauses),
  ]);
  return catalogue
    .filter(({ id }) => asked.has(id))
    .map(({ id: clause }) => {
      const found = violations.filter((violation) => violation.clauses.includes(clause) && blocks(violation));
      if (found.length === 0) return `  ${styleText("green", "✔")} ${clause}`;
      const names = [...new Set(found.map(({ rule }) => rule))].sort();
      return `  ${styleText("red", "✖")} ${clause}: ${counted(found.length, "thing")} to change (${names.join(", ")})`;
    });
}
