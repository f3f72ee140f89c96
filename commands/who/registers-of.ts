import { type Register, type RegisterId, registerIds } from "../../model/register.ts";
import { BadInput } from "../../toolchain/bad-input.ts";

/** More are counted, not named. */
const most = 30;

/** Where somebody is in the register. Throws `BadInput` for whom it does not know; nobody else is offered in their place. */
export function registersOf(
  registers: Readonly<Record<RegisterId, Register>>,
  person: string,
  folder: string,
): RegisterId[] {
  const found = registerIds.filter((id) => Object.hasOwn(registers[id].people, person));
  if (found.length > 0) return found;
  const everybody = [...new Set(registerIds.flatMap((id) => Object.keys(registers[id].people)))];
  const others = everybody.length > most ? `${everybody.length} others` : everybody.join(", ") || "nobody";
  throw new BadInput(
    `${JSON.stringify(person)} is not in ${folder}/*/people.yaml; there ${everybody.length === 1 || everybody.length === 0 ? "is" : "are"} ${others}`,
  );
}
