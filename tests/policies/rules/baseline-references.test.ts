import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { referencesReal } from "../../../policies/rules/baseline/references.ts";
import type { Resource } from "../../../policies/rules/rule.ts";
import { ocpRegister } from "../compliant.ts";
import { resource, saidOfStack } from "../judge.ts";
import { unknown } from "../packs/harness.ts";

const made = (type: string, name: string, id: string | undefined, props = {}): Resource => ({
  ...resource(type, name, unknownCheckingProxy(props)),
  ...(id !== undefined && { id }),
});
const instance = (id: string | undefined, props = {}) => made("linode:index/instance:Instance", "crm", id, props);
const firewall = (props: object) => made("linode:index/firewall:Firewall", "crm", "7", props);
const said = (...resources: Resource[]) => saidOfStack(referencesReal, resources, ocpRegister, "ocp");

describe("an id that is one of the stack's is right", () => {
  test.each([
    ["of a machine", instance("12"), firewall({ linodes: [12] })],
    ["of a machine, as text", instance("12"), firewall({ linodes: ["12"] })],
    ["not known yet", instance(""), firewall({ linodes: [unknown] })],
    ["not known yet at all", instance(""), firewall({ linodes: unknown })],
    ["none", instance("12"), firewall({})],
    ["where nobody tells which ids there are", instance(undefined), firewall({ linodes: [12] })],
    ["of a firewall", instance("12", { firewallId: 7 }), firewall({ linodes: [12] })],
    [
      "of what a login may look at",
      instance("12"),
      made("linode:index/user:User", "ann", "ann", { linodeGrants: [{ id: 12, permissions: "read_only" }] }),
    ],
  ])("%s", (_, ...resources) => {
    expect(said(...resources)).toEqual([]);
  });
});

describe("where nobody tells which ids there are, each comes from a resource", () => {
  const machine = instance(undefined);
  const from = (ids: unknown, ...urns: string[]) =>
    said(machine, {
      ...made("linode:index/user:User", "ann", "ann", { linodeGrants: ids }),
      propertyDependencies: { linodeGrants: urns },
    });
  const grant = (id: unknown) => ({ id, permissions: "read_only" });

  test("as one that is looked at", () => {
    expect(from([grant(12)], machine.urn)).toEqual([]);
    expect(from([grant(unknown)], machine.urn)).toEqual([]);
    expect(from([grant(12), grant(12)], machine.urn)).toEqual([]);
    expect(from([])).toEqual([]);
  });

  test.each([
    ["a number that comes from nowhere", [grant(99999)], [], "99999, and comes from 0"],
    [
      "one that comes from something else",
      [grant(99999)],
      ["urn:pulumi:test::gatehouse::a:b:C::d"],
      "99999, and comes from 0",
    ],
    ["one beside one that does", [grant(12), grant(99999)], [machine.urn], "12 and 99999, and comes from 1"],
  ])("not %s", (_, ids, urns, message) => {
    expect(from(ids, ...urns)).toEqual([expect.stringContaining(message)]);
  });
});

describe("an id that is none of the stack's is refused", () => {
  test.each([
    ["in place of a machine's", "99999", instance("12"), firewall({ linodes: [99999] })],
    ["beside a machine's", "99999", instance("12"), firewall({ linodes: [12, 99999] })],
    ["while the machine's is not known yet", "99999", instance(""), firewall({ linodes: [99999] })],
    ["beside one that is not known yet", "99999", instance(""), firewall({ linodes: [unknown, 99999] })],
    ["in place of a firewall's", "8", instance("12", { firewallId: 8 }), firewall({ linodes: [12] })],
    [
      "in place of what a login may look at",
      "99999",
      instance("12"),
      made("linode:index/user:User", "ann", "ann", { linodeGrants: [{ id: 99999, permissions: "read_only" }] }),
    ],
    [
      "in place of a key's",
      "arn:aws:kms:eu-west-1:123456789012:key/7",
      made("aws:kms/key:Key", "topics", "6"),
      made("aws:kms/alias:Alias", "topics", "alias/topics", {
        targetKeyId: "arn:aws:kms:eu-west-1:123456789012:key/7",
      }),
    ],
    [
      "in place of a firewall's at Hetzner",
      "99999",
      made("hcloud:index/firewall:Firewall", "web", "5"),
      made("hcloud:index/server:Server", "web", "6", { firewallIds: [99999] }),
    ],
  ])("%s", (_, id, ...resources) => {
    expect(said(...resources)).toEqual([expect.stringContaining(`names ${id}, which is the id of no `)]);
  });
});
