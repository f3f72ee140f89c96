import type { DateText } from "../../model/dates.ts";
import type { RegisterId } from "../../model/register.ts";
import { blocks } from "../reported.ts";
import type { StackVerdict } from "../verdict.ts";
import type { Base } from "./judge-base.ts";
import { withOrigins } from "./origins.ts";

/** A stack's verdict, with since when each violation is there. What the change did not bring does not block it. */
export function sinceBase<T extends StackVerdict>(verdict: T, base: Base, register: RegisterId, asOf: DateText): T {
  const known = base.stacks[verdict.stack] ?? [];
  const violations = withOrigins(verdict.violations, known, base.registers?.[register], asOf);
  const kept = verdict.verdict === "failed" || verdict.verdict === "pending" ? verdict.verdict : undefined;
  return { ...verdict, violations, verdict: kept ?? (violations.some(blocks) ? "violations" : "clean") };
}
