import { listed } from "../policies/rules/grants.ts";
import type { RuleCount } from "../verdict/gate.ts";
import type { Part, Parts } from "../verdict/parts.ts";
import { blocks, type Origin } from "../verdict/reported.ts";
import type { StackVerdict } from "../verdict/verdict.ts";
import type { AccessChange, Obligation, ObligationKind, ReadingTold, Report } from "./report.ts";
import { visible } from "./visible.ts";

/** What a verdict is called, and the mark before it; the word tells it all, the mark only helps the eye. */
export const verdictWords: Readonly<Record<StackVerdict["verdict"], { readonly mark: string; readonly word: string }>> =
  {
    clean: { mark: "✔", word: "clean" },
    violations: { mark: "✖", word: "blocked" },
    pending: { mark: "✖", word: "pending" },
    drifted: { mark: "✖", word: "drifted" },
    failed: { mark: "✖", word: "not judged" },
  };

/** What a kind of obligation is called. */
export const obligationWords: Readonly<Record<ObligationKind, string>> = {
  vulnerability: "vulnerability",
  rotation: "rotation",
  "access-review": "access review",
  "restore-test": "restore test",
  leaver: "leaver",
  waiver: "waiver",
  "root-use": "root use",
  "smoke-test": "smoke test",
  restage: "restage",
};

/** The titles of a report's parts, in their order. */
export const titles = {
  losses: "What is destroyed or loses protection",
  violations: "Violations",
  access: "Who gains and loses what",
  waivers: "Waivers",
  obligations: "Obligations",
  forecast: "Forecast",
  rules: "Rules evaluated",
  diff: "Infrastructure diff",
  accessMap: "Who holds what",
} as const;

/** How far a report looks ahead. */
export const forecastDays = 30;

/** `1 change`, `2 changes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The verdict on all stacks together: the worst of them. */
export function overallVerdict({ stacks }: Pick<Report, "stacks">): StackVerdict["verdict"] {
  const verdicts = stacks.map(({ verdict }) => verdict);
  return (["failed", "pending", "violations", "drifted"] as const).find((each) => verdicts.includes(each)) ?? "clean";
}

/** What stands above the problems of a stack; `name` is the stack's, as the form writes it. */
export function problemsTitle(verdict: StackVerdict["verdict"], name: string): string {
  return verdict === "pending" ? `What is pending in ${name}` : `Why ${name} was not judged`;
}

/** What stands above what the engine warned of. */
export const warningsTitle = (name: string): string => `What the engine warned of in ${name}`;

/** One sentence on what a verdict means for the change. */
export function meaning(verdict: StackVerdict["verdict"]): string {
  return {
    clean: "Everything was judged, and nothing stands in the way.",
    violations: "Everything was judged, and what is marked as blocking stands in the way.",
    pending: "Everything was judged, but an earlier run broke off, and what became of what it had begun is not known.",
    drifted: "Everything was judged and nothing is violated, but what is there is not what was declared.",
    failed: "Not everything could be judged, so there may be more violations than those found.",
  }[verdict];
}

