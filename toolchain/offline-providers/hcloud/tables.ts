import { createHash } from "node:crypto";
import { ipv4, ipv6Network, wholeNumber } from "../invent.ts";
import { isAddressOrStart } from "../networks.ts";
import {
  boolean,
  integer,
  list,
  type Made,
  map,
  object,
  output,
  type Property,
  replaces,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { type Bag, isBag, isList } from "../wire.ts";

const number = (made: Made) => wholeNumber(made.seed, 8);

const label = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9_.-]{0,61}[a-zA-Z0-9])?)?$/;
const labels: Property = map(
  string({ matches: { pattern: label, says: "a label's value: up to 63 letters, digits, `-`, `_` or `.`" } }),
);

const HOST_NAME = {
  pattern:
    /^(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
  says: "a host name (RFC 1123)",
};

/** Types that the service has withdrawn from new orders in Europe; machines that exist keep them. */
const WITHDRAWN = /^(?:cx[1-5][12]|cpx[1-5]1)$/;
const EUROPE: readonly unknown[] = ["fsn1", "nbg1", "hel1"];

export const server: Table = {
  type: "hcloud:index/server:Server",
  inputs: {
    allowDeprecatedImages: boolean(),
    backups: boolean({ default: false }),
    datacenter: string({ replaces: true, filled: (made) => `${made.text("location")}-dc1` }),
    deleteProtection: boolean({ default: false }),
    firewallIds: set(integer(), { filled: [] }),
    ignoreRemoteFirewallIds: boolean({ default: false }),
    image: string({ replaces: true, filled: "", length: [1, 255] }),
    iso: string(),
    keepDisk: boolean({ default: false }),
    labels,
    location: string({ replaces: true, filled: "fsn1" }),
    name: string({ matches: HOST_NAME }),
    networks: set(
      object({
        aliasIps: set(string(), { filled: [] }),
        ip: string({ filled: "10.0.0.2" }),
        macAddress: string({ filled: "86:00:00:00:00:01" }),
        networkId: integer(),
        subnetId: string(),
      }),
    ),
    placementGroupId: integer(),
    publicNets: set(
      object({
        ipv4: integer({ filled: (made) => wholeNumber(`${made.seed}/ipv4`, 8) }),
        ipv4Enabled: boolean({ default: true }),
        ipv6: integer({ filled: (made) => wholeNumber(`${made.seed}/ipv6`, 8) }),
        ipv6Enabled: boolean({ default: true }),
      }),
    ),
    rebuildProtection: boolean({ default: false }),
    rescue: string({ oneOf: ["linux64", "linux32"] }),
    serverType: string(required),
    shutdownBeforeDeletion: boolean({ default: false }),
    sshKeys: list(string({ length: [1, 255] }), replaces),
    userData: string({ replaces: true, length: [0, 32 * 1024] }),
  },
  outputs: {
    backupWindow: output(string(), (made) => (made.input("backups") === true ? "22-02" : "")),
    ipv4Address: output(string(), (made) => ipv4(made.seed)),
    ipv6Address: output(string(), (made) => `${ipv6Network(made.seed)}1`),
    ipv6Network: output(string(), (made) => `${ipv6Network(made.seed)}/64`),
    primaryDiskSize: output(integer(), 40),
    status: output(string(), "running"),
  },
  // A preview does not ask the service, so that only making one is refused; the register's rules tell it before.
  refusesCreation: ({ serverType, location }, preview) =>
    !preview && typeof serverType === "string" && WITHDRAWN.test(serverType) && EUROPE.includes(location ?? "fsn1")
      ? `server type ${serverType} cannot be ordered in ${String(location ?? "fsn1")} any more (resource_unavailable)`
      : undefined,
  once: (made) => [`the name ${made.text("name")} of a server`],
  id: (made) => String(number(made)),
  autoname: { property: "name", most: 63 },
  check: ({ deleteProtection, rebuildProtection }) =>
    typeof deleteProtection === "boolean" &&
    typeof rebuildProtection === "boolean" &&
    deleteProtection !== rebuildProtection
      ? [{ property: "rebuildProtection", reason: "expected the same value as `deleteProtection`" }]
      : [],
};

export const sshKey: Table = {
  type: "hcloud:index/sshKey:SshKey",
  inputs: {
    labels: { ...labels, filled: {} },
    name: string({ length: [1, 255] }),
    publicKey: string({
      required: true,
      matches: {
        pattern:
          /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) \S+/,
        says: "a public key in OpenSSH form (`ssh-ed25519 AAAA… comment`)",
      },
    }),
  },
  outputs: { fingerprint: output(string(), (made) => fingerprint(made.text("publicKey"))) },
  once: (made) => [`the name ${made.text("name")} of a key`, `the key ${fingerprint(made.text("publicKey"))}`],
  id: (made) => String(number(made)),
  autoname: { property: "name", most: 255 },
};

/** MD5 over the key's own bytes, in pairs of digits: the form that the service shows. */
function fingerprint(publicKey: string): string {
  const bytes = Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
  const digest = createHash("md5").update(bytes).digest("hex");
  return digest.match(/../g)?.join(":") ?? "";
}

const addresses = { count: [0, 100] } as const;

export const firewall: Table = {
  type: "hcloud:index/firewall:Firewall",
  inputs: {
    applyTos: set(object({ labelSelector: string(), server: integer() }), { filled: [] }),
    labels: { ...labels, filled: {} },
    name: string({ length: [1, 128] }),
    rules: set(
      object({
        description: string({ length: [0, 255] }),
        destinationIps: set(string(), addresses),
        direction: string({ ...required, oneOf: ["in", "out"] }),
        port: string({
          matches: { pattern: /^(?:any|\d{1,5}(?:-\d{1,5})?)$/, says: "a port, a range such as `80-85`, or `any`" },
        }),
        protocol: string({ ...required, oneOf: ["tcp", "icmp", "udp", "gre", "esp"] }),
        sourceIps: set(string(), addresses),
      }),
      { count: [0, 50] },
    ),
  },
  outputs: {},
  once: (made) => [`the name ${made.text("name")} of a firewall`],
  id: (made) => String(number(made)),
  autoname: { property: "name", most: 128 },
  check: ({ rules }) => (isList(rules) ? rules.filter(isBag).flatMap(judgeRule) : []),
};

function judgeRule(rule: Bag, index: number) {
  const { protocol, port, direction } = rule;
  const path = `rules[${index}]`;
  const needed = direction === "in" ? "sourceIps" : "destinationIps";
  // `validateIPDiag` in the provider's code.
  const crooked = (["sourceIps", "destinationIps"] as const).flatMap((property) => {
    const given = rule[property];
    return (isList(given) ? given : []).flatMap((each, at) =>
      typeof each === "string" && !isAddressOrStart(each)
        ? [
            {
              property: `${path}.${property}[${at}]`,
              reason: `expected an address or the start of a network, got \`${each}\``,
            },
          ]
        : [],
    );
  });
  const portful = protocol === "tcp" || protocol === "udp";
  return [
    ...crooked,
    ...(portful && port === undefined ? [{ property: `${path}.port`, reason: "is required for tcp and udp" }] : []),
    ...(typeof protocol === "string" && !portful && port !== undefined
      ? [{ property: `${path}.port`, reason: `cannot be given for ${protocol}` }]
      : []),
    ...(typeof direction === "string" && rule[needed] === undefined
      ? [{ property: `${path}.${needed}`, reason: `is required when \`direction\` is \`${direction}\`` }]
      : []),
  ];
}
