import type { DateText } from "../../model/dates.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import type { Violation } from "../../policies/rules/rule.ts";
import type { EngineEvent } from "../events.ts";
import { changeOf } from "./deployment.ts";
import { type ChangeViolation, violationOf } from "./finding.ts";
import { deployersLost, grantsLost, keyHoldersLost } from "./grants.ts";
import { mailWeakened } from "./mail.ts";
import { deployedUnknown, protectedLost, recordsLost } from "./resources.ts";

/**
 * What a change takes away that it may not take away, or not without a second person: by what the engine's events say was
 * deployed and will be. Nothing of it is asked of the program, so no change of the program hides it.
 */
export function blastRadiusOf(id: RegisterId, events: readonly EngineEvent[], asOf: DateText): ChangeViolation[] {
  const change = changeOf(id, events);
  const [before, after] = [change.before.register, change.after.register];
  const found = [
    ...grantsLost(before, after, asOf),
    ...keyHoldersLost(before, after, asOf),
    ...deployersLost(before, after),
    ...recordsLost(change),
    ...protectedLost(change),
    ...deployedUnknown(change),
  ].map(violationOf);
  const mail = mailWeakened(change).map((violation) => ({ ...violation, urn: "" }));
  return [...found, ...mail].map((violation) => {
    const waivedBy = waiverOf(violation, after, asOf);
    return waivedBy === undefined ? violation : { ...violation, waivedBy };
  });
}

/**
 * The waiver in force of a violation. It holds from the day it was granted to the day it expires, and a second person
 * stands behind it: somebody in the register who neither wrote nor owns it.
 */
function waiverOf({ rule, subject }: Violation, { waivers, people }: Register, asOf: DateText): string | undefined {
  const found = Object.entries(waivers).find(
    ([, waiver]) =>
      waiver.rule === rule &&
      waiver.subject === subject &&
      waiver.grantedOn <= asOf &&
      asOf <= waiver.expiresOn &&
      Object.hasOwn(people, waiver.approver) &&
      waiver.approver !== waiver.author &&
      waiver.approver !== waiver.owner,
  );
  return found?.[0];
}
