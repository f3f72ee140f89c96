import { cpSync } from "node:fs";
import { join } from "node:path";
import type { DateText } from "../../model/dates.ts";
import { loadRegister } from "../../model/load.ts";
import type { RegisterId } from "../../model/register.ts";
import { judgedByEach, registerRulesOf } from "../../verdict/base/judged.ts";
import { newFolder, root } from "./cli.ts";

/** A copy of the shipped register for one test, in a folder that goes away with it. */
export function ownRegister(): string {
  const folder = join(newFolder(), "register");
  putShipped(folder);
  return folder;
}

/** Has each file of such a copy be as it ships again. */
export function putShipped(folder: string): void {
  cpSync(join(root, "register"), folder, { recursive: true });
}

/** What the mandatory rules refuse, on a day, of a register in a folder. */
export function refusedOf(folder: string, id: RegisterId, day: DateText) {
  return judgedByEach(registerRulesOf(id), loadRegister(folder).registers[id], day)
    .flat()
    .filter(({ level }) => level === "mandatory");
}
