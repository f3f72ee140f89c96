import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { type Call, eachWithinBudget, type Outcome } from "../budget/within-budget.ts";
import { judgeRegister, type RegisterRule } from "../rules/rule.ts";
import { failClosedLines, type Line } from "./fail-closed.ts";
import type { WaiverDesk } from "./waiver-desk.ts";

/**
 * What rules about the register report of one, rule by rule: every line that no waiver holds back. A rule that breaks down
 * says so itself. The packs and `npm run judge` both have it from here.
 */
export function reportedOfRegister(
  rules: readonly RegisterRule[],
  register: Register,
  asOf: DateText,
  waivers: WaiverDesk,
): { readonly rule: RegisterRule; readonly lines: readonly Line[] }[] {
  const outcomes = eachWithinBudget(rules.map((rule) => callOfRegister(rule, () => register, asOf)));
  return rules.flatMap((rule, index) => {
    const outcome = outcomes[index];
    return outcome === undefined ? [] : [{ rule, lines: reportedOf(rule, outcome, waivers) }];
  });
}

/** Asks a rule about the register, which may throw where there is none. */
export function callOfRegister(rule: RegisterRule, register: () => Register, asOf: DateText): Call<Line[]> {
  return { rule, judge: () => judgeRegister(rule, register(), asOf) };
}

/** What is reported of what a rule about the register said; `urn` is the resource that it is reported on. */
export function reportedOf(rule: RegisterRule, outcome: Outcome<Line[]>, waivers: WaiverDesk, urn?: string): Line[] {
  return failClosedLines(rule, outcome).filter(
    (line) => !waivers.holdsBack(rule, { ...line, ...(urn !== undefined && { urn }) }),
  );
}
