import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PolicyPack } from "@pulumi/policy";
import { isDate } from "../../model/dates.ts";
import { loadRegister, RegisterError } from "../../model/load.ts";
import type { RegisterId } from "../../model/register.ts";
import { honestClock } from "../rules/baseline/honest-clock.ts";
import { rulesFor } from "../rules/index.ts";
import { waiversValid } from "../rules/waivers.ts";
import { type RegisterFiles, registerFiles } from "./as-in-files.ts";
import { blindRulesOf } from "./blind-rules.ts";
import { policiesOf } from "./policies.ts";

/**
 * Starts the pack of an organisation. This is the edge: the only place where a policy run looks at the clock or the
 * environment, or reads the register's files. `GATEHOUSE_AS_OF` (YYYY-MM-DD) judges as of another day, which `honest-clock`
 * allows offline only; `GATEHOUSE_REGISTER` names the folder of the register, as it does for the program.
 */
export function startPack(register: RegisterId): void {
  const today = new Date().toISOString().slice(0, 10);
  const asOf = process.env.GATEHOUSE_AS_OF || today;
  if (!isDate(asOf))
    throw new Error(`GATEHOUSE_AS_OF is "${asOf}"; give a date that exists, as YYYY-MM-DD, or unset it`);
  const rules = [...rulesFor(register), honestClock(today)];
  new PolicyPack(`gatehouse-${register}`, {
    enforcementLevel: "mandatory",
    policies: policiesOf(register, rules, asOf, () => blindRulesOf([...rules, waiversValid(rules)]), filesOf(register)),
  });
}

/** The project's folder. */
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What the register's files hold while a stack is previewed or updated. The engine then tells the pack, before any program
 * runs, which stack that is; of an exported state (`pulumi policy analyze`) it tells nothing, and there are no files to it.
 */
function filesOf(id: RegisterId): RegisterFiles | { readonly unreadable: string } | undefined {
  if (process.env.PULUMI_NODEJS_STACK === undefined) return undefined;
  const folder = process.env.GATEHOUSE_REGISTER || "register";
  try {
    return registerFiles(loadRegister(isAbsolute(folder) ? folder : join(root, folder)), id, root);
  } catch (error) {
    // The program says so too, and names every problem; a pack that does not start would keep it from that.
    if (error instanceof RegisterError) return { unreadable: error.message };
    throw error;
  }
}
