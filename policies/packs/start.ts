import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PolicyPack, type PolicyPackArgs } from "@pulumi/policy";
import { isDate } from "../../model/dates.ts";
import { type LoadedRegister, loadRegister, RegisterError } from "../../model/load.ts";
import type { RegisterId } from "../../model/register.ts";
import { honestClock } from "../rules/baseline/honest-clock.ts";
import { rulesFor } from "../rules/index.ts";
import { waiversValid } from "../rules/waivers.ts";
import { type RegisterFiles, registerFiles } from "./as-in-files.ts";
import { blindRulesOf } from "./blind-rules.ts";
import { policiesOf } from "./policies.ts";

/** What the register's files hold of one organisation, or why they cannot be read. */
type Files = RegisterFiles | { readonly unreadable: string };

/** What a run of a pack is told. */
interface Circumstances {
  /** The day to judge as of; today, if left out or empty. `honest-clock` allows another than today offline only. */
  readonly asOf?: string | undefined;
  /** What the register's files hold; without it, what is judged is an exported state, which is compared with no files. */
  readonly files?: Files | undefined;
}

/**
 * Starts the pack of an organisation as the only one of this process. This is the edge: the only place where a policy run
 * looks at the clock or the environment, or reads the register's files. `GATEHOUSE_AS_OF` (YYYY-MM-DD) judges as of another
 * day; `GATEHOUSE_REGISTER` names the folder of the register, as it does for the program.
 */
export function startPack(id: RegisterId): void {
  // The engine tells the pack, before any program runs, which stack is previewed or updated. Of an exported state (`pulumi
  // policy analyze`) it tells nothing, and there are no files to it.
  const hasFiles = process.env.PULUMI_NODEJS_STACK !== undefined;
  const files = hasFiles ? readFiles(process.env.GATEHOUSE_REGISTER || "register")(id) : undefined;
  const { name, args } = makePack(id, { asOf: process.env.GATEHOUSE_AS_OF, files });
  new PolicyPack(name, args);
}

/** What a pack of an organisation is made of, for one run. */
export function makePack(id: RegisterId, { asOf: day, files }: Circumstances): { name: string; args: PolicyPackArgs } {
  const today = new Date().toISOString().slice(0, 10);
  const asOf = day || today;
  if (!isDate(asOf))
    throw new Error(`GATEHOUSE_AS_OF is "${asOf}"; give a date that exists, as YYYY-MM-DD, or unset it`);
  const rules = [...rulesFor(id), honestClock(today)];
  const blind = () => blindRulesOf([...rules, waiversValid(rules)]);
  return {
    name: `gatehouse-${id}`,
    args: { enforcementLevel: "mandatory", policies: policiesOf(id, rules, asOf, blind, files) },
  };
}

/** The project's folder. */
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Reads the register's files in a folder, which may be relative to the project's, once for all organisations. */
export function readFiles(folder: string): (id: RegisterId) => Files {
  const loaded = load(isAbsolute(folder) ? folder : join(root, folder));
  return (id) => (loaded instanceof RegisterError ? { unreadable: loaded.message } : registerFiles(loaded, id, root));
}

function load(folder: string): LoadedRegister | RegisterError {
  try {
    return loadRegister(folder);
  } catch (error) {
    // The program says so too, and names every problem; a pack that does not start would keep it from that.
    if (error instanceof RegisterError) return error;
    throw error;
  }
}
