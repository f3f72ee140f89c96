import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { judgeRegister, type RegisterRule, type Violation } from "../rules/rule.ts";
import { failClosedLines } from "./fail-closed.ts";
import type { WaiverDesk } from "./waiver-desk.ts";

/**
 * What a rule about the register reports of one: every line that no waiver holds back. A rule that breaks down says so
 * itself. `register` may throw where there is none; `urn` is the resource that it is reported on. The packs and
 * `npm run judge` both have it from here.
 */
export function reportedOfRegister(
  rule: RegisterRule,
  register: () => Register,
  asOf: DateText,
  waivers: WaiverDesk,
  urn?: string,
): Pick<Violation, "subject" | "message">[] {
  return failClosedLines(rule, () => judgeRegister(rule, register(), asOf)).filter(
    (line) => !waivers.holdsBack(rule, { ...line, ...(urn !== undefined && { urn }) }),
  );
}
