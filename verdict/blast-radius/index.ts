import type { DateText } from "../../model/dates.ts";
import { subjectOf } from "../../model/register.ts";
import { waiversNeeded } from "../../policies/packs/own-rules.ts";
import { rulesOfPack } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";
import { type Violation, violationsOf } from "../../policies/rules/rule.ts";
import {
  isAboutLeaving,
  leaverNamed,
  type PlacedWaiver,
  unneededProblem,
  waiversInForce,
} from "../../policies/rules/waivers.ts";
import type { StackDescription } from "../../stacks/catalogue.ts";
import type { Change, Deployment } from "../deployment.ts";
import { isDeployed, isEvaluated } from "./before.ts";
import { type ChangeViolation, violationOf } from "./finding.ts";
import { deployersLost, grantsLost, hasLeft, keyHoldersLost } from "./grants.ts";
import { historyForgotten } from "./history.ts";
import { mailWeakened } from "./mail.ts";
import { deployedUnknown, protectedLost, recordsLost } from "./resources.ts";
import { sameThingLost } from "./same-thing.ts";

/**
 * What a change takes away that it may not take away, or not without a second person: by what the engine says was deployed
 * and will be, and by what the base of the change would hold. Nothing of it is asked of the program, so no change of the
 * program hides it. What is told by the names of resources is told of the base only where nothing is deployed: the engine
 * knows which of them have other names now.
 */
export function blastRadiusOf(
  { name: stack, register: id }: Pick<StackDescription, "name" | "register">,
  change: Change,
  asOf: DateText,
  base?: Deployment,
): ChangeViolation[] {
  const after = change.after.register;
  const ofBase = base === undefined ? [] : [{ ...change, before: base }];
  const changes = [change, ...ofBase];
  const named = isDeployed(change.before) ? [change] : changes;
  const found = [
    ...changes.flatMap(({ before: { register: before } }) => [
      ...grantsLost(before, after, asOf),
      ...keyHoldersLost(before, after, asOf),
      ...deployersLost(before, after),
    ]),
    ...changes.flatMap(recordsLost),
    ...named.flatMap((each) => [...protectedLost(each), ...sameThingLost(each)]),
    ...changes.flatMap(deployedUnknown),
  ].map(violationOf);
  const ofPacks = changes.flatMap((each) => [...mailWeakened(each), ...historyForgotten(each, asOf)]);
  const violations = [...found, ...ofPacks.map((violation) => ({ ...violation, urn: "" }))];
  const waivers = waiversInForce(after, rulesOfPack(id), asOf).filter(
    ({ waiver }) => waiver.stack === stack || isAboutLeaving(waiver, id),
  );
  const held = violations.map((violation) => {
    const waivedBy = waivers.find((each) => isOf(each, violation))?.id;
    return waivedBy === undefined ? violation : { ...violation, waivedBy };
  });
  const unneeded = waivers
    .filter(({ waiver }) => changeRules.some(({ name }) => name === waiver.rule))
    .filter(({ waiver }) => isEvaluated(waiver.rule, change, base))
    // What it allows is in the base already, and waits to be deployed.
    .filter(({ id }) => isDeployed(change.before) || !Object.hasOwn(base?.register.waivers ?? {}, id))
    .filter((each) => !violations.some((violation) => isOf(each, violation)))
    // One for every stack is still needed elsewhere once it was applied here; who has not left needs none anywhere.
    .filter(
      ({ waiver }) => !(isAboutLeaving(waiver, id) && hasLeft(after, leaverNamed(waiver.subject, id) ?? "", asOf)),
    )
    .flatMap((each) =>
      violationsOf(waiversNeeded, { subject: subjectOf(id, "waivers", each.id), problems: [unneededProblem(each)] }),
    );
  return [...held, ...unneeded.map((violation) => ({ ...violation, urn: "" }))];
}

/** Whether a waiver is of a violation. */
function isOf({ waiver }: PlacedWaiver, { rule, subject }: Pick<Violation, "rule" | "subject">): boolean {
  return waiver.rule === rule && waiver.subject === subject;
}