/** The violations of a stack by number: what blocks, what is older, what a waiver holds back, what is advice. */
export function violationFacts(violations: StackVerdict["violations"]): string[] {
  const mandatory = violations.filter(({ level, waivedBy }) => level === "mandatory" && waivedBy === undefined);
  const blocking = mandatory.filter(blocks).length;
  const older = mandatory.length - blocking;
  const waived = violations.filter(({ waivedBy }) => waivedBy !== undefined).length;
  const advisory = violations.filter(({ level, waivedBy }) => level === "advisory" && waivedBy === undefined).length;
  return [
    ...(blocking > 0 || older > 0 ? [counted(blocking, "violation")] : []),
    ...(older > 0 ? [`${older} older`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(advisory > 0 ? [counted(advisory, "advisory violation")] : []),
  ];
}

/** What a stack's verdict is about, in numbers: `2 violations, 1 change, 150 rules evaluated`. */
export function stackFacts({ violations, changes, rules }: Omit<StackVerdict, "stack" | "verdict">): string {
  return [...violationFacts(violations), counted(changes.length, "change"), rulesEvaluated(rules)].join(", ");
}

/** The same of a register that was judged by itself, where nothing changes. */
export function registerFacts({ violations, rules }: Pick<StackVerdict, "violations" | "rules">): string {
  return [...violationFacts(violations), rulesEvaluated(rules)].join(", ");
}

function rulesEvaluated(rules: StackVerdict["rules"]): string {
  const evaluated = `${counted(rules.filter(({ passed, failed }) => passed + failed > 0).length, "rule")} evaluated`;
  const left = rules.filter(({ notEvaluated }) => notEvaluated === true).length;
  return left === 0 ? evaluated : `${evaluated}, ${left} not evaluated`;
}

/** Why rules were not evaluated, and which; undefined where there are none. */
export function notEvaluatedWords(rules: StackVerdict["rules"]): string | undefined {
  const names = rules.filter(({ notEvaluated }) => notEvaluated === true).map(({ rule }) => rule);
  return names.length === 0 ? undefined : `Not evaluated against what was there before: ${names.join(", ")}.`;
}

/** The numbers of a row of the table of rules, in the order of its columns. */
export function countCells({ checked, passed, failed, notApplicable, notEvaluated }: RuleCount): (string | number)[] {
  return notEvaluated === true ? ["not evaluated", "–", "–", "–"] : [checked, passed, failed, notApplicable];
}

/** Since when a violation is there. */
export function originWords(origin: Origin): string {
  return origin.kind === "introduced"
    ? "introduced by this change"
    : origin.kind === "became due"
      ? `became due on ${origin.on}`
      : origin.kind;
}

/** What a report was judged by. */
export function judgedWords({ mode, asOf }: Pick<Report, "mode" | "asOf">): string {
  return mode === "offline"
    ? `Judged as of ${asOf}, offline: no real service was contacted.`
    : `Judged as of ${asOf}, with real providers.`;
}

/** What a verdict on registers by themselves says nothing of. */
export function notJudgedWords(notJudged: readonly string[]): string {
  return `Not judged: ${notJudged.join("; ")}. npm run preview judges them.`;
}

/** What is known of the reading of a system, in a line. */
export function readingWords({ register, system, proves, readOn, by, accounts, digest }: ReadingTold): string {
  const name = visible(`${register}/${system}`);
  if (digest === undefined) return `No reading of ${name}: who has access there is the register's word alone.`;
  const made = [...(readOn === undefined ? [] : [`of ${readOn}`]), ...(by === undefined ? [] : [visible(`by ${by}`)])];
  const what = { all: "it is whole", presence: "a part of it is missing", nothing: "it proves nothing" }[proves];
  return `Reading of ${name}${made.length === 0 ? "" : ` ${made.join(" ")}`}: ${counted(accounts ?? 0, "account")}, ${what}.`;
}

/** What was compared with; nothing was, where there is no base. */
export function comparedWords({ base }: Pick<Report, "base">): string {
  return base === undefined
    ? "Compared with no base, so every violation counts as this change's own."
    : `Compared with ${base.ref} (${base.commit.slice(0, 12)}).`;
}

/** How much of what differs from the base comes from where. */
export function partsWords({ register, program, note }: Parts): string {
  const counts = `Against the base, ${counted(register.length, "resource")} differ by the register and ${program.length} by the program.`;
  const told = note === undefined ? counts : `${counts} It was not told apart: ${note}.`;
  return program.length === 0 ? told : `${told} What differs by the program is for code owners of both services.`;
}

/** A resource that differs from the base: its sign, type and name, and which properties differ. */
export function partWords({ operation, type, name, properties = [] }: Part): string {
  const sign = { create: "+", update: "~", delete: "-" }[operation];
  return visible(`${sign} ${type} ${name}${properties.length === 0 ? "" : ` (${properties.join(", ")})`}`);
}

/** How far off a day is: `12 days late`, `due today`, `in 3 days`. */
export function dueWords(daysLeft: number): string {
  return daysLeft < 0
    ? `${counted(-daysLeft, "day")} late`
    : daysLeft === 0
      ? "due today"
      : `in ${counted(daysLeft, "day")}`;
}

/** What a person's change of access is, in one line: `gains A and B; loses C`. */
export function accessWords({ gains, loses }: Pick<AccessChange, "gains" | "loses">): string {
  return [
    ...(gains.length > 0 ? [`gains ${listed(gains)}`] : []),
    ...(loses.length > 0 ? [`loses ${listed(loses)}`] : []),
  ].join("; ");
}

/** What a change of access is told against, a sentence for each kind. Where that was nothing, nobody named is no good news. */
export function accessComparedWords({ access, accessComparedWith = {}, stacks }: Report): string {
  const compared = (kind: string) =>
    listed(Object.entries(accessComparedWith).flatMap(([register, other]) => (other === kind ? register : [])));
  const [base, deployed, unread] = [compared("base"), compared("deployed"), compared("nothing")];
  return [
    ...(access.length === 0 && unread === "" ? ["Nobody gains or loses anything."] : []),
    ...(base === "" ? [] : [`Access of ${base} is compared with the base.`]),
    ...(deployed === "" ? [] : [`Access of ${deployed} is compared with what is deployed.`]),
    ...(unread === ""
      ? []
      : [
          stacks.every(isFirst)
            ? `This is the first deployment of ${unread}: all access is new, and who holds what stands in the report.`
            : `Nothing that is deployed of ${unread} could be read, so who gains or loses access there is not known.`,
        ]),
  ].join(" ");
}

/** Whether a stack is not there yet. */
function isFirst({ changes }: Pick<StackVerdict, "changes">): boolean {
  return changes.some(({ type, operation }) => type === "pulumi:pulumi:Stack" && operation === "create");
}

/** Obligations by number: `3 late, 14 to come`. */
export function obligationFacts(obligations: readonly Obligation[]): string {
  const late = obligations.filter(({ daysLeft }) => daysLeft < 0).length;
  return `${late} late, ${obligations.length - late} to come`;
}
