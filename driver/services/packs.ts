import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerIds } from "../../model/register.ts";
import { makePack, readFiles } from "../../policies/packs/start.ts";
import { packOf } from "../../stacks/catalogue.ts";
import type { HeldPack } from "../../toolchain/language-host/host.ts";
import { root } from "../../toolchain/root.ts";
import { packHandlers } from "../../toolchain/sdk/pack-handlers.ts";

/**
 * The project's own packs, by their folder, beside the register of a folder, which is read here and now: what they judge
 * by is what was there before anything ran, for every stack of the command. Each run is given a pack of its own.
 */
export function heldPacks(register: string): (asOf: string | undefined) => ReadonlyMap<string, HeldPack> {
  const handlersOf = packHandlers(import.meta.filename);
  const files = readFiles(register);
  const folders = registerIds.map((id) => {
    const folder = join(root, packOf({ register: id }));
    const { version }: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { id, folder, version };
  });
  return (asOf) =>
    new Map(
      folders.map(({ id, folder, version }) => [
        folder,
        // Of an exported state the engine tells no stack, and there are no files to it.
        (stack) => handlersOf({ version, ...makePack(id, { asOf, files: stack && files(id) }) }),
      ]),
    );
}
