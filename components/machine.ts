import * as cloudflare from "@pulumi/cloudflare";
import * as hcloud from "@pulumi/hcloud";
import * as linode from "@pulumi/linode";
import * as pulumi from "@pulumi/pulumi";
import type { Server } from "../model/schema/hosting.ts";

export interface MachineArgs {
  readonly server: Server;
  /** Cloudflare zone that the host name is in, where that is ours. */
  readonly zoneId?: string;
  /** Login at Linode whose keys a new machine starts with; Salt replaces them with the register's. */
  readonly linodeBootstrapUser: string;
}

/** Whether a server is a virtual machine that a provider can be told to make; the others are ordered by hand. */
export function isVirtual({ provider }: Server): boolean {
  return provider === "linode" || provider === "hetzner-cloud";
}

/** Seconds that resolvers may keep a host's address: a day, as hosts move rarely. */
const hostTtl = 86_400;

/**
 * The machine of a server that a provider can be told about, and the address records of its name (OCP-ADM-2).
 *
 * No list of people's keys is given to a provider: such lists are read at creation only, and changing one would replace
 * the machine. Salt puts exactly the register's keys there and removes all others.
 */
export class Machine extends pulumi.ComponentResource {
  constructor(
    name: string,
    { server, zoneId, linodeBootstrapUser }: MachineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:host:Machine", name, {}, opts);
    const holdsData = { parent: this, protect: true };
    const machine =
      server.provider === "linode"
        ? linodeInstance()
        : server.provider === "hetzner-cloud"
          ? hcloudServer()
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
        { parent: this, dependsOn: machine === undefined ? [] : [machine] },
      );
    }
    this.registerOutputs({});

    /** What a virtual machine cannot be ordered without. */
    function demanded(property: "type" | "image"): string {
      const value = server[property];
      if (value !== undefined) return value;
      throw new pulumi.RunError(
        `register/ocp/servers.yaml: ${name} is at ${server.provider}, so it needs a ${property}.`,
      );
    }

    function linodeInstance(): linode.Instance {
      return new linode.Instance(
        name,
        {
          label: server.hostname,
          region: server.location,
          type: demanded("type"),
          image: demanded("image"),
          backupsEnabled: true,
          authorizedUsers: [linodeBootstrapUser],
          tags: [server.stage, `managed-by:${server.manager}`],
        },
        holdsData,
      );
    }

    function hcloudServer(): hcloud.Server {
      return new hcloud.Server(
        name,
        {
          name: server.hostname.split(".")[0],
          location: server.location,
          serverType: demanded("type"),
          image: demanded("image"),
          backups: true,
          deleteProtection: true,
          rebuildProtection: true,
          labels: { stage: server.stage, "managed-by": server.manager },
        },
        holdsData,
      );
    }
  }
}
