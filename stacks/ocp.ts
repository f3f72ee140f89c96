import { declareRegister } from "../components/declared-register.ts";
import { isVirtual, Machine } from "../components/machine.ts";
import { MailDomain } from "../components/mail-domain.ts";
import { recordTypes } from "../model/records.ts";
import type { Register } from "../model/register.ts";

/** The login at Linode that the server managers have, with full access. */
const linodeBootstrapUser = "opencontracting-dogsbody";

/** The stack of the Open Contracting Partnership: its register, and the machines and names that it declares. */
export async function ocp(register: Register): Promise<void> {
  const declared = await declareRegister(register);
  for (const [id, server] of Object.entries(register.servers)) {
    const zoneId = zoneOf(register, server.hostname);
    // Neither a provider to order it from nor a zone of ours for its name: it stands in the register alone.
    if (zoneId === undefined && !isVirtual(server)) continue;
    new Machine(
      id,
      { server, linodeBootstrapUser, ...(zoneId !== undefined && { zoneId }) },
      { parent: declared.entry(recordTypes.server, id) },
    );
  }
  for (const [name, domain] of Object.entries(register.domains)) {
    if (domain.zoneId === undefined) continue;
    new MailDomain(name, { domain, zoneId: domain.zoneId }, { parent: declared.entry(recordTypes.domain, name) });
  }
}

/** The Cloudflare zone that a host name is in, the longest match where zones nest; none for names that are others'. */
function zoneOf(register: Register, hostname: string): string | undefined {
  return Object.entries(register.domains)
    .filter(([zone]) => hostname === zone || hostname.endsWith(`.${zone}`))
    .sort(([a], [b]) => b.length - a.length)
    .map(([, domain]) => domain.zoneId)
    .at(0);
}
