import { describe, expect, test } from "vitest";
import { Machine } from "../../components/machine.ts";
import type { Server } from "../../model/schema/hosting.ts";
import { ocpRegister } from "../policies/compliant.ts";
import { find, providerId, real, recorded } from "../stacks/record.ts";

const [crm, kingfisher, toucan] = ["crm", "kingfisher-replica1", "toucan"].map(
  (id) => ocpRegister.servers[id] as Server,
);

const made = (name: string, server: Server | undefined, zoneId?: string) =>
  recorded(() => {
    const linodeBootstrapUser = "opencontracting-dogsbody";
    const collectors = [toucan as Server];
    new Machine(name, {
      server: server as Server,
      collectors,
      linodeBootstrapUser,
      ...(zoneId !== undefined && { zoneId }),
    });
  });

describe("OCP-ADM-2: a machine starts without anybody's key", () => {
  test("at Linode with the keys of the server managers' login, and backups", async () => {
    const { props, protect } = find(await made("crm", crm), "Instance", "crm");
    expect(protect).toBe(true);
    expect(props).toEqual({
      label: "ocp16.open-contracting.org",
      region: "eu-west",
      type: "g6-standard-2",
      image: "linode/ubuntu24.04",
      backupsEnabled: true,
      authorizedUsers: ["opencontracting-dogsbody"],
      tags: ["production", "managed-by:dogsbody"],
    });
  });

  test("at Hetzner with none, locked against deletion on both sides", async () => {
    const { props, protect } = find(await made("kingfisher-replica1", kingfisher), "Server", "kingfisher-replica1");
    expect(protect).toBe(true);
    expect(props).toEqual({
      name: "replica1",
      location: "fsn1",
      serverType: "cpx42",
      image: "ubuntu-24.04",
      backups: true,
      deleteProtection: true,
      rebuildProtection: true,
      firewallIds: [providerId],
      labels: { stage: "production", "managed-by": "dogsbody" },
    });
  });

  test("a host without a provider of ours is not made, though its name may be", async () => {
    expect(real(await made("toucan", toucan))).toEqual([]);
    const types = real(await made("toucan", toucan, "f".repeat(32))).map(({ type }) => type);
    expect([...new Set(types)]).toEqual(["cloudflare:index/dnsRecord:DnsRecord"]);
  });
});

describe("the names of a machine", () => {
  const zone = "0123456789abcdef0123456789abcdef";

  test("are address records that nothing stands in front of", async () => {
    const records = real(await made("crm", crm, zone)).filter(({ type }) => type.startsWith("cloudflare:"));
    const name = "ocp16.open-contracting.org";
    expect(records.map(({ props }) => props)).toEqual([
      { zoneId: zone, name, type: "A", content: "192.0.2.16", ttl: 86_400, proxied: false },
      { zoneId: zone, name, type: "AAAA", content: "2001:db8::16", ttl: 86_400, proxied: false },
    ]);
  });

  test("are made only where the zone is ours and the address is known", async () => {
    const names = async (...args: Parameters<typeof made>) =>
      real(await made(...args))
        .filter(({ type }) => type.startsWith("cloudflare:"))
        .map(({ name }) => name);
    expect(await names("crm", crm)).toEqual([]);
    expect(await names("kingfisher-replica1", kingfisher, zone)).toEqual(["kingfisher-replica1-a"]);
  });
});

describe("OCP-MON-3: a machine's firewall drops all but what is open, and opens the exporter to Prometheus alone", () => {
  const open = { label: "tcp-22", ports: "22", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] };
  const ping = { label: "icmp", action: "ACCEPT", protocol: "ICMP", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] };

  test("at Linode, tied to the machine", async () => {
    const registrations = await made("crm", { ...(crm as Server), openPorts: [22] });
    const { props, propertyDependencies } = find(registrations, "Firewall", "crm");
    expect(props).toEqual({
      label: "crm",
      disabled: false,
      linodes: [providerId],
      inboundPolicy: "DROP",
      outboundPolicy: "ACCEPT",
      inbounds: [
        ping,
        { ...open, action: "ACCEPT", protocol: "TCP" },
        {
          ...{ label: "node-exporter", action: "ACCEPT", protocol: "TCP", ports: "7231" },
          ...{ ipv4s: ["198.51.100.20/32"], ipv6s: ["2001:db8:2::20/128"] },
        },
      ],
    });
    expect(propertyDependencies?.linodes).toEqual([find(registrations, "Instance", "crm").urn]);
  });

  test("at Hetzner, where the machine names it", async () => {
    const registrations = await made("kingfisher-replica1", kingfisher);
    const firewall = find(registrations, "Firewall", "kingfisher-replica1");
    const everybody = ["0.0.0.0/0", "::/0"];
    expect(firewall.props).toEqual({
      name: "kingfisher-replica1",
      rules: [
        { description: "icmp", direction: "in", protocol: "icmp", sourceIps: everybody },
        { description: "tcp-22", direction: "in", protocol: "tcp", port: "22", sourceIps: everybody },
        {
          ...{ description: "node-exporter", direction: "in", protocol: "tcp", port: "7231" },
          sourceIps: ["198.51.100.20/32", "2001:db8:2::20/128"],
        },
      ],
    });
    const { propertyDependencies } = find(registrations, "Server", "kingfisher-replica1");
    expect(propertyDependencies?.firewallIds).toEqual([firewall.urn]);
  });
});

test.each(["type", "image"] as const)(
  "a virtual machine without %s cannot be ordered, and the message says where to add it",
  async (property) => {
    const { [property]: _, ...rest } = crm as Server;
    await expect(made("crm", rest as Server)).rejects.toThrow(
      `register/ocp/servers.yaml: crm is at linode, so it needs a ${property}.`,
    );
  },
);
