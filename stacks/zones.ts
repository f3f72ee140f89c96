import type { DeclaredRegister } from "../components/declared-register.ts";
import { SecureZone } from "../components/secure-zone.ts";
import { recordTypes } from "../model/records.ts";
import { zoneNameOf } from "../model/zones.ts";

/** Declares what the zones say to browsers whose domain is for an environment, or, where none is given, for none. */
export function declareZones({ register, entry }: DeclaredRegister, environment?: string): void {
  for (const [name, { zoneId, environment: where }] of Object.entries(register.domains)) {
    // A zone is set up once, whichever domains are in it.
    if (zoneId === undefined || where !== environment || zoneNameOf(register, zoneId) !== name) continue;
    new SecureZone(name, { zoneId }, { parent: entry(recordTypes.domain, name) });
  }
}
