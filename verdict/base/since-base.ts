import type { DateText } from "../../model/dates.ts";
import type { RegisterId } from "../../model/register.ts";
import type { State } from "../deployment.ts";
import { blocks } from "../reported.ts";
import type { StackVerdict } from "../verdict.ts";
import type { Base } from "./judge-base.ts";
import { withOrigins } from "./origins.ts";
import { partsOf } from "./parts-of-change.ts";

/** A stack's verdict, with since when each violation is there. What the change did not bring does not block it. */
export function sinceBase<T extends StackVerdict>(verdict: T, base: Base, register: RegisterId, asOf: DateText): T {
  const known = base.stacks[verdict.stack] ?? [];
  const violations = withOrigins(verdict.violations, known, base.registers?.[register], asOf);
  const kept = verdict.verdict === "failed" || verdict.verdict === "pending" ? verdict.verdict : undefined;
  return { ...verdict, violations, verdict: kept ?? (violations.some(blocks) ? "violations" : "clean") };
}

/** A stack's verdict, with what of the change comes from the register and what from the program, where it is told. */
export function withParts(verdict: StackVerdict, base: Base, planned: readonly State[] | undefined): StackVerdict {
  const { ofChange, resources } = base;
  if (ofChange === undefined || planned === undefined) return verdict;
  const { changed, resources: onRegister } = ofChange;
  const [before, baseOnRegister] = [resources?.[verdict.stack], onRegister?.[verdict.stack]];
  return { ...verdict, parts: partsOf({ changed, base: before, baseOnRegister, planned }) };
}
