import type { DateText } from "../../model/dates.ts";
import type { Locate } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import { reportedOfRegister } from "../../policies/packs/of-register.ts";
import { waiversInUse, waiversNeeded } from "../../policies/packs/own-rules.ts";
import { rulesOfPack, waivableRules } from "../../policies/packs/pack-rules.ts";
import { waiverDesk } from "../../policies/packs/waiver-desk.ts";
import { historyIsKept } from "../../policies/rules/history/kept.ts";
import { violationText } from "../../policies/rules/rule.ts";
import { waiversInForce } from "../../policies/rules/waivers.ts";
import { registerRulesOf } from "../../verdict/base/judged.ts";
import { forgottenBy } from "../../verdict/blast-radius/history.ts";
import { notJudged, notLooking } from "../../verdict/gate.ts";
import { registerUnit } from "../../verdict/judged-unit.ts";
import { asReported, onceEach, outcomeOf, placed } from "../../verdict/reported.ts";
import type { StackVerdict } from "../../verdict/verdict.ts";

/**
 * The verdict on a register by itself: every rule about it, as its packs run them before anything real, and every waiver
 * of those; and what it forgets of one that was `before` it, where there is one. Nothing changes, and there is no resource to report on.
 */
export function verdictOnRegister(register: Register, asOf: DateText, locate: Locate, before?: Register): StackVerdict {
  const { id } = register;
  const rules = registerRulesOf(id);
  const waivers = waiverDesk(waiversInForce(register, waivableRules(id), asOf), id);
  const said = reportedOfRegister(rules, register, asOf, waivers).map(({ rule, lines }) => ({
    rule,
    lines: lines.map(({ message }) => message),
  }));
  // What the waivers held back shows once all is judged.
  const ofWaivers = [
    { rule: waiversNeeded, said: waivers.unused() },
    { rule: waiversInUse, said: waivers.heldBack() },
  ].map(({ rule, said }) => ({
    rule,
    lines: said.map(({ subject, problem }) => violationText(rule, subject, problem)),
  }));
  const ofPast =
    before === undefined
      ? []
      : [{ rule: historyIsKept, lines: forgottenBy([before], register, asOf).map(({ message }) => message) }];
  const all = [...said, ...ofWaivers, ...ofPast];
  const violations = onceEach(
    all.flatMap(({ rule: { name, clauses, level }, lines }) =>
      lines
        .map((message) => asReported({ rule: name, clauses, level, message, urn: "" }, rulesOfPack(id)))
        .map((violation) => placed(violation, locate)),
    ),
  );
  const problems = [...notJudged(violations), ...notLooking(rules)];
  return {
    stack: registerUnit(id),
    verdict: outcomeOf(violations, problems),
    changes: [],
    violations,
    rules: all.map(({ rule: { name, level }, lines }) => {
      const failed = Math.min(1, lines.length);
      return { rule: name, level, checked: 1, passed: 1 - failed, failed, notApplicable: 0 };
    }),
    problems,
  };
}
