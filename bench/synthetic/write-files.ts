import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { fileOfKind, type Kind, kinds, type Register } from "../../model/register.ts";
import { shipped } from "./shipped.ts";

/** Writes registers as the files that the loader reads, in a folder that is made. */
export async function writeRegisterFiles(folder: string, registers: readonly Register[]): Promise<void> {
  for (const register of registers) {
    await mkdir(join(folder, register.id), { recursive: true });
    for (const kind of Object.keys(kinds) as Kind[]) {
      if (Object.keys(register[kind]).length === 0) continue;
      const text = stringify(register[kind], { aliasDuplicateObjects: false });
      await writeFile(join(folder, register.id, fileOfKind(kind)), text);
    }
  }
  await writeFile(join(folder, "register.yaml"), `asOf: ${shipped().head.asOf}\n`);
}
