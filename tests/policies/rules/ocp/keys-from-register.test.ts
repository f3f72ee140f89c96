import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keysFromRegister } from "../../../../policies/rules/ocp/keys-from-register.ts";
import { changed, ocpPerson, ocpRegister, sshKey } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";

const linode = (props: object, name = "crm") =>
  saidOf(keysFromRegister, resource("linode:index/instance:Instance", name, { ...props }), ocpRegister);
const hcloud = (props: object) =>
  saidOf(keysFromRegister, resource("hcloud:index/server:Server", "kingfisher-replica1", { ...props }), ocpRegister);
const base64 = (text: string) => Buffer.from(text).toString("base64");

const ours = sshKey("ocp-owner-1");
const strange = sshKey("stranger");

describe("OCP-ADM-2: keys come from the register", () => {
  test("a machine without keys, or with those of people with root there, is in order", () => {
    expect(linode({})).toEqual([]);
    expect(linode({ authorizedKeys: [ours, sshKey("dogsbody-manager-1")] })).toEqual([]);
  });

  test("a literal key that is not in the register is refused", () => {
    expect(linode({ authorizedKeys: [ours, strange] })).toEqual([
      'linode:index/instance:Instance "crm": the key with comment "stranger" is not one of the register\'s for somebody with root on crm. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("so is a key of somebody whose root is on another server", () => {
    const developers = { authorizedKeys: [sshKey("ods-developer-1")] };
    expect(linode(developers, "toucan")).toEqual([]);
    expect(linode(developers, "crm")).toHaveLength(1);
  });

  test("so is a key of somebody whose root has ended", () => {
    const register = changed(ocpRegister, ({ rootGrants }) => {
      rootGrants["*"][0].revokedOn = "2026-06-01";
    });
    const crm = resource("linode:index/instance:Instance", "crm", { authorizedKeys: [ours] });
    expect(saidOf(keysFromRegister, crm, register)).toHaveLength(1);
  });

  test("a comment is its holder's id, and nobody else's", () => {
    expect(linode({ authorizedKeys: [sshKey("somebody", "ocp-owner-1")] })).toEqual([
      'linode:index/instance:Instance "crm": the key of ocp-owner-1 carries the comment "somebody", which should be their id. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("options and second lines do not hide in a key", () => {
    expect(linode({ authorizedKeys: [`command="/bin/sh" ${ours}`] })).toHaveLength(1);
    expect(linode({ authorizedKeys: [`${ours}\n${strange}`] })).toEqual([
      'linode:index/instance:Instance "crm": the key of ocp-owner-1 is not written as it should be: one key on one line. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("a machine that the register has not got takes keys for every server only", () => {
    expect(linode({ authorizedKeys: [sshKey("ods-developer-1")] }, "new-machine")).toEqual([
      'linode:index/instance:Instance "new-machine": the key with comment "ods-developer-1" is not one of the register\'s for somebody with root on every server. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
    expect(linode({ authorizedKeys: [ours] }, "new-machine")).toEqual([]);
  });
});

describe("keys that a provider keeps for machines to come", () => {
  test.each([
    ["linode:index/sshKey:SshKey", "sshKey"],
    ["hcloud:index/sshKey:SshKey", "publicKey"],
  ])("%s holds a key for every server, or none", (type, property) => {
    const kept = (key: unknown) => saidOf(keysFromRegister, resource(type, "key", { [property]: key }), ocpRegister);
    expect(kept(ours)).toEqual([]);
    expect(kept(sshKey("ods-developer-1"))).toHaveLength(1);
    expect(kept(strange)).toHaveLength(1);
    expect(kept(undefined)).toEqual([expect.stringContaining("one of its keys is not text")]);
    expect(kept([ours])).toHaveLength(1);
  });

  test("Hetzner's servers name keys by their holders", () => {
    expect(hcloud({ sshKeys: ["ocp-owner-1"] })).toEqual([]);
    expect(hcloud({ sshKeys: ["ocp-owner-1", "laptop"] })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": it names the key "laptop", and nobody of that id has root there. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("Linode's logins are those with full access in the register", () => {
    expect(linode({ authorizedUsers: ["opencontracting-dogsbody"] })).toEqual([]);
    expect(linode({ authorizedUsers: ["opencontracting"] })).toEqual([
      'linode:index/instance:Instance "crm": it lets in the keys of the login "opencontracting", not one with full access in register/ocp/accounts.yaml (opencontractingpartnership and opencontracting-dogsbody). Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
    expect(linode({ authorizedUsers: "stranger" })).toHaveLength(1);
  });

  test("a login with full access at another provider is none at Linode", () => {
    const register = changed(ocpRegister, ({ accounts }) => {
      accounts.hetzner = { provider: "hetzner", name: "x", users: { robot: { access: "full", organisation: "ocp" } } };
    });
    const crm = resource("linode:index/instance:Instance", "crm", { authorizedUsers: ["robot"] });
    expect(saidOf(keysFromRegister, crm, register)).toHaveLength(1);
  });

  test("disks of a Linode are looked at like the Linode itself", () => {
    expect(linode({ disks: [{ authorizedKeys: [strange] }] })).toHaveLength(1);
    expect(linode({ disks: [{ authorizedKeys: [ours] }] })).toEqual([]);
    const disk = resource("linode:index/instanceDisk:InstanceDisk", "crm", { authorizedKeys: [strange] });
    expect(saidOf(keysFromRegister, disk, ocpRegister)).toHaveLength(1);
  });
});

describe("start-up data", () => {
  const cloudConfig = (key: string) => `#cloud-config\nssh_authorized_keys:\n  - "${key}"\n`;

  test("may hold the register's keys", () => {
    expect(hcloud({ userData: cloudConfig(ours) })).toEqual([]);
    expect(linode({ metadatas: [{ userData: base64(cloudConfig(ours)) }] })).toEqual([]);
  });

  test("may hold no other, plain or in base64", () => {
    expect(hcloud({ userData: cloudConfig(strange) })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": the key with comment "stranger" is not one of the register\'s for somebody with root on kingfisher-replica1. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
    expect(hcloud({ userData: base64(cloudConfig(strange)) })).toHaveLength(1);
    expect(linode({ metadatas: [{ userData: base64(cloudConfig(strange)) }] })).toHaveLength(1);
  });

  test("a StackScript's answers are start-up data", () => {
    expect(linode({ stackscriptData: { key: strange } })).toHaveLength(1);
    expect(linode({ stackscriptData: { key: ours } })).toEqual([]);
  });

  test("a StackScript that is kept at the provider cannot be read", () => {
    expect(linode({ stackscriptId: 4711 })).toEqual([
      'linode:index/instance:Instance "crm": it starts with StackScript 4711, which no rule can read. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
    expect(linode({ stackscriptId: 0 })).toEqual([]);
  });

  test.each([
    "ssh_import_id: [gh:stranger]",
    "runcmd: [ssh-import-id gh:stranger]",
    "curl https://github.com/stranger.keys",
  ])("do not fetch keys: %s", (text) => {
    expect(hcloud({ userData: `#cloud-config\n${text}` })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": its start-up data fetch keys or more data from elsewhere. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("do not include other data", () => {
    expect(hcloud({ userData: "#include\nhttps://example.org/start" })).toHaveLength(1);
  });

  test("do not write to authorized_keys", () => {
    expect(hcloud({ userData: "cat key >> /root/.ssh/authorized_keys" })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": its start-up data write to authorized_keys, which is for Salt to write. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });

  test("hide nothing in encoded parts", () => {
    const hidden = `write_files:\n  - encoding: b64\n    content: ${base64(strange)}`;
    expect(hcloud({ userData: `#cloud-config\n${hidden}` })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": its start-up data hold encoded parts, which no rule can read. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
    expect(hcloud({ userData: "echo c3NoLWVkMjU1MTk= | base64 -d > /root/key" })).toHaveLength(1);
  });

  test("are not compressed, since cloud-init would unpack what no rule has read", () => {
    const packed = gzipSync(cloudConfig(strange)).toString("base64");
    expect(hcloud({ userData: packed })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": its start-up data are compressed, so no rule can read them. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
    expect(linode({ metadatas: { userData: packed } })).toHaveLength(1);
    expect(hcloud({ userData: "\u001f\u008b" })).toHaveLength(1);
  });

  test("are text", () => {
    expect(hcloud({ userData: { "#cloud-config": true } })).toEqual([
      'hcloud:index/server:Server "kingfisher-replica1": its start-up data are not text, so no rule can read them. Take it out of the resource: keys come from register/ocp/people.yaml and root-grants.yaml. [OCP-ADM-2]',
    ]);
  });
});

test("no other value is taken for a key, a login or the name of one", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const isNone = value === null || (Array.isArray(value) && value.length === 0);
      const verdicts = [{ authorizedKeys: value }, { authorizedUsers: value }].map((props) => linode(props));
      for (const verdict of [...verdicts, hcloud({ sshKeys: value })]) expect(verdict.length === 0).toBe(isNone);
    }),
  );
});

test("two holders of one key are not told apart by it", () => {
  const register = changed(ocpRegister, ({ people, rootGrants }) => {
    people["ocp-owner-2"] = { ...ocpPerson("ocp-owner-2", "ocp", "open-contracting.org"), sshKeys: [ours] };
    rootGrants["*"].push({ person: "ocp-owner-2", basis: "owner", grantedOn: "2024-01-15" });
  });
  const crm = resource("linode:index/instance:Instance", "crm", { authorizedKeys: [ours] });
  expect(saidOf(keysFromRegister, crm, register)).toHaveLength(1);
});
