import type { DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { eachWithinBudget } from "../../policies/budget/within-budget.ts";
import { waiversNeeded } from "../../policies/packs/own-rules.ts";
import { waivableRules } from "../../policies/packs/pack-rules.ts";
import { type Compared, readingSubject } from "../../policies/rules/reality/compared.ts";
import { readingRules } from "../../policies/rules/reality/index.ts";
import type { ReadingRule } from "../../policies/rules/reality/rule.ts";
import { type FindingOfReading, violationsOf } from "../../policies/rules/rule.ts";
import { type PlacedWaiver, unneededProblem, waiversInForce } from "../../policies/rules/waivers.ts";
import type { At } from "../../readings/reading.ts";
import type { RuleCount } from "../../verdict/gate.ts";
import { readingsUnit } from "../../verdict/judged-unit.ts";
import type { Place } from "../../verdict/place.ts";
import { onceEach, outcomeOf, placed, type ReportedViolation } from "../../verdict/reported.ts";
import type { StackVerdict } from "../../verdict/verdict.ts";

/** What the rules found in the reading of one system. */
export interface Judged {
  readonly subject: string;
  readonly proves: Compared["proof"]["of"];
  readonly violations: readonly ReportedViolation[];
  /** Rules that broke down. */
  readonly problems: readonly string[];
  readonly evaluated: readonly { readonly rule: string; readonly found: number }[];
}

/** Where something stands: an entry of the register, or a place in the files of the reading. */
export interface Places {
  readonly entry: (subject: string) => Place | undefined;
  /** Asked for all places of a reading together, since each file is gone through once. */
  readonly reading: (places: readonly At[]) => ReadonlyMap<At, Place>;
}

/** Judges what is so at one system by every rule that the reading has enough for. */
export function judgeReading(compared: Compared, asOf: DateText, places: Places): Judged {
  const rules = readingRules.filter(({ needs }) => canJudge(needs, compared));
  const outcomes = eachWithinBudget(rules.map((rule) => ({ rule, judge: () => rule.judge(compared, asOf) })));
  const problems: string[] = [];
  const found = rules.flatMap((rule, index): { rule: ReadingRule; finding: FindingOfReading }[] => {
    const outcome = outcomes[index];
    if (outcome !== undefined && "found" in outcome) return outcome.found.map((finding) => ({ rule, finding }));
    const why = outcome === undefined ? "it was not called" : String(outcome.thrown);
    problems.push(`the rule ${rule.name} could not judge ${readingSubject(compared.system)}: ${why}`);
    return [];
  });
  const inFiles = places.reading(found.flatMap(({ finding: { at } }) => at ?? []));
  const waivers = waiversInForce(compared.register, waivableRules(compared.register.id), asOf);
  const violations = found.flatMap(({ rule, finding }) => {
    const { subject, at } = finding;
    const place = places.entry(subject) ?? (at === undefined ? undefined : inFiles.get(at));
    const waivedBy = waivers.find(({ waiver }) => waiver.rule === rule.name && waiver.subject === subject)?.id;
    return violationsOf(rule, finding).map(
      (violation): ReportedViolation => ({
        ...{ ...violation, urn: "" },
        ...(place !== undefined && { place }),
        ...(waivedBy !== undefined && { waivedBy }),
      }),
    );
  });
  return {
    ...{ subject: readingSubject(compared.system), proves: compared.proof.of, violations, problems },
    evaluated: rules.map(({ name }) => ({ rule: name, found: violations.filter(({ rule }) => rule === name).length })),
  };
}

/** A rule that looks for who is not there needs a whole reading; and one that proves nothing can only be said to. */
function canJudge(needs: ReadingRule["needs"], { proof }: Compared): boolean {
  return needs === "presence" || proof.of === "all";
}

/** The verdict on what the readings of a register's systems show. What proves less than all leaves rules unjudged, so it has failed. */
export function verdictOnReadings(
  register: Register,
  judged: readonly Judged[],
  asOf: DateText,
  entry: Places["entry"],
): StackVerdict {
  const unneeded = unneededWaivers(register, judged, asOf)
    .flatMap((waiver) => {
      const subject = subjectOf(register.id, "waivers", waiver.id);
      return violationsOf(waiversNeeded, { subject, problems: [unneededProblem(waiver)] });
    })
    .map((violation) => placed({ ...violation, urn: "" }, entry));
  const violations = onceEach([...judged.flatMap((each) => each.violations), ...unneeded]);
  const problems = judged.flatMap((each) => [...unproven(each), ...each.problems]);
  return {
    stack: readingsUnit(register.id),
    verdict: outcomeOf(violations, problems),
    ...{ changes: [], violations, problems },
    rules: readingRules.map((rule) => countOf(rule, judged)),
  };
}

function unproven({ subject, proves }: Judged): string[] {
  if (proves === "all") return [];
  return [
    proves === "nothing"
      ? `${subject} proves nothing, so who has access there was not judged`
      : `${subject} shows who is there and not who is missing, so it was not judged whole`,
  ];
}

/** Waivers of what was read whole, and is in order without them. */
function unneededWaivers(register: Register, judged: readonly Judged[], asOf: DateText): PlacedWaiver[] {
  const used = new Set(judged.flatMap(({ violations }) => violations.flatMap(({ waivedBy }) => waivedBy ?? [])));
  const names = new Set(readingRules.map(({ name }) => name));
  const whole = judged.filter(({ proves }) => proves === "all");
  return waiversInForce(register, waivableRules(register.id), asOf).filter(
    ({ id, waiver }) =>
      names.has(waiver.rule) && !used.has(id) && whole.some(({ subject }) => waiver.subject.startsWith(`${subject}/`)),
  );
}

function countOf({ name, level }: ReadingRule, judged: readonly Judged[]): RuleCount {
  const found = judged.flatMap(({ evaluated }) => evaluated.filter(({ rule }) => rule === name));
  const failed = found.filter((each) => each.found > 0).length;
  return {
    ...{ rule: name, level, checked: found.length, passed: found.length - failed, failed },
    notApplicable: judged.length - found.length,
  };
}
