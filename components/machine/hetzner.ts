import type * as Hcloud from "@pulumi/hcloud";
import type * as pulumi from "@pulumi/pulumi";
import type { Server } from "../../model/schema/hosting.ts";
import { hcloud } from "../providers.ts";
import type { Opening } from "./openings.ts";
import type { Order } from "./order.ts";

/** A server in the Hetzner cloud behind its firewall, locked against deletion there as well (OCP-HOST-9). */
export function hetznerMachine(
  name: string,
  server: Server,
  { type, image }: Order,
  openings: readonly Opening[],
  parent: pulumi.Resource,
): Hcloud.Server {
  const firewall = new hcloud.Firewall(
    name,
    {
      name,
      rules: openings.map(({ label, protocol, port, ipv4, ipv6 }) => ({
        description: label,
        direction: "in",
        protocol,
        ...(port !== undefined && { port: String(port) }),
        sourceIps: [...ipv4, ...ipv6],
      })),
    },
    { parent },
  );
  return new hcloud.Server(
    name,
    {
      name: server.hostname.split(".")[0],
      location: server.location,
      serverType: type,
      image,
      backups: true,
      deleteProtection: true,
      rebuildProtection: true,
      firewallIds: [firewall.id.apply(Number)],
      labels: { stage: server.stage, "managed-by": server.manager },
    },
    { parent, protect: true },
  );
}
