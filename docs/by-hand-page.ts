import type { Register, RegisterId } from "../model/register.ts";
import type { StackDescription } from "../stacks/catalogue.ts";
import { type ByHand, stepsOf } from "./by-hand.ts";

/** The page of what no stack can do, stack by stack. */
export function byHandPage(
  stacks: readonly StackDescription[],
  registers: Readonly<Record<RegisterId, Register>>,
): string {
  return `${[
    "# What no stack can do",
    "",
    "Written by `npm run docs` from what each stack makes of the register. What takes others days or weeks to answer comes first.",
    ...stacks.flatMap(({ name, register }) => {
      const steps = stepsOf(registers[register], name);
      const part = (when: ByHand["when"], title: string) => {
        const lines = steps.filter((step) => step.when === when).map(({ what }, index) => `${index + 1}. ${what}`);
        return lines.length === 0 ? [] : ["", title, "", ...lines];
      };
      return ["", `## ${name}`, ...part("before", "Before the first `up`:"), ...part("after", "After it:")];
    }),
  ].join("\n")}\n`;
}
