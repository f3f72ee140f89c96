import { addDays, type DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import type { Correction } from "../../../model/schema/corrections.ts";
import { correctionGoodDays } from "../../settings/history.ts";
import { correctionProblems } from "./corrections.ts";

/** What a correction says: of which entry which field said what, and what it says now. */
export type Claim = Pick<Correction, "entry"> & Partial<Pick<Correction, "field" | "was" | "is">>;

/**
 * Tells whether something is said by a correction of a register that is in order, and not so old that it is one of something else.
 * `gain` are those who gained by what was there before.
 */
export function corrected(register: Register, asOf: DateText): (claim: Claim, gain?: readonly string[]) => boolean {
  const all = Object.values(register.corrections);
  if (all.length === 0) return () => false;
  const byClaim = Map.groupBy(all, keyOf);
  return (claim, gain = []) =>
    (byClaim.get(keyOf(claim)) ?? []).some(
      (correction) =>
        asOf <= addDays(correction.correctedOn, correctionGoodDays) &&
        correctionProblems(correction, register, asOf, gain).length === 0,
    );
}

function keyOf({ entry, field, was, is }: Claim): string {
  return JSON.stringify([entry, field ?? null, was ?? null, is ?? null]);
}
