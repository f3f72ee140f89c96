import { fileURLToPath } from "node:url";
import { type LoadedRegister, loadRegister } from "../../model/load.ts";

let loaded: LoadedRegister | undefined;

/**
 * The project's own register, read once. Every synthetic register starts from it and adds copies of what stands in order
 * there, so that a new rule which the project's register obeys is obeyed here too. Throws `RegisterError`.
 */
export function shipped(): LoadedRegister {
  loaded ??= loadRegister(fileURLToPath(new URL("../../register", import.meta.url)));
  return loaded;
}

/** What copies are made of; `what` names it to whoever has taken it out of the register. */
export function original<T>(found: T | undefined, what: string): T {
  if (found !== undefined) return found;
  throw new Error(`The register no longer has ${what}, of which bench/synthetic makes copies. Choose another there.`);
}
