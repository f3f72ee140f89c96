import { compare } from "../driver/events.ts";
import type { DateText } from "../model/dates.ts";
import type { LoadedRegister } from "../model/load.ts";
import { type Register, type RegisterId, registerIds } from "../model/register.ts";
import { readingRules } from "../policies/rules/reality/index.ts";
import type { Base } from "../verdict/base/judge-base.ts";
import { exitCodeOf } from "../verdict/exit-codes.ts";
import { registerOfUnit } from "../verdict/judged-unit.ts";
import { comparedAccess } from "./access/compared.ts";
import { accessMap } from "./access/map.ts";
import { forecastOf } from "./forecast.ts";
import { byDueDay, obligationsOf } from "./obligations/ledger.ts";
import type { ReadingTold, Report, StackReport } from "./report.ts";
import { waiverUses } from "./waivers.ts";
import { forecastDays } from "./words.ts";

/** What a report is made of. */
export interface Judged {
  readonly mode: Report["mode"];
  readonly asOf: DateText;
  readonly stacks: readonly StackReport[];
  /** The register that was judged. */
  readonly loaded: LoadedRegister;
  /** The registers that are deployed, as far as the run met them. */
  readonly deployed: Readonly<Partial<Record<RegisterId, Register>>>;
  /** What the change is compared with. */
  readonly base?: Base;
}

/** Everything that a review has to tell of the organisations whose stacks it judged, once all its stacks are judged. The same arguments give the same report. */
export function assembleReport({ mode, asOf, stacks, loaded, deployed, base }: Judged): Report {
  const judged = new Set(stacks.map(({ stack }) => registerOfUnit(stack)));
  const registers = registerIds.filter((id) => judged.has(id)).map((id) => loaded.registers[id]);
  return {
    ...{ version: 2, mode, asOf },
    ...(base !== undefined && { base: told(base) }),
    exitCode: exitCodeOf(stacks),
    stacks,
    ...comparedAccess(registers, { base: base?.registers, deployed }, asOf),
    accessMap: registers.flatMap((register) => accessMap(register, asOf)),
    obligations: registers.flatMap((register) => obligationsOf(register, asOf, loaded.locate)).sort(byDueDay),
    forecast: registers
      .flatMap((register) => forecastOf(register, asOf, forecastDays, loaded.locate))
      .sort((a, b) => compare(a.on, b.on)),
    waivers: waiverUses(loaded, stacks, asOf),
  };
}

/**
 * All that an audit has to tell: what was found at systems, what was read, and the waivers of that. What is due and what will
 * be is of the register, and `judge` and `preview` tell it.
 */
export function assembleAudit({
  asOf,
  stacks,
  loaded,
  readings,
}: Pick<Judged, "asOf" | "stacks" | "loaded"> & { readonly readings: readonly ReadingTold[] }): Report {
  const names = new Set(readingRules.map(({ name }) => name));
  return {
    ...{ version: 2, mode: "offline", asOf, exitCode: exitCodeOf(stacks), stacks, readings },
    ...{ access: [], accessMap: [], obligations: [], forecast: [] },
    waivers: waiverUses(loaded, stacks, asOf).filter(({ rule }) => names.has(rule)),
  };
}

function told({ ref, commit, problems }: Base): NonNullable<Report["base"]> {
  return { ref, commit, ...(problems.length > 0 && { problems }) };
}
