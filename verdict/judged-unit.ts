import { type RegisterId, registerIds } from "../model/register.ts";
import { stacks } from "../stacks/catalogue.ts";

/** What a register that is judged by itself is called where a report names a stack. */
export function registerUnit(id: RegisterId): string {
  return `register ${id}`;
}

/** What the readings of a register's systems are called where a report names a stack. */
export function readingsUnit(id: RegisterId): string {
  return `readings ${id}`;
}

/** Whose register a report's part was judged by: a stack's, or the one that was judged by itself. */
export function registerOfUnit(name: string): RegisterId | undefined {
  return (
    stacks.find((each) => each.name === name)?.register ??
    registerIds.find((id) => registerUnit(id) === name || readingsUnit(id) === name)
  );
}
