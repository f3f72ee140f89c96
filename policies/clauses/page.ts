import type { Clause, DerivedControl } from "./clause.ts";
import { isEnforceable } from "./clause.ts";
import type { ClaimingRule, Coverage } from "./coverage.ts";
import { coverage } from "./coverage.ts";
import { sources } from "./sources.ts";
import { isPaper, type Standing, type Support, standingOf } from "./standing.ts";

/** How many cases go through the engine for a clause: `red` must be refused, `green` must pass. */
export interface CaseCount {
  readonly red: number;
  readonly green: number;
}

type Row = Coverage<Clause | DerivedControl>;

interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
}

/**
 * The text of docs/clauses.md: counts, then the clauses by document and heading, then the derived controls.
 * The same arguments give the same text. With `cases`, keyed by clause id, each row also tells its cases through the engine.
 */
export function clausesPage(
  entries: readonly (Clause | DerivedControl)[],
  rules: readonly ClaimingRule[],
  cases?: ReadonlyMap<string, CaseCount>,
): string {
  const parts = partsOf(coverage(entries, rules));
  const blocks = [
    "# Clauses",
    "<!-- Generated from policies/clauses and the rules. Do not edit by hand. -->",
    "Every sentence of the OCP reference and of the Notify run book, numbered as clauses and put in our own words, with the rules that enforce it. " +
      "Clauses are E: enforced on resources, R: on the register, D: declared, C: context; " +
      "a breach of a mandatory one blocks the preview, a breach of an advisory one is reported. " +
      "Numbers such as AMB-5 lead to the [decision](decisions.md) on a text that can be read in more than one way.",
    counts(parts),
    "**What stands behind a clause** says what a clean verdict rests on. *Resource*: a resource that a rule judges, or that is made from the entries judged. " +
      "*Evidence*: what somebody else wrote, and a command takes in, as a [reading](audit.md) of who has access. *Export*: files written from the register for a system without a provider; nobody reads back what became of them. " +
      "*Paper*: the register's word alone, which whoever edits it can give and only people can check.",
    support(parts),
    ...parts.flatMap((part) => [`## ${part.title}`, ...sectionsOf(part, cases)]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** A part for each document and one for the derived controls; a part without rows is left out. */
function partsOf(rows: readonly Row[]): Part[] {
  const documents = sources.map(({ prefix, title }) => ({
    title,
    rows: rows.filter(({ entry }) => "lines" in entry && entry.id.startsWith(`${prefix}-`)),
  }));
  const derived = { title: "Derived controls", rows: rows.filter(({ entry }) => "basis" in entry) };
  return [...documents, derived].filter((part) => part.rows.length > 0);
}

function counts(parts: readonly Part[]): string {
  const line = (title: string, rows: readonly Row[]) => {
    const enforceable = rows.filter(({ entry }) => isEnforceable(entry)).length;
    const enforced = rows.filter(({ state }) => state === "enforced").length;
    return `| ${title} | ${rows.length} | ${enforceable} | ${enforced} | ${rows.length - enforceable} |`;
  };
  const documents = parts.filter(({ rows }) => rows.some(({ entry }) => "lines" in entry));
  const others = parts.filter((part) => !documents.includes(part));
  return [
    "| | Clauses | Enforceable | Enforced yet | Context only |",
    "|---|--:|--:|--:|--:|",
    ...documents.map(({ title, rows }) => line(title, rows)),
    line(
      "**Both documents**",
      documents.flatMap(({ rows }) => rows),
    ),
    ...others.map(({ title, rows }) => line(`${title}, which neither document states`, rows)),
  ].join("\n");
}

const supports: readonly Support[] = ["resource", "evidence", "export", "paper"];

/** How many enforced clauses have each kind of support, and how many have paper only. */
function support(parts: readonly Part[]): string {
  const line = ({ title, rows }: Part) => {
    const standing = rows.map(standingOfRow).filter((each) => each.length > 0);
    const withSupport = supports.map((by) => standing.filter((each) => each.some((one) => one.by === by)).length);
    return `| ${title} | ${[...withSupport, standing.filter(isPaper).length].join(" | ")} |`;
  };
  return [
    "| Clauses behind which stands | Resource | Evidence | Export | Paper | Nothing but paper |",
    "|---|--:|--:|--:|--:|--:|",
    ...parts.map(line),
  ].join("\n");
}

function standingOfRow({ entry, rules }: Row): readonly Standing[] {
  if (!isEnforceable(entry)) return [];
  return standingOf(
    entry.id,
    rules.map(({ scope }) => scope),
  );
}

function standsOn(row: Row): string {
  const standing = standingOfRow(row);
  if (standing.length === 0) return "–";
  const word = (by: Support) => (by === "paper" && isPaper(standing) ? "**paper**" : by);
  return supports
    .flatMap((by) => {
      const parts = standing.filter((each) => each.by === by).map(({ what }) => what);
      if (parts.length === 0) return [];
      const named = parts.filter((what) => what !== "").join("; ");
      return [named === "" ? word(by) : `${word(by)}: ${named}`];
    })
    .join("<br>");
}

function sectionsOf({ rows }: Part, cases: ReadonlyMap<string, CaseCount> | undefined): string[] {
  const sections = Map.groupBy(rows, ({ entry }) => entry.section);
  return [...sections].flatMap(([section, members]) => [
    `### ${section}`,
    [
      `| Clause | Requirement | Kind | Enforced by | Stands on |${cases ? " Red / green |" : ""}`,
      `|---|---|---|---|---|${cases ? "--:|" : ""}`,
      ...members.map((row) => `| ${cells(row, cases).map(cell).join(" | ")} |`),
    ].join("\n"),
  ]);
}

function cells(row: Row, cases: ReadonlyMap<string, CaseCount> | undefined): string[] {
  const { entry } = row;
  const text = [
    entry.requirement,
    ...(entry.note ? [`*${entry.note.replace(/AMB-\d+/g, (id) => `[${id}](decisions.md#${id.toLowerCase()})`)}*`] : []),
    ...("basis" in entry ? [`Basis: ${entry.basis}.`] : []),
  ];
  const letters = entry.classes.map((name) => name.charAt(0).toUpperCase()).join("+");
  const count = cases?.get(entry.id) ?? { red: 0, green: 0 };
  return [
    `<a id="${entry.id.toLowerCase()}"></a>\`${entry.id}\``,
    text.join("<br>"),
    entry.level === "none" ? letters : `${letters}, ${entry.level}`,
    enforcedBy(row),
    standsOn(row),
    ...(cases ? [isEnforceable(entry) ? `${count.red} / ${count.green}` : "–"] : []),
  ];
}

function enforcedBy({ entry, rules, state }: Row): string {
  if (rules.length === 0) return state === "context" ? "context" : "not yet";
  const names = rules.map(
    ({ name, level }) => `\`${name}\`${level === entry.level || level === "mandatory" ? "" : " (advisory)"}`,
  );
  return [...(state === "context" ? ["context"] : []), ...names].join("<br>");
}

/** A cell ends at a bar or a line break. */
function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}
