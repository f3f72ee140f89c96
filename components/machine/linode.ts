import type * as Linode from "@pulumi/linode";
import type * as pulumi from "@pulumi/pulumi";
import type { Server } from "../../model/schema/hosting.ts";
import { linode } from "../providers.ts";
import type { Opening } from "./openings.ts";
import type { Order } from "./order.ts";

/**
 * A Linode behind its firewall. Backups keep one daily and two weekly copies, which the provider fixes; it has no lock
 * of its own against deletion (OCP-HOST-3, 4, 7).
 */
export function linodeMachine(
  name: string,
  server: Server,
  { type, image }: Order,
  openings: readonly Opening[],
  bootstrapUser: string,
  parent: pulumi.Resource,
): Linode.Instance {
  const instance = new linode.Instance(
    name,
    {
      label: server.hostname,
      region: server.location,
      type,
      image,
      backupsEnabled: true,
      authorizedUsers: [bootstrapUser],
      tags: [server.stage, `managed-by:${server.manager}`],
    },
    { parent, protect: true },
  );
  new linode.Firewall(
    name,
    {
      label: name,
      linodes: [instance.id.apply(Number)],
      disabled: false,
      inboundPolicy: "DROP",
      outboundPolicy: "ACCEPT",
      inbounds: openings.map(({ label, protocol, port, ipv4, ipv6 }) => ({
        label,
        action: "ACCEPT",
        protocol: protocol.toUpperCase(),
        ...(port !== undefined && { ports: String(port) }),
        ipv4s: [...ipv4],
        ipv6s: [...ipv6],
      })),
    },
    { parent },
  );
  return instance;
}
