import { isRecordType, manifestOf, manifestType, type RegisterRecord, readRecords } from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";
import { type EngineEvent, nameOf } from "../events.ts";

/**
 * The register that is deployed in a stack: what the records held before this run, as the engine's events tell it.
 * Undefined where nothing is deployed yet, and where the records do not make up the register that their manifest is of.
 */
export function deployedRegister(id: RegisterId, events: readonly EngineEvent[]): Register | undefined {
  const old = new Map(
    events.flatMap(({ resourcePreEvent }) => {
      // Null, where the resource is new.
      const state = resourcePreEvent?.metadata.old;
      return state ? [[state.urn, state] as const] : [];
    }),
  );
  const records = [...old.values()].flatMap(({ type, urn, inputs }): RegisterRecord[] =>
    isRecordType(type) ? [{ type, name: nameOf(urn), data: inputs }] : [],
  );
  const manifest = [...old.values()].find(({ type }) => type === manifestType);
  if (manifest?.inputs.digest !== manifestOf(id, records).digest) return undefined;
  const { register, problems } = readRecords(id, records);
  return problems.length > 0 ? undefined : register;
}
