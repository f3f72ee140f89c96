import { z } from "zod";
import { addDays, type DateText } from "../../model/dates.ts";
import { type Kind, kinds, type Register, registerIds, subjectOf } from "../../model/register.ts";
import type { Violation } from "../../policies/rules/rule.ts";
import type { Origin, ReportedViolation } from "../reported.ts";
import { judgedOn, lasting, registerRulesOf } from "./judged.ts";

/** A violation as far as it is compared. */
export interface KnownViolation extends Pick<Violation, "rule" | "subject" | "message"> {
  /** Id of the waiver that holds it back. */
  readonly waivedBy?: string | undefined;
}

/** How many days are looked back for the first day of a violation; what is older was always there. */
const longest = 400;

/**
 * The violations of a change, each with since when it is there: not in the base, so the change brought it; in the base,
 * and there as long as anybody looks back; or since a day passed. `register` is the base's, where it could be read.
 */
export function withOrigins(
  violations: readonly ReportedViolation[],
  base: readonly KnownViolation[],
  register: Register | undefined,
  asOf: DateText,
): ReportedViolation[] {
  const inBase = matching(violations, base);
  const dueSince = register === undefined ? () => undefined : dueDays(register, asOf);
  return violations.map((violation) => ({ ...violation, origin: originOf(violation) }));

  function originOf(violation: ReportedViolation): Origin {
    if (!inBase.has(violation)) return { kind: "introduced" };
    const on = dueSince(violation);
    return on === undefined ? { kind: "already there" } : { kind: "became due", on };
  }
}

/**
 * The violations that the base has too. What a waiver held back there excuses nothing that none holds back now: else
 * whoever takes the waiver out would be rid of it.
 */
function matching(
  violations: readonly ReportedViolation[],
  base: readonly KnownViolation[],
): ReadonlySet<ReportedViolation> {
  const isHeld = ({ waivedBy }: KnownViolation) => waivedBy !== undefined;
  const isBare = (violation: KnownViolation) => !isHeld(violation);
  const bare = matchedOneToOne(violations.filter(isBare), base.filter(isBare));
  const held = matchedOneToOne(violations.filter(isHeld), [...bare.left, ...base.filter(isHeld)]);
  return new Set([...bare.found, ...held.found]);
}

/**
 * The violations that are among those of the base, and which of those are left. An entry of a list is named by where it
 * stands, and an entry put in before it moves it; so what is left over on both sides is matched without the numbers.
 */
function matchedOneToOne(
  violations: readonly ReportedViolation[],
  base: readonly KnownViolation[],
): { found: ReadonlySet<ReportedViolation>; left: readonly KnownViolation[] } {
  const found = new Set<ReportedViolation>();
  let left = [...base];
  for (const key of [exactKey, keyWithoutNumbers]) {
    const waiting = Map.groupBy(left, key);
    for (const violation of violations) {
      if (!found.has(violation) && waiting.get(key(violation))?.pop() !== undefined) found.add(violation);
    }
    left = [...waiting.values()].flat();
  }
  return { found, left };
}

function exactKey({ rule, subject, message }: KnownViolation): string {
  return JSON.stringify([rule, subject, message]);
}

/** The kinds whose entries are named by where they stand; an id of another kind may be a number, too. */
const lists = registerIds.flatMap((id) =>
  (Object.keys(kinds) as Kind[]).filter((kind) => kinds[kind] instanceof z.ZodArray).map((kind) => subjectOf(id, kind)),
);
const entryOfList = new RegExp(`^(${lists.join("|")})/\\d+(?=[/:]|$)`);

function keyWithoutNumbers({ rule, subject, message }: KnownViolation): string {
  const inList = (text: string) => text.replace(entryOfList, "$1/#");
  return JSON.stringify([rule, inList(subject), inList(message)]);
}

/**
 * Finds the first day from which a violation is there without a break, by judging the register on one day before the
 * other: a rule may refuse, pass and refuse again, so no day can be left out. Undefined for what no day changes.
 */
function dueDays(register: Register, asOf: DateText): (violation: KnownViolation) => DateText | undefined {
  const rules = new Map(registerRulesOf(register.id).map((rule) => [rule.name, rule]));
  const judged = new Map<string, ReadonlySet<string>>();
  const saidOn = (name: string, day: DateText): ReadonlySet<string> => {
    const key = `${name} ${day}`;
    const rule = rules.get(name);
    const said = judged.get(key) ?? new Set(rule && judgedOn(rule, register, day).map(lasting));
    judged.set(key, said);
    return said;
  };
  return (violation) => {
    const key = lasting(violation);
    if (!saidOn(violation.rule, asOf).has(key)) return undefined;
    for (let back = 1; back <= longest; back++) {
      const day = addDays(asOf, -back);
      if (!saidOn(violation.rule, day).has(key)) return addDays(day, 1);
    }
    return undefined;
  };
}
