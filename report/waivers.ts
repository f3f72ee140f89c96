import type { DateText } from "../model/dates.ts";
import type { LoadedRegister } from "../model/load.ts";
import { type RegisterId, subjectOf } from "../model/register.ts";
import type { Waiver } from "../model/schema/access.ts";
import { rulesOfPack } from "../policies/packs/pack-rules.ts";
import { waiverProblems } from "../policies/rules/waivers.ts";
import { registerOfUnit } from "../verdict/judged-unit.ts";
import type { StackReport, WaiverUse } from "./report.ts";

/**
 * Every waiver that one of the judged stacks can tell of, by register and id. One that is for a stack which was not
 * judged is left out: whether it is needed is not known.
 */
export function waiverUses(
  { registers, locate }: Pick<LoadedRegister, "registers" | "locate">,
  judged: readonly StackReport[],
  asOf: DateText,
): WaiverUse[] {
  return Object.values(registers).flatMap((register) => {
    const own = judged.filter(({ stack }) => registerOfUnit(stack) === register.id);
    const used = new Set(own.flatMap(({ violations }) => violations.flatMap(({ waivedBy }) => waivedBy ?? [])));
    const rules = rulesOfPack(register.id);
    const state = (id: string, waiver: Waiver): WaiverUse["state"] =>
      waiver.expiresOn < asOf
        ? "expired"
        : waiverProblems(waiver, register, rules, asOf).length > 0
          ? "not valid"
          : used.has(id)
            ? "in use"
            : "unused";
    return Object.entries(register.waivers)
      .filter(([, { stack }]) => own.some((each) => stack === undefined || each.stack === stack))
      .map(([id, waiver]) => useOf(register.id, id, waiver, state(id, waiver), locate));
  });
}

function useOf(
  register: RegisterId,
  id: string,
  { rule, subject, reason, owner, approver, grantedOn, expiresOn }: Waiver,
  state: WaiverUse["state"],
  locate: LoadedRegister["locate"],
): WaiverUse {
  const place = locate(subjectOf(register, "waivers", id));
  return {
    ...{ register, id, rule, subject, reason, owner, approver, grantedOn, expiresOn, state },
    ...(place !== undefined && { place }),
  };
}
