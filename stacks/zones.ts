import type { DeclaredRegister } from "../components/declared-register.ts";
import { SecureZone } from "../components/secure-zone.ts";
import { ZoneRecords } from "../components/zone-records.ts";
import { otherRecords } from "../model/other-records.ts";
import { recordTypes } from "../model/records.ts";
import { zoneNameOf } from "../model/zones.ts";

/** Declares what the zones say to browsers, and what stands in them beside hosts and mail, whose domain is for an environment, or, where none is given, for none. */
export function declareZones({ register, entry }: DeclaredRegister, environment?: string): void {
  for (const [name, domain] of Object.entries(register.domains)) {
    const { zoneId, environment: where } = domain;
    if (zoneId === undefined || where !== environment) continue;
    const inner = { parent: entry(recordTypes.domain, name) };
    if (otherRecords(domain).length > 0) new ZoneRecords(name, { domain, zoneId }, inner);
    // A zone is set up once, whichever domains are in it.
    if (zoneNameOf(register, zoneId) === name) new SecureZone(name, { zoneId }, inner);
  }
}
