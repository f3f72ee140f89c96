import { compare } from "../../driver/events.ts";
import type { DateText } from "../../model/dates.ts";
import type { Locate } from "../../model/load.ts";
import type { Register } from "../../model/register.ts";
import { holdingsOf } from "../access/holdings.ts";
import { hasLeft } from "../access/identity.ts";
import { entryOf, type Reach, reachOf } from "../access/reach.ts";
import type { Obligation } from "../report.ts";
import type { Held, Holder } from "./register-map.ts";

/** What follows from what was given, and is not given by itself. */
const derived = ["Repositories", "Accounts", "Credentials"];

/** Everybody in a register who has not left, or still holds something, by id. */
export function holdersOf(
  register: Register,
  asOf: DateText,
  obligations: readonly Obligation[],
  locate: Locate,
): Holder[] {
  const due = Map.groupBy(obligations, ({ subject }) => subject);
  return Object.entries(register.people)
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([person, { name, employment, organisation, leftOn }]) => {
      const held = heldOf(reachOf(register, person, asOf), leftOn).map((each) => withDue(each, due, locate));
      const { inSystems } = holdingsOf(register, person, asOf);
      const through = inSystems.filter(({ system }) => derived.includes(system)).map(({ text }) => text);
      if (hasLeft(register, person, asOf) && held.length + through.length === 0) return [];
      const place = locate(entryOf(register, person));
      return [
        {
          ...{ register: register.id, person, name },
          employment: `${employment} of ${register.organisations[organisation]?.name ?? organisation}`,
          ...(leftOn !== undefined && { leftOn }),
          ...(place !== undefined && { place }),
          held,
          through: [...new Set(through)].sort(compare),
        },
      ];
    });
}

/** Roles and root. Who leaves loses what has no end of its own with their last day, as far as the register knows. */
function heldOf({ roles, root }: Reach, leftOn: DateText | undefined): Held[] {
  const ends = (until: DateText | undefined) => {
    const first = [until, leftOn].filter((day) => day !== undefined).sort()[0];
    return first === undefined ? {} : { until: first };
  };
  return [
    ...roles.map(({ system, role, where, team, permissions, since, until, approvedBy, pending, subject }) => ({
      system,
      what: [
        `${role}${where === undefined ? "" : ` in ${where}`}${team === undefined ? "" : `, team ${team}`}`,
        ...(permissions.length === 0 ? [] : [permissions.join(", ")]),
      ].join(": "),
      since,
      ...ends(until),
      ...(approvedBy !== undefined && { by: approvedBy }),
      ...(pending && { pending }),
      subject,
    })),
    ...root.map(({ server, basis, since, until, grantedBy, subject }) => ({
      system: "Servers",
      what: `root on ${server}, as ${basis}`,
      since,
      ...ends(until),
      ...(grantedBy !== undefined && { by: grantedBy }),
      subject,
    })),
  ];
}

function withDue(held: Held, due: ReadonlyMap<string, readonly Obligation[]>, locate: Locate): Held {
  const [first] = due.get(held.subject) ?? [];
  const place = locate(held.subject);
  return {
    ...held,
    ...(first !== undefined && { lapses: { on: first.dueOn, unless: first.what } }),
    ...(place !== undefined && { place }),
  };
}
