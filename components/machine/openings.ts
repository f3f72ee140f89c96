import type { Server } from "../../model/schema/hosting.ts";

/** What a firewall lets in: everything else is dropped. */
export interface Opening {
  readonly label: string;
  readonly protocol: "tcp" | "icmp";
  /** TCP only. */
  readonly port?: number;
  /** Networks in CIDR form. */
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

const everybody = { ipv4: ["0.0.0.0/0"], ipv6: ["::/0"] };

/**
 * What a server's firewall lets in: ICMP, which path discovery needs, the ports that the register opens to everybody, and
 * Node Exporter for the servers that collect from it (OCP-MON-3).
 */
export function openingsOf(server: Server, collectors: readonly Server[]): Opening[] {
  return [
    { label: "icmp", protocol: "icmp", ...everybody },
    ...(server.openPorts ?? []).map((port): Opening => ({ label: `tcp-${port}`, protocol: "tcp", port, ...everybody })),
    ...(server.monitoring === undefined
      ? []
      : [
          {
            label: "node-exporter",
            protocol: "tcp",
            port: server.monitoring.port,
            ipv4: collectors.flatMap(({ ipv4 }) => (ipv4 === undefined ? [] : [`${ipv4}/32`])),
            ipv6: collectors.flatMap(({ ipv6 }) => (ipv6 === undefined ? [] : [`${ipv6}/128`])),
          } as const,
        ]),
  ];
}
