import { fileURLToPath } from "node:url";
import { declareRegister } from "../../../components/declared-register.ts";
import { loadRegister } from "../../../model/load.ts";

/** Declares the shipped register of OCP, as every program has to before it makes anything else. */
export async function declareShipped(): Promise<void> {
  const { registers } = loadRegister(fileURLToPath(new URL("../../../register", import.meta.url)));
  await declareRegister(registers.ocp);
}
