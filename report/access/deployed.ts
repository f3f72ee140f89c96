import type { EngineEvent } from "../../driver/events.ts";
import { manifestOf, manifestType } from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { changeOf } from "../../verdict/deployment.ts";

/**
 * The register that is deployed in a stack: what the records held before this run, as the engine's events tell it.
 * Undefined where nothing is deployed yet, and where the records do not make up the register that their manifest is of.
 */
export function deployedRegister(id: RegisterId, events: readonly EngineEvent[]): Register | undefined {
  const { register, records, resources, problems } = changeOf(id, events).before;
  const manifest = resources.find(({ type }) => type === manifestType);
  const isWhole = manifest?.props.digest === manifestOf(id, records).digest && problems.length === 0;
  return isWhole ? register : undefined;
}
