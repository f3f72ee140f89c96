import { describe, expect, test } from "vitest";
import { verdictOnRegister } from "../../../commands/judge/verdict.ts";
import { today } from "../../../commands/today.ts";
import type { DateText } from "../../../model/dates.ts";
import { loadRegister } from "../../../model/load.ts";
import { isRecordType } from "../../../model/records.ts";
import type { Register } from "../../../model/register.ts";
import { registerComplete, waiversInUse, waiversNeeded } from "../../../policies/packs/own-rules.ts";
import { rulesOfPack, waivableRules } from "../../../policies/packs/pack-rules.ts";
import { policiesOf } from "../../../policies/packs/policies.ts";
import { registerRulesOf } from "../../../verdict/base/judged.ts";
import { asReported, blocks, onceEach, type ReportedViolation } from "../../../verdict/reported.ts";
import { cases } from "../../engine/cases.ts";
import { registerOf } from "../../policies/canaries/states.ts";
import { declared, run } from "../../policies/packs/harness.ts";
import { root } from "../cli.ts";

/*
 * `npm run judge` beside the packs: on every case that changes the register, both say the same of it, word for word, and
 * refuse it by the same rules as the engine does (tests/engine/clauses.test.ts).
 */

const { registers, head } = loadRegister(`${root}/register`);
const changing = cases.filter(({ register }) => register !== undefined);

/** The shipped register after the change of a case. */
function changedBy({ stack, register: change }: (typeof cases)[number]): Register {
  const draft = structuredClone(registers[registerOf(stack)]);
  change?.(draft, head.asOf);
  return draft;
}

/** What the pack reports of a register by its rules about registers and the waivers of those, as preview shows it. */
async function saidByPack(register: Register, asOf: DateText): Promise<ReportedViolation[]> {
  const all = rulesOfPack(register.id);
  const about = new Set([...registerRulesOf(register.id), waiversInUse, waiversNeeded].map(({ name }) => name));
  const policies = policiesOf(register.id, waivableRules(register.id), asOf);
  const resources = declared(register);
  // One policy takes the records in; to all others but the manifest's they mean nothing, which saves most of the time.
  await run(
    policies.filter(({ name }) => name === registerComplete.name),
    resources,
  );
  const reported = await run(
    policies.filter(({ name }) => about.has(name)),
    resources.filter(({ type }) => !isRecordType(type)),
  );
  return onceEach(
    reported.flatMap(({ policy, message }) => {
      const rule = all.find(({ name }) => name === policy);
      if (rule === undefined) throw new Error(`no pack has ${policy}`);
      const { name, clauses, level } = rule;
      return asReported({ rule: name, clauses, level, message, urn: "" }, all);
    }),
  ).filter(({ rule, subject }) => rule !== waiversNeeded.name || isOfRegister(register, subject));
}

/** Whether a waiver is of a rule about the register: only in a stack is it known whether another is needed. */
function isOfRegister({ waivers }: Register, subject: string): boolean {
  return waivers[subject.split("/").slice(2).join("/")]?.stack === undefined;
}

const worded = (violations: readonly ReportedViolation[]) =>
  violations.map(({ rule, clauses, level, subject, message, waivedBy }) => ({
    ...{ rule, clauses, level, subject, message, waivedBy },
  }));

describe("judge says of a register what the packs say", () => {
  test.each(changing.map((each) => [`${each.stack}: ${each.clause}: ${each.title}`, each] as const))(
    "%s",
    async (_, each) => {
      const register = changedBy(each);
      const asOf = each.day === "today" ? today() : head.asOf;
      const verdict = verdictOnRegister(register, asOf, () => undefined);
      expect(worded(verdict.violations)).toStrictEqual(worded(await saidByPack(register, asOf)));
      const ofRegister = new Set(registerRulesOf(register.id).map(({ name }) => name));
      const refusing = verdict.violations.filter(blocks).map(({ rule }) => rule);
      expect([...new Set(refusing)].filter((name) => ofRegister.has(name)).sort()).toStrictEqual(
        each.refusedBy.filter((name) => ofRegister.has(name)).sort(),
      );
    },
  );
});
