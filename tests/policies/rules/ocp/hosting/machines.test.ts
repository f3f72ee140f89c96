import { describe, expect, test } from "vitest";
import {
  hetznerBackups,
  hetznerLocked,
  linodeBackups,
  linodeRegion,
  machinesDeclared,
  machinesFromRegister,
  machinesMarked,
} from "../../../../../policies/rules/ocp/hosting/machines.ts";
import { changed, ocpRegister } from "../../../compliant.ts";
import { saidAfter } from "../../../ocp-stack.ts";

const rules = [
  ...[machinesFromRegister, machinesDeclared, machinesMarked],
  ...[linodeRegion, linodeBackups, hetznerLocked, hetznerBackups],
];

test.each(rules)("$name passes the compliant stack", async (rule) => {
  expect(await saidAfter(rule, () => {})).toEqual([]);
});

describe("OCP-HOST-2: machines are servers of the register", () => {
  test("one more at Linode", async () => {
    expect(await saidAfter(machinesFromRegister, (stack) => stack.add("Instance", "crm", "spare", {}))).toEqual([
      'linode:index/instance:Instance "spare": it is no server of the register. Declare the server in register/ocp/servers.yaml; the program makes its machine. [OCP-HOST-2]',
    ]);
  });

  test("one that the register has at another provider", async () => {
    const elsewhere = await saidAfter(machinesFromRegister, (stack) =>
      stack.add("Server", "kingfisher-replica1", "toucan", { name: "toucan.default.opencontracting.uk0.bigv.io" }),
    );
    expect(elsewhere).toEqual([expect.stringContaining("the register has toucan at bytemark, not at hetzner-cloud")]);
  });

  test("one that goes by another name at its provider", async () => {
    const renamed = await saidAfter(machinesFromRegister, (stack) => {
      stack.the("Instance", "crm").props.label = "ocp17.open-contracting.org";
    });
    expect(renamed).toEqual([
      expect.stringContaining(
        "it is called ocp17.open-contracting.org; the register's crm is ocp16.open-contracting.org",
      ),
    ]);
  });

  test("names that every object has are no servers", async () => {
    expect(
      await saidAfter(machinesFromRegister, (stack) => stack.add("Instance", "crm", "constructor", {})),
    ).toHaveLength(1);
  });
});

test.each([
  ["OCP-HOST-3", "Instance", "crm"],
  ["OCP-HOST-9", "Server", "kingfisher-replica1"],
])("%s: a server without its machine is missed", async (clause, type, name) => {
  const found = await saidAfter(machinesDeclared, (stack) => stack.remove(type, name));
  expect(found).toEqual([expect.stringContaining(`ocp/servers/${name}: it has no `)]);
  expect(found[0]).toContain(clause);
});

test("OCP-HOST-9: a dedicated server needs no machine", async () => {
  const dedicated = changed(ocpRegister, ({ servers }) => {
    servers["kingfisher-replica1"].provider = "hetzner-robot";
  });
  const removed = await saidAfter(
    machinesDeclared,
    (stack) => stack.remove("Server", "kingfisher-replica1"),
    dedicated,
  );
  expect(removed).toEqual([]);
});

describe("OCP-HOST-1: machines are marked with who manages them", () => {
  const tagged = (tags: unknown) =>
    saidAfter(machinesMarked, (stack) => Object.assign(stack.the("Instance", "crm").props, { tags }));
  const labelled = (labels: unknown) =>
    saidAfter(machinesMarked, (stack) => Object.assign(stack.the("Server", "kingfisher-replica1").props, { labels }));

  test("by a tag at Linode, among others", async () => {
    expect(await tagged(["production", "managed-by:dogsbody", "helpdesk"])).toEqual([]);
  });

  test.each([[undefined], [[]], [["production"]], [["managed-by"]], [["managed-by:ods"]], [["managed-by:Dogsbody"]]])(
    "not by the tags %j",
    async (tags) => {
      expect(await tagged(tags)).toHaveLength(1);
    },
  );

  test("by one manager only, in whatever case the mark is", async () => {
    expect(await tagged(["managed-by:dogsbody", "Managed-By:ods"])).toEqual([
      'linode:index/instance:Instance "crm": it is marked as managed by ods. Mark it managed-by: dogsbody, by a tag at Linode or a label at Hetzner. [OCP-HOST-1]',
    ]);
  });

  test("by a label at Hetzner", async () => {
    expect(await labelled({ "managed-by": "dogsbody" })).toEqual([]);
    expect(await labelled({ "managed-by": "ods" })).toHaveLength(1);
    expect(await labelled({ stage: "production" })).toHaveLength(1);
    expect(await labelled(undefined)).toHaveLength(1);
  });
});

test.each(["eu-central", "gb-lon", "EU-West", undefined])("OCP-HOST-4: region %j is refused", async (region) => {
  const found = await saidAfter(linodeRegion, (stack) => Object.assign(stack.the("Instance", "crm").props, { region }));
  expect(found).toEqual([
    `linode:index/instance:Instance "crm": it is in the region ${region ?? "nothing"}, not in eu-west. Set location to eu-west in register/ocp/servers.yaml. [OCP-HOST-4]`,
  ]);
});

test.each([false, undefined, "true", null])("OCP-HOST-7: backupsEnabled %j is refused", async (backupsEnabled) => {
  const off = await saidAfter(linodeBackups, (stack) =>
    Object.assign(stack.the("Instance", "crm").props, { backupsEnabled }),
  );
  expect(off).toEqual([
    'linode:index/instance:Instance "crm": its backups are not switched on. Set backupsEnabled: true on it. [OCP-HOST-7]',
  ]);
});

describe("GATE-3: a server in the Hetzner cloud is locked there as well", () => {
  test.each([
    ["deleteProtection", "it can be deleted at the provider"],
    ["rebuildProtection", "it can be rebuilt at the provider, which empties its disk"],
  ])("%s", async (property, problem) => {
    for (const value of [false, undefined, "true"]) {
      const found = await saidAfter(hetznerLocked, (stack) => {
        stack.the("Server", "kingfisher-replica1").props[property] = value;
      });
      expect(found).toEqual([expect.stringContaining(problem)]);
    }
  });
});

test("OCP-HOST-9: a server in the Hetzner cloud without backups gets advice", async () => {
  expect(hetznerBackups.level).toBe("advisory");
  const found = await saidAfter(hetznerBackups, (stack) => {
    stack.the("Server", "kingfisher-replica1").props.backups = false;
  });
  expect(found).toHaveLength(1);
});
