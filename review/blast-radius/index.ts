import type { DateText } from "../../model/dates.ts";
import { subjectOf } from "../../model/register.ts";
import { waiversNeeded } from "../../policies/packs/own-rules.ts";
import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";
import { type Violation, violationsOf } from "../../policies/rules/rule.ts";
import { type PlacedWaiver, unneededProblem, waiversInForce } from "../../policies/rules/waivers.ts";
import type { StackDescription } from "../../stacks/catalogue.ts";
import type { Change } from "../deployment.ts";
import { type ChangeViolation, violationOf } from "./finding.ts";
import { deployersLost, grantsLost, keyHoldersLost } from "./grants.ts";
import { mailWeakened } from "./mail.ts";
import { deployedUnknown, protectedLost, recordsLost } from "./resources.ts";
import { sameThingLost } from "./same-thing.ts";

/**
 * What a change takes away that it may not take away, or not without a second person: by what the engine says was deployed
 * and will be. Nothing of it is asked of the program, so no change of the program hides it.
 */
export function blastRadiusOf(
  { name: stack, register: id }: Pick<StackDescription, "name" | "register">,
  change: Change,
  asOf: DateText,
): ChangeViolation[] {
  const [before, after] = [change.before.register, change.after.register];
  const found = [
    ...grantsLost(before, after, asOf),
    ...keyHoldersLost(before, after, asOf),
    ...deployersLost(before, after),
    ...recordsLost(change),
    ...protectedLost(change),
    ...sameThingLost(change),
    ...deployedUnknown(change),
  ].map(violationOf);
  const violations = [...found, ...mailWeakened(change).map((violation) => ({ ...violation, urn: "" }))];
  const waivers = waiversInForce(after, rulesOfPack(id), asOf).filter(({ waiver }) => waiver.stack === stack);
  const held = violations.map((violation) => {
    const waivedBy = waivers.find((each) => isOf(each, violation))?.id;
    return waivedBy === undefined ? violation : { ...violation, waivedBy };
  });
  const unneeded = waivers
    .filter(({ waiver }) => changeRules.some(({ name }) => name === waiver.rule))
    .filter((each) => !violations.some((violation) => isOf(each, violation)))
    .flatMap((each) =>
      violationsOf(waiversNeeded, { subject: subjectOf(id, "waivers", each.id), problems: [unneededProblem(each)] }),
    );
  return [...held, ...unneeded.map((violation) => ({ ...violation, urn: "" }))];
}

/** Whether a waiver is of a violation. */
function isOf({ waiver }: PlacedWaiver, { rule, subject }: Pick<Violation, "rule" | "subject">): boolean {
  return waiver.rule === rule && waiver.subject === subject;
}
