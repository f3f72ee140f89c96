import * as pulumi from "@pulumi/pulumi";
import type { Server } from "../model/schema/hosting.ts";
import { hetznerMachine } from "./machine/hetzner.ts";
import { linodeMachine } from "./machine/linode.ts";
import { openingsOf } from "./machine/openings.ts";
import { orderOf } from "./machine/order.ts";
import { cloudflare } from "./providers.ts";

export interface MachineArgs {
  readonly server: Server;
  /** The servers that collect figures from it, and so must reach its Node Exporter. */
  readonly collectors: readonly Server[];
  /** Cloudflare zone that the host name is in, where that is ours. */
  readonly zoneId?: string;
  /** Login at Linode whose keys a new machine starts with; Salt replaces them with the register's. */
  readonly linodeBootstrapUser: string;
}

/** Seconds that resolvers may keep a host's address: a day, as hosts move rarely. */
const hostTtl = 86_400;

/**
 * The machine of a server that a provider can be told about, with its firewall, and the address records of its name
 * (OCP-ADM-2, OCP-HOST-1, 3, 4, 7, 9; OCP-MON-3).
 *
 * No list of people's keys is given to a provider: such lists are read at creation only, and changing one would replace
 * the machine. Salt puts exactly the register's keys there and removes all others.
 */
export class Machine extends pulumi.ComponentResource {
  /** The machine at its provider; none where the server is ordered by hand. */
  readonly machine: pulumi.CustomResource | undefined;

  constructor(
    name: string,
    { server, collectors, zoneId, linodeBootstrapUser }: MachineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:host:Machine", name, {}, opts);
    const openings = openingsOf(server, collectors);
    this.machine =
      server.provider === "linode"
        ? linodeMachine(name, server, orderOf(name, server), openings, linodeBootstrapUser, this)
        : server.provider === "hetzner-cloud"
          ? hetznerMachine(name, server, orderOf(name, server), openings, this)
          : undefined;
    const addresses = [
      { type: "A", content: server.ipv4 },
      { type: "AAAA", content: server.ipv6 },
    ];
    for (const { type, content } of addresses) {
      if (content === undefined || zoneId === undefined) continue;
      new cloudflare.DnsRecord(
        `${name}-${type.toLowerCase()}`,
        { zoneId, name: server.hostname, type, content, ttl: hostTtl, proxied: false },
        { parent: this, dependsOn: this.machine === undefined ? [] : [this.machine] },
      );
    }
    this.registerOutputs({});
  }
}
