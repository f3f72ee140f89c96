import { join } from "node:path";
import { loadRegister, RegisterError } from "../../model/load.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { BadInput } from "../../toolchain/bad-input.ts";
import { checkOut, commitOf } from "./checkout.ts";
import { inside } from "./judge-base.ts";

/**
 * The registers of a commit, as they are read today, without judging anything of it. Throws `BadInput` for a name that stands for no
 * commit, and for a commit whose register cannot be read.
 */
export async function baseRegisters(
  root: string,
  ref: string,
  register: string,
): Promise<Readonly<Record<RegisterId, Register>>> {
  const checkout = await checkOut(root, await commitOf(root, ref));
  try {
    return loadRegister(join(checkout.folder, inside(root, register) ?? "register")).registers;
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error;
    throw new BadInput(`the register of --base ${ref} cannot be read as one of today: ${error.message.split("\n")[0]}`);
  } finally {
    await checkout.remove();
  }
}
