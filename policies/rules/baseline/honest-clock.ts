import type { DateText } from "../../../model/dates.ts";
import type { ResourceRule } from "../rule.ts";

/** The provider of the engine's own functions, which reaches no service. */
const engineItself = "pulumi:providers:pulumi";

/**
 * Another day than today may be judged only where nothing real is behind the stack. The offline providers mark
 * themselves; a provider without that mark is real.
 */
export function honestClock(today: DateText): ResourceRule {
  return {
    name: "honest-clock",
    clauses: ["GATE-5"],
    level: "mandatory",
    description: "With a real provider, the rules judge as of today.",
    remedy: "Unset GATEHOUSE_AS_OF, or use the offline providers.",
    scope: "resource",
    types: "every",
    judge: ({ type, props }, { asOf }) =>
      type.startsWith("pulumi:providers:") &&
      type !== engineItself &&
      asOf !== today &&
      props.gatehouseOffline !== "true"
        ? [`it is a real provider, but the rules judge as of ${asOf} and today is ${today}`]
        : [],
  };
}
