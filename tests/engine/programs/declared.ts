import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { type DeclaredRegister, declareRegister } from "../../../components/declared-register.ts";
import { nothingForgotten } from "../../../model/history.ts";
import { loadRegister } from "../../../model/load.ts";
import type { Register, RegisterId } from "../../../model/register.ts";

/** A register that a program may change at will. */
// biome-ignore lint/suspicious/noExplicitAny: a program may change anything, into any shape
export type Draft = { -readonly [K in keyof Register]: any };

/** Declares the register of the files, as every program has to before it makes anything else. */
export function declareShipped(id: RegisterId = "ocp"): Promise<DeclaredRegister> {
  return declareChanged(id, () => {});
}

/** Declares the register of the files after a change that no file has. */
export async function declareChanged(id: RegisterId, change: (register: Draft) => void): Promise<DeclaredRegister> {
  const folder = process.env.GATEHOUSE_REGISTER || fileURLToPath(new URL("../../../register", import.meta.url));
  const register = structuredClone(loadRegister(folder).registers[id]);
  change(register);
  return declareRegister(register, nothingForgotten(id));
}

/** The id of the register of the stack that the program runs in. */
export function registerOfStack(): RegisterId {
  return pulumi.getStack().startsWith("notify") ? "notify" : "ocp";
}
