import { compare } from "../../driver/events.ts";
import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import type { PersonAccess } from "../report.ts";
import { holdingsOf, rootWords } from "./holdings.ts";
import { hasLeft } from "./identity.ts";

/** Who holds what on a day: a row for everybody in the register who has not left or still holds something, sorted by person. */
export function accessMap(register: Register, asOf: DateText): PersonAccess[] {
  return Object.keys(register.people)
    .sort(compare)
    .flatMap((person) => {
      const { inSystems, root } = holdingsOf(register, person, asOf);
      const cells = [
        ...inSystems.map(({ system, what }) => ({ system, what })),
        ...rootWords(register, root).map((what) => ({ system: "Servers", what })),
      ];
      const bySystem = Map.groupBy(cells, ({ system }) => system);
      const systems = Object.fromEntries(
        [...bySystem]
          .sort(([a], [b]) => compare(a, b))
          .map(([system, each]) => [system, [...new Set(each.map(({ what }) => what))].sort(compare)]),
      );
      return hasLeft(register, person, asOf) && cells.length === 0 ? [] : [{ register: register.id, person, systems }];
    });
}
