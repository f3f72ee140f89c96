import type { DateText } from "../../model/dates.ts";
import { emptyRegister, type Register, type RegisterId } from "../../model/register.ts";
import { eachWithinBudget, type Outcome } from "../budget/within-budget.ts";
import type { Resource, Rule } from "../rules/rule.ts";
import common from "./common.json" with { type: "json" };
import notify from "./notify.json" with { type: "json" };
import ocp from "./ocp.json" with { type: "json" };

/** An example that a rule must refuse, as small as it can be. A rule that lets it pass has stopped looking. */
export interface Canary {
  /** The register that it stands in, and the entries in it. */
  readonly id: RegisterId;
  readonly asOf: DateText;
  readonly register: Readonly<Partial<Record<keyof Register, unknown>>>;
  /** The one resource that a resource rule judges, or all that a stack rule sees. */
  readonly resources?: readonly Resource[];
  /** Name of the stack, for a stack rule. */
  readonly stack?: string;
}

/** Each mandatory rule's example, by the rule's name. Written by `npm run canaries`. */
export const canaries: Readonly<Record<string, Canary>> = { ...common, ...ocp, ...notify } as never;

/**
 * Shows each mandatory rule its example, and gives those that do not refuse it, with why: nothing, when all of them still
 * look. An empty function, a filter that lets everything through, a rule that nobody has given an example: all of it shows.
 */
export function blindRules(
  rules: readonly Rule[],
  examples: Readonly<Record<string, Canary>> = canaries,
): { readonly rule: string; readonly problem: string }[] {
  const calls = rules
    .filter(({ level }) => level === "mandatory")
    .map((rule) => {
      const example = Object.hasOwn(examples, rule.name) ? examples[rule.name] : undefined;
      return { rule, judge: () => example && problemsIn(rule, example) };
    });
  return eachWithinBudget(calls).flatMap((outcome, index) => {
    const problem = whyNotRefused(outcome);
    return problem === undefined ? [] : [{ rule: calls[index]?.rule.name ?? "", problem }];
  });
}

/** Why a rule does not refuse its example; nothing, when it does. */
function whyNotRefused(outcome: Outcome<readonly string[] | undefined>): string | undefined {
  if ("thrown" in outcome) {
    const { thrown } = outcome;
    return `breaks down on the example that it must refuse: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
  if (outcome.found === undefined) return "has no example that it must refuse";
  return outcome.found.length > 0 ? undefined : "lets pass the example that it must refuse";
}

/** What a rule says of its example. */
export function problemsIn(rule: Rule, { id, asOf, register: entries, resources = [], stack = "" }: Canary): string[] {
  const register = { ...emptyRegister(id), ...entries } as Register;
  if (rule.scope === "register") return rule.judge(register, asOf).flatMap(({ problems }) => problems);
  if (rule.scope === "stack")
    return rule.judge(resources, { register, asOf, stack }).flatMap(({ problems }) => problems);
  return resources.flatMap((resource) => rule.judge(resource, { register, asOf }));
}
