import { describe, expect, test } from "vitest";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import { OFFLINE_MARK, OfflineProvider } from "../../../toolchain/offline-providers/provider.ts";
import type { Bag } from "../../../toolchain/offline-providers/wire.ts";

const failing = (type: string, inputs: Bag): readonly string[] => {
  const { offline, urn } = of(type);
  const { failures } = offline.check({ urn }, inputs, undefined, "seed", { mode: "enforce", name: "thing" });
  return failures.map(({ property }) => property);
};

const filledIn = (type: string, inputs: Bag): Bag => {
  const { offline, urn } = of(type);
  return offline.check({ urn }, inputs, undefined, "seed", { mode: "enforce", name: "thing" }).inputs;
};

function of(type: string) {
  const pkg = packages.find(({ name }) => type.startsWith(`${name}:`));
  if (!pkg) throw new Error(`no package for ${type}`);
  const offline = new OfflineProvider(pkg, { readOnly: false });
  offline.configure({ [OFFLINE_MARK]: "true" });
  return { offline, urn: `urn:pulumi:test::project::${type}::thing` };
}

const FIREWALL = "linode:index/firewall:Firewall";
const INSTANCE = "linode:index/instance:Instance";
const PAGES = "github:index/repositoryPages:RepositoryPages";
const SECRET = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const FILE = "github:index/repositoryFile:RepositoryFile";
const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";

const opening = (more: Bag): Bag => ({ action: "ACCEPT", label: "web", protocol: "TCP", ports: "443", ...more });
const walled = (inbound: Bag, outbound: Bag = opening({})): Bag => ({
  label: "web",
  inboundPolicy: "DROP",
  outboundPolicy: "DROP",
  inbounds: [inbound],
  outbounds: [outbound],
});
const machine = { region: "eu-central", label: "a".repeat(50), image: "linode/ubuntu24.04" };
const site = { repository: "site", cname: "www.example.org", httpsEnforced: true };
const legacy = { buildType: "legacy", source: { branch: "main" } };
const sealed = { repository: "site", environment: "production", secretName: "TOKEN" };
const file = { repository: "site", file: "README.md", content: "Hello" };

describe("what the services take", () => {
  test.each<[string, string, Bag]>([
    ["addresses in a rule, or none named", FIREWALL, walled(opening({ ipv4s: ["0.0.0.0/0"] }))],
    ["a label of 50 characters", INSTANCE, machine],
    [
      "users and a resized disk, with an image",
      INSTANCE,
      { ...machine, type: "g6-standard-1", authorizedUsers: ["ada"], resizeDisk: true },
    ],
    ["pages from a branch under a domain of their own", PAGES, { ...site, ...legacy }],
    ["pages from a workflow", PAGES, { ...site, buildType: "workflow" }],
    ["a sealed secret", SECRET, { ...sealed, valueEncrypted: "c2VhbGVk", keyId: "7" }],
    ["an author with an address", FILE, { ...file, commitAuthor: "Ada", commitEmail: "ada@example.org" }],
    ["one block of reviewers", ENVIRONMENT, { repository: "site", environment: "p", reviewers: [{ teams: [1, 2] }] }],
  ])("%s", (_, type, inputs) => {
    expect(failing(type, inputs)).toEqual([]);
  });
});

describe("what the services refuse", () => {
  test.each<[string, string, Bag, string]>([
    ["no IPv4 inbound", FIREWALL, walled(opening({ ipv4s: [] })), "inbounds[0].ipv4s"],
    ["no IPv6 inbound", FIREWALL, walled(opening({ ipv6s: [] })), "inbounds[0].ipv6s"],
    ["no IPv4 outbound", FIREWALL, walled(opening({}), opening({ ipv4s: [] })), "outbounds[0].ipv4s"],
    ["a label of 51 characters", INSTANCE, { ...machine, label: "a".repeat(51) }, "label"],
    ["users without an image", INSTANCE, { region: "eu-central", authorizedUsers: ["ada"] }, "authorizedUsers"],
    ["a resized disk without an image", INSTANCE, { region: "eu-central", resizeDisk: true }, "resizeDisk"],
    ["HTTPS alone without a domain", PAGES, { repository: "site", ...legacy, httpsEnforced: true }, "httpsEnforced"],
    ["a source beside a workflow", PAGES, { ...site, ...legacy, buildType: "workflow" }, "source"],
    // What is wrong with a secret is said of the resource, not of the property.
    ["a secret that is not sealed", SECRET, { ...sealed, valueEncrypted: "not base64!" }, ""],
    ["a key without a sealed value", SECRET, { ...sealed, value: "made up", keyId: "7" }, "keyId"],
    ["an author without an address", FILE, { ...file, commitAuthor: "Ada" }, "commitAuthor"],
    ["an address without an author", FILE, { ...file, commitEmail: "ada@example.org" }, "commitEmail"],
    [
      "two blocks of reviewers",
      ENVIRONMENT,
      { repository: "site", environment: "p", reviewers: [{ teams: [1] }, { teams: [2] }] },
      "reviewers",
    ],
  ])("%s", (_, type, inputs, property) => {
    expect(failing(type, inputs)).toEqual([property]);
  });
});

test("defaults are those of the real providers", () => {
  const repository = filledIn("github:index/repository:Repository", { name: "site" });
  expect(repository).not.toHaveProperty("allowUpdateBranch");
  expect(repository).toMatchObject({ ignoreVulnerabilityAlertsDuringRead: false });
  expect(filledIn("github:index/team:Team", { name: "all" })).toMatchObject({ parentTeamId: "" });
  expect(filledIn(INSTANCE, machine)).toMatchObject({ placementGroupExternallyManaged: false });
  expect(filledIn("hcloud:index/server:Server", { serverType: "cx23" })).not.toHaveProperty("allowDeprecatedImages");
});

test("another type makes a DNS record another record", () => {
  const { offline, urn } = of("cloudflare:index/dnsRecord:DnsRecord");
  const was = { zoneId: "0".repeat(32), name: "a.example.org", ttl: 1, type: "CNAME", content: "b.example.org" };
  const { detailed } = offline.diff({ urn }, was, { ...was, type: "A", content: "192.0.2.1" });
  expect(detailed.get("type")?.kind).toBe("update");
  expect(detailed.get("type")?.replaces).toBe(true);
});
