import { compare } from "../../driver/events.ts";
import type { DateText } from "../../model/dates.ts";
import type { LoadedRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { accessMap } from "../access/map.ts";
import { byDueDay, obligationsOf } from "../obligations/ledger.ts";
import { endsOf } from "./ends.ts";
import { holdersOf } from "./holders.ts";
import { pathsOf } from "./paths.ts";
import type { RegisterMap } from "./register-map.ts";

/** The map of both registers on a day. The same arguments give the same map. */
export function registerMap(
  { registers, locate }: Pick<LoadedRegister, "registers" | "locate">,
  asOf: DateText,
): RegisterMap {
  const all = registerIds.map((id) => registers[id]);
  const obligations = all.flatMap((register) => obligationsOf(register, asOf, locate)).sort(byDueDay);
  const paths = all.flatMap((register) => pathsOf(register, asOf));
  const people = all.flatMap((register) => holdersOf(register, asOf, obligations, locate));
  return {
    version: 1,
    asOf,
    people,
    paths: [...paths.filter(({ production }) => production), ...paths.filter(({ production }) => !production)],
    ends: people.flatMap((holder) => endsOf(holder, asOf)).sort((a, b) => compare(a.on, b.on)),
    obligations,
    systems: all.flatMap((register) => accessMap(register, asOf)),
  };
}
