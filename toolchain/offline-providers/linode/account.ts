import { OFFLINE_TIME, wholeNumber } from "../invent.ts";
import { boolean, integer, object, output, type Property, required, set, string, type Table } from "../table.ts";

const grants = (): Property =>
  set(object({ id: integer(required), permissions: string({ ...required, oneOf: ["read_only", "read_write"] }) }), {
    filled: [],
  });

const off = { default: false } as const;

// What a user without any grant of its own holds: nothing.
const NO_GRANTS = {
  accountAccess: "",
  addDatabases: false,
  addDomains: false,
  addFirewalls: false,
  addImages: false,
  addLinodes: false,
  addLongview: false,
  addNodebalancers: false,
  addPlacementGroups: false,
  addStackscripts: false,
  addVolumes: false,
  addVpcs: false,
  cancelAccount: false,
  longviewSubscription: false,
};

export const user: Table = {
  type: "linode:index/user:User",
  inputs: {
    domainGrants: grants(),
    email: string({
      required: true,
      replaces: true,
      matches: { pattern: /^[^\s@]+@[^\s@]+$/, says: "an e-mail address" },
    }),
    firewallGrants: grants(),
    globalGrants: object(
      {
        accountAccess: string({ oneOf: ["read_only", "read_write"] }),
        addDatabases: boolean(off),
        addDomains: boolean(off),
        addFirewalls: boolean(off),
        addImages: boolean(off),
        addLinodes: boolean(off),
        addLongview: boolean(off),
        addNodebalancers: boolean(off),
        addPlacementGroups: boolean(off),
        addStackscripts: boolean(off),
        addVolumes: boolean(off),
        addVpcs: boolean(off),
        cancelAccount: boolean(off),
        longviewSubscription: boolean(off),
      },
      { filled: NO_GRANTS },
    ),
    imageGrants: grants(),
    linodeGrants: grants(),
    longviewGrants: grants(),
    nodebalancerGrants: grants(),
    placementGroupGrants: grants(),
    restricted: boolean({ default: false }),
    stackscriptGrants: grants(),
    username: string({
      required: true,
      matches: {
        pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9_-]{1,30})[a-zA-Z0-9]$/,
        says: "a username: 3 to 32 letters, digits, `-` or `_`, starting and ending with a letter or digit",
      },
    }),
    volumeGrants: grants(),
    vpcGrants: grants(),
  },
  outputs: {
    sshKeys: output(set(string()), []),
    tfaEnabled: output(boolean(), false),
    userType: output(string(), "default"),
  },
  id: (made) => made.text("username"),
  check: (inputs) =>
    inputs.restricted === true
      ? []
      : Object.keys(inputs)
          .filter((property) => /[gG]rants$/.test(property))
          .map((property) => ({
            property,
            reason: "can only be given to a user with `restricted: true`: any other may do everything",
          })),
};

export const sshKey: Table = {
  type: "linode:index/sshKey:SshKey",
  inputs: {
    label: string({ required: true, length: [1, 64] }),
    sshKey: string({
      required: true,
      matches: {
        pattern:
          /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) \S+/,
        says: "a public key in OpenSSH form (`ssh-ed25519 AAAA… comment`)",
      },
    }),
  },
  outputs: { created: output(string(), OFFLINE_TIME) },
  id: (made) => String(wholeNumber(made.seed, 6)),
};
