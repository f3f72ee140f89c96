import type { Register } from "./register.ts";

/** The name of a zone: of the register's domains with that zone id, the one that the others lie under. */
export function zoneNameOf(register: Register, zoneId: unknown): string | undefined {
  if (typeof zoneId !== "string") return undefined;
  return Object.entries(register.domains)
    .filter(([, domain]) => domain.zoneId === zoneId)
    .map(([name]) => name)
    .sort((a, b) => a.length - b.length)
    .at(0);
}
