import { PolicyPack } from "@pulumi/policy";
import { isDate } from "../../model/dates.ts";
import type { RegisterId } from "../../model/register.ts";
import { honestClock } from "../rules/baseline/honest-clock.ts";
import { rulesFor } from "../rules/index.ts";
import { waiversValid } from "../rules/waivers.ts";
import { blindRulesOf } from "./blind-rules.ts";
import { policiesOf } from "./policies.ts";

/**
 * Starts the pack of an organisation. This is the edge: the only place where a policy run looks at the clock or the
 * environment. `GATEHOUSE_AS_OF` (YYYY-MM-DD) judges as of another day, which `honest-clock` allows offline only.
 */
export function startPack(register: RegisterId): void {
  const today = new Date().toISOString().slice(0, 10);
  const asOf = process.env.GATEHOUSE_AS_OF || today;
  if (!isDate(asOf))
    throw new Error(`GATEHOUSE_AS_OF is "${asOf}"; give a date that exists, as YYYY-MM-DD, or unset it`);
  const rules = [...rulesFor(register), honestClock(today)];
  new PolicyPack(`gatehouse-${register}`, {
    enforcementLevel: "mandatory",
    policies: policiesOf(register, rules, asOf, () => blindRulesOf([...rules, waiversValid(rules)])),
  });
}
