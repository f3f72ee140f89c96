import { historyKept } from "../../model/history.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { packRules } from "../../policies/packs/pack-rules.ts";
import { changeRules } from "../../policies/rules/blast-radius.ts";
import { readingRules } from "../../policies/rules/reality/index.ts";

/**
 * What judging registers by themselves leaves unjudged, in words: all that takes a program and an engine, and the waivers
 * of that; and what is forgotten of the past, unless they were held against a base.
 */
export function notJudgedOf(registers: readonly Register[], base?: string): string[] {
  const left = packRules.filter(({ scope, name }) => scope !== "register" && name !== historyKept);
  const elsewhere = new Set([...changeRules, ...readingRules].map(({ name }) => name));
  const names = new Set(left.map(({ name }) => name));
  const waivers = registers.flatMap(({ id, waivers }) =>
    Object.entries(waivers)
      .filter(([, { rule }]) => names.has(rule) || rule === historyKept || elsewhere.has(rule))
      .map(([waiver]) => subjectOf(id, "waivers", waiver)),
  );
  return [
    `the resources that the stacks make of the register (${names.size} rules)`,
    `what the change takes away from what is deployed (${changeRules.length} rules)`,
    `what is forgotten of what ${base === undefined ? "was there before, which --base names, or " : ""}is deployed (${historyKept})`,
    `waivers of those rules${waivers.length === 0 ? ", of which there are none" : `: ${waivers.join(", ")}`}`,
  ];
}
