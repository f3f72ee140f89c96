import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { type EndOfAccess, endsOfAccess } from "../notify/leaver-clock.ts";
import { type Item, itemsOf, type Renames } from "./items.ts";
import { renamesBetween } from "./same.ts";

/** A part of a register, as much as is needed to find again what was contradicted, with the acts that were. */
export type PartOfRegister = Register & { readonly acts: readonly string[] };

/** Two registers, one before the other, on a day. What takes a look at all of one is looked up once, and only if it is asked for. */
export interface Passage {
  readonly before: Register | PartOfRegister;
  readonly after: Register;
  readonly asOf: DateText;
  readonly renames: Renames;
  /** The grants and root of a person as they were before, by the id of then. */
  readonly heldBefore: (person: string) => readonly Item[];
  /** The grants and root of a person as they are now. */
  readonly heldNow: (person: string) => readonly Item[];
  /** The ends of access to credentials, by what was on record before. */
  readonly endsBefore: () => readonly EndOfAccess[];
}

/** The passage from one register to another, as it is seen on a day. */
export function passageOf(before: Register, after: Register, asOf: DateText): Passage {
  let ends: readonly EndOfAccess[] | undefined;
  return {
    ...{ before, after, asOf, renames: renamesBetween(before, after) },
    heldBefore: heldIn(before),
    heldNow: heldIn(after),
    endsBefore: () => {
      ends ??= endsOfAccess(before, asOf);
      return ends;
    },
  };
}

function heldIn(register: Register): (person: string) => readonly Item[] {
  let byPerson: ReadonlyMap<string, Item[]> | undefined;
  return (person) => {
    byPerson ??= Map.groupBy([...itemsOf("grants", register), ...itemsOf("rootGrants", register)], ({ entry }) =>
      String(entry.person),
    );
    return byPerson.get(person) ?? [];
  };
}
