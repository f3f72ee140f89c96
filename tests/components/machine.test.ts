import { describe, expect, test } from "vitest";
import { Machine } from "../../components/machine.ts";
import type { Server } from "../../model/schema/hosting.ts";
import { ocpRegister } from "../policies/compliant.ts";
import { find, real, recorded } from "../stacks/record.ts";

const [crm, kingfisher, toucan] = ["crm", "kingfisher-replica1", "toucan"].map(
  (id) => ocpRegister.servers[id] as Server,
);

const made = (name: string, server: Server | undefined, zoneId?: string) =>
  recorded(() => {
    const linodeBootstrapUser = "opencontracting-dogsbody";
    new Machine(name, { server: server as Server, linodeBootstrapUser, ...(zoneId !== undefined && { zoneId }) });
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
      serverType: "cpx41",
      image: "ubuntu-24.04",
      backups: true,
      deleteProtection: true,
      rebuildProtection: true,
      labels: { stage: "production", "managed-by": "dogsbody" },
    });
  });

  test("a host without a provider of ours is not made", async () => {
    expect(real(await made("toucan", toucan, "f".repeat(32)))).toEqual([]);
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
    expect(real(await made("crm", crm))).toHaveLength(1);
    expect(real(await made("kingfisher-replica1", kingfisher, zone))).toHaveLength(2);
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
