import type { DateText } from "../../model/dates.ts";
import { type Register, type RegisterId, registerIds } from "../../model/register.ts";
import type { AccessChange, ComparedWith } from "../report.ts";
import { accessChanges } from "./changes.ts";

type Registers = Readonly<Partial<Record<RegisterId, Register>>>;

/** The changes of access against the base's registers, else against those that are deployed. Against nothing there are none: everything is new. */
export function comparedAccess(
  after: readonly Register[],
  { base, deployed }: { readonly base: Registers | undefined; readonly deployed: Registers },
  asOf: DateText,
): { readonly access: AccessChange[]; readonly accessComparedWith: ComparedWith } {
  const registers = after.toSorted((a, b) => registerIds.indexOf(a.id) - registerIds.indexOf(b.id));
  return {
    access: registers.flatMap((register) => {
      const before = base?.[register.id] ?? deployed[register.id];
      return before === undefined ? [] : accessChanges(before, register, asOf);
    }),
    accessComparedWith: Object.fromEntries(
      registers.map(({ id }) => [id, base?.[id] ? "base" : deployed[id] ? "deployed" : "nothing"]),
    ),
  };
}
