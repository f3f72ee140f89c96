import { addDays, type DateText, daysBetween } from "../../model/dates.ts";
import { didYouMean } from "../../model/load/suggest.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import type { Waiver } from "../../model/schema/access.ts";
import { waivers as settings } from "../settings/waivers.ts";
import { type ChangeRule, changeRules, keyHoldersKept } from "./blast-radius.ts";
import { allGrants, isActive, listed, problems, rootGrantsOn } from "./grants.ts";
import { heldOffice, lastOf } from "./office.ts";
import { hasRootOnEveryServer, holdsOn, isSameHuman } from "./people.ts";
import { readingRules } from "./reality/index.ts";
import type { ReadingRule } from "./reality/rule.ts";
import type { RegisterRule, Rule } from "./rule.ts";

/** As much of a rule as a waiver of it needs to know. */
type Waivable = Pick<Rule | ChangeRule | ReadingRule, "name" | "level" | "scope">;

/** A waiver with its id. */
export interface PlacedWaiver {
  readonly id: string;
  readonly waiver: Waiver;
}

/** Every waiver is as it has to be, and none has expired. `rules` are those that the pack runs; one about changes may be waived too. */
export function waiversValid(rules: readonly Waivable[]): RegisterRule {
  return {
    name: "waivers-valid",
    clauses: ["GATE-8"],
    level: "mandatory",
    description:
      "Every waiver names a rule and a subject, has been approved by somebody who neither wrote it nor gains by it, and has not expired.",
    remedy: "Correct the waiver; or remove it from register/*/waivers.yaml, and mend what it was for.",
    scope: "register",
    mayBeEmpty: "a register that breaks no rule needs no waiver",
    judge: (register, asOf) =>
      Object.entries(register.waivers).map(([id, waiver]) => ({
        subject: subjectOf(register.id, "waivers", id),
        problems: waiverProblems(waiver, register, rules, asOf),
      })),
  };
}

/** The waivers that hold something back on a day. One that has a problem holds nothing back. */
export function waiversInForce(register: Register, rules: readonly Waivable[], asOf: DateText): PlacedWaiver[] {
  return Object.entries(register.waivers)
    .filter(([, waiver]) => waiverProblems(waiver, register, rules, asOf).length === 0)
    .map(([id, waiver]) => ({ id, waiver }));
}

/** What is wrong with a waiver as of a day; whether it is needed shows only when everything was judged. */
export function waiverProblems(
  waiver: Waiver,
  register: Register,
  rules: readonly Waivable[],
  asOf: DateText,
): string[] {
  return [
    ...ruleProblems(waiver, register, rules),
    ...dateProblems(waiver, asOf),
    ...approverProblems(waiver, register, asOf),
  ];
}

/**
 * Whether a waiver is about a person's leaving, which is one and the same in every stack: it names none, and holds in all.
 * Somebody leaves once, so it allows nothing else later.
 */
export function isAboutLeaving({ rule, subject, stack }: Waiver, id: Register["id"]): boolean {
  return rule === keyHoldersKept.name && stack === undefined && leaverNamed(subject, id) !== undefined;
}

/** The person whom a subject names as an entry of people; undefined for every other subject. */
export function leaverNamed(subject: string, id: Register["id"]): string | undefined {
  const start = subjectOf(id, "people", "");
  return subject.startsWith(start) ? subject.slice(start.length) : undefined;
}

function ruleProblems(waiver: Waiver, { id }: Register, rules: readonly Waivable[]): string[] {
  const { rule: name, stack } = waiver;
  if (stack !== undefined && stack !== id && !stack.startsWith(`${id}-`)) {
    return [`the stack ${stack} is not of ${id}, so nothing in it is held back`];
  }
  const waivable = [...rules, ...changeRules, ...readingRules];
  const rule = waivable.find((each) => each.name === name);
  const reason = Object.hasOwn(settings.notWaivable, name) ? settings.notWaivable[name] : undefined;
  if (reason !== undefined) return [`${name} cannot be waived: ${reason}`];
  if (rule === undefined) {
    const known = waivable.map((each) => each.name);
    return [`there is no rule ${name} for the stacks of ${id}${didYouMean(name, known)}`];
  }
  return problems(
    rule.level === "advisory" && `${name} is advice, which blocks nothing`,
    isAboutNoStack(rule) &&
      stack !== undefined &&
      `${name} is about ${rule.scope === "reading" ? "what a system says" : "the register"}, so stack has to be left out`,
    !isAboutNoStack(rule) &&
      stack === undefined &&
      !isAboutLeaving(waiver, id) &&
      `${name} judges a stack, and stack does not say which`,
  );
}

/** Whether a rule says the same of every stack: it judges the register, or what a system says. */
function isAboutNoStack({ scope }: Waivable): boolean {
  return scope === "register" || scope === "reading";
}

function dateProblems({ grantedOn, expiresOn }: Waiver, asOf: DateText): string[] {
  const days = daysBetween(grantedOn, expiresOn);
  return problems(
    grantedOn > asOf && `grantedOn is ${grantedOn}, which is after ${asOf}`,
    days < 0 && `expiresOn is ${expiresOn}, which is before grantedOn (${grantedOn})`,
    days > settings.longestDays &&
      `it lasts ${days} days, and ${settings.longestDays} are the most: until ${addDays(grantedOn, settings.longestDays)}`,
    expiresOn < asOf && `it expired on ${expiresOn}`,
  );
}

