import { type Register, subjectOf } from "../../model/register.ts";
import { packRules } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";

/**
 * What judging registers by themselves leaves unjudged, in words: all that takes a program and an engine, and the waivers
 * of that.
 */
export function notJudgedOf(registers: readonly Register[]): string[] {
  const left = packRules.filter(({ scope }) => scope !== "register");
  const names = new Set(left.map(({ name }) => name));
  const waivers = registers.flatMap(({ id, waivers }) =>
    Object.entries(waivers)
      .filter(([, { rule }]) => names.has(rule) || changeRules.some(({ name }) => name === rule))
      .map(([waiver]) => subjectOf(id, "waivers", waiver)),
  );
  return [
    `the resources that the stacks make of the register (${names.size} rules)`,
    `what the change takes away from what is deployed (${changeRules.length} rules)`,
    `waivers of those rules${waivers.length === 0 ? ", of which there are none" : `: ${waivers.join(", ")}`}`,
  ];
}
