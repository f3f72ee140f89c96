import { offlineChildEnvironment, offlineFolder, offlineVariables } from "../../toolchain/offline-variables.ts";
import { root } from "../../toolchain/root.ts";
import { type Services, startServices } from "./start.ts";

/**
 * Starts what serves offline engines. `register` is the folder of the register, absolute; left out where neither programs
 * nor packs run.
 */
export function offlineServices(register?: string): Services {
  const variables = offlineVariables(offlineFolder(root));
  return startServices(
    offlineChildEnvironment(register === undefined ? variables : { ...variables, GATEHOUSE_REGISTER: register }),
  );
}
