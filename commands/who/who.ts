import { loadRegister } from "../../model/load.ts";
import { registersOf } from "./registers-of.ts";
import { whoReport } from "./report.ts";

export interface WhoOptions {
  /** Folder of the register. */
  readonly register: string;
  /** Day to tell it as of, YYYY-MM-DD. */
  readonly asOf?: string;
}

/**
 * `who`: what a person can reach, and what their leaving takes, in each organisation that they are in. Throws
 * `RegisterError`, and `BadInput` for somebody whom the register does not know.
 */
export function who(person: string, { register: folder, asOf }: WhoOptions): string {
  const { head, registers, locate } = loadRegister(folder);
  const known = registersOf(registers, person, folder).map((id) => registers[id]);
  return known.map((register) => whoReport(register, person, asOf ?? head.asOf, locate)).join("\n\n");
}