function approverProblems({ owner, author, approver, subject, grantedOn }: Waiver, register: Register, asOf: DateText) {
  return approvalProblems({ owner, author, approver, about: subject, on: grantedOn }, register, asOf);
}

/** Something that one person wrote and another approved on a day. */
export interface Approval {
  readonly author: string;
  readonly approver: string;
  readonly owner?: string;
  /** The subject that it is about. */
  readonly about: string;
  readonly on: DateText;
  /** Who gains by it beside those whom its subject names. */
  readonly gain?: readonly string[];
}

/** What is wrong with who approved something: somebody else who was there, gains nothing by it, and held a role for that. */
export function approvalProblems(
  { owner, author, approver, about, on, gain = [] }: Approval,
  register: Register,
  asOf: DateText,
): string[] {
  const person = Object.hasOwn(register.people, approver) ? register.people[approver] : undefined;
  if (person === undefined) return [`its approver ${approver} is not in the register`];
  const others = [...new Set([author, ...(owner === undefined ? [] : [owner]), ...gain])];
  return problems(
    person.leftOn !== undefined && person.leftOn <= on && `its approver ${approver} had left on ${person.leftOn}`,
    person.joinedOn !== undefined &&
      person.joinedOn > on &&
      `its approver ${approver} joined only on ${person.joinedOn}`,
    approver === author && `${approver} wrote it, and somebody else has to approve it`,
    approver === owner && `${approver} owns it, and somebody else has to approve it`,
    approver !== owner &&
      (gain.includes(approver) || beneficiaries(about, register, asOf).has(approver)) &&
      `${approver} gains by it, and somebody else has to approve it`,
    ...others
      .filter((other) => other !== approver && isSameHuman(register, approver, other))
      .map((other) => `${approver} and ${other} are one person under two entries, and somebody else has to approve it`),
    !mayApprove(register, approver, on) &&
      `${approver} held no role on ${on} that lets them approve it: ${approversInWords(register)}`,
  );
}

/** Whether somebody held, on a day, a role whose holders approve waivers. */
export function mayApprove(register: Register, person: string, day: DateText): boolean {
  const { roles, office, rootOnEveryServer } = settings.approvers[register.id];
  return (
    heldOffice(office, person, day) ||
    roles.some(({ system, role }) => holdsOn(register.grants[system]?.[role] ?? [], person, day)) ||
    (rootOnEveryServer && hasRootOnEveryServer(register, person, day))
  );
}

function approversInWords({ id }: Register): string {
  const { roles, office, rootOnEveryServer } = settings.approvers[id];
  return listed([
    ...[lastOf(office)?.person ?? []].flat(),
    ...roles.map(({ system, role }) => `${role} in ${system}`),
    ...(rootOnEveryServer ? ["owner or manager with root on every server"] : []),
  ]);
}

/** Whom a subject is about: people whose id or login it names, and all who hold the role or the root that it names. */
function beneficiaries(subject: string, register: Register, asOf: DateText): ReadonlySet<string> {
  const named = Object.entries(register.people).filter(
    ([id, { github }]) => mentions(subject, id) || (github !== undefined && mentions(subject, github)),
  );
  const held = allGrants(register)
    .filter(({ grant }) => isActive(grant, asOf))
    .filter(({ system, role }) =>
      [subjectOf(register.id, "grants", system, role), subjectOf(register.id, "grants", system)].includes(subject),
    );
  const server = /^[^/]+\/(?:root-grants|servers)\/([^/]+)$/.exec(subject)?.[1];
  const root = server === undefined ? [] : rootGrantsOn(register, server).filter(({ grant }) => isActive(grant, asOf));
  return new Set([...named.map(([id]) => id), ...[...held, ...root].map(({ grant }) => grant.person)]);
}

/** Whether a text names an id or a login, which know no capitals, alone or as a part between hyphens, slashes and the like. */
function mentions(subject: string, name: string): boolean {
  const [text, id] = [subject.toLowerCase(), name.toLowerCase()];
  const ofWord = (character: string | undefined) => /^[a-z0-9]$/i.test(character ?? "");
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    if (!ofWord(text[at - 1]) && !ofWord(text[at + id.length])) return true;
  }
  return false;
}

/** The line that tells what a waiver holds back: `line` is what the rule would have reported. */
export function waivedProblem({ waiver }: PlacedWaiver, line: string): string {
  return `until ${waiver.expiresOn}, by leave of ${waiver.approver}, it holds back ${waiver.rule}: ${line}`;
}

/** What is wrong with a waiver that holds nothing back. */
export function unneededProblem({ waiver: { rule, subject } }: PlacedWaiver): string {
  return `it holds nothing back: ${rule} finds nothing wrong with ${subject}`;
}

/** Reads the rule and its line back from what `waivedProblem` made; undefined for any other text. */
export function parseWaivedProblem(problem: string): { rule: string; line: string } | undefined {
  const { rule, line } =
    /^until \S+, by leave of \S+, it holds back (?<rule>[a-z0-9-]+): (?<line>[\s\S]+)$/.exec(problem)?.groups ?? {};
  return rule === undefined || line === undefined ? undefined : { rule, line };
}
