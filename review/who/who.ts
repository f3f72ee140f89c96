import { didYouMean } from "../../model/load/suggest.ts";
import { loadRegister } from "../../model/load.ts";
import { registerIds } from "../../model/register.ts";
import { BadInput } from "../bad-input.ts";
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
  const known = registerIds.map((id) => registers[id]).filter(({ people }) => Object.hasOwn(people, person));
  if (known.length === 0) {
    const everybody = registerIds.flatMap((id) => Object.keys(registers[id].people));
    throw new BadInput(
      `${JSON.stringify(person)} is not in ${folder}/*/people.yaml${didYouMean(person, everybody) || `; there are ${everybody.join(", ")}`}`,
    );
  }
  return known.map((register) => whoReport(register, person, asOf ?? head.asOf, locate)).join("\n\n");
}
