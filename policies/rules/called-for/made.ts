import { ifKnown } from "../reading.ts";
import type { StackRule } from "../rule.ts";
import { callsByType } from "./by-type.ts";
import { calledIn, wantedIn } from "./calls.ts";
import { family } from "./index.ts";

/**
 * What is called for is there. Rules that miss one thing at a time know what they miss; this one misses whatever a program
 * leaves out, also where nothing was deployed that would be seen to go.
 */
export const resourcesMade: StackRule = {
  name: "resources-made",
  clauses: ["GATE-10"],
  level: "mandatory",
  description: "Everything that an entry of the register, or a list of the settings, calls for in a stack is there.",
  remedy: "Leave it to the stack's program, or remove the entry that calls for it.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const wanted = wantedIn(register, stack);
    const byType = Map.groupBy(resources, ({ type }) => type);
    return Object.entries(callsByType).flatMap(([type, calls]) => {
      const types = family(type);
      if (calls.mayBeMissing !== undefined || types[0] !== type) return [];
      const there = new Set(
        types.flatMap((each) => byType.get(each) ?? []).map((each) => ifKnown(() => calls.identity(each, register))),
      );
      return [...calledIn(wanted, calls)].map((identity) => ({
        subject: `${type} ${JSON.stringify(identity)}`,
        problems: there.has(identity) ? [] : [`it is called for in ${calls.where}, and ${stack} does not make it`],
      }));
    });
  },
};
