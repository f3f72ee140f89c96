import { describe, expect, test } from "vitest";
import { orderable } from "../../../policies/settings/orderable.ts";
import type { Bag } from "../../../toolchain/offline-providers/wire.ts";
import { providerOf } from "./provider-of.ts";

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
  const [name = ""] = type.split(":");
  return { offline: providerOf(name), urn: `urn:pulumi:test::project::${type}::thing` };
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

const WALL = "hcloud:index/firewall:Firewall";
const SERVER = "hcloud:index/server:Server";
const openingAt = (...sourceIps: string[]): Bag => ({
  name: "web",
  rules: [{ direction: "in", protocol: "tcp", port: "443", sourceIps }],
});

describe("what the services take", () => {
  test.each<[string, string, Bag]>([
    ["addresses in a rule, or none named", FIREWALL, walled(opening({ ipv4s: ["0.0.0.0/0"] }))],
    ["a label of 50 characters", INSTANCE, machine],
    ["a password of 11 characters", INSTANCE, { ...machine, rootPass: "a".repeat(11) }],
    [
      "addresses and networks, at Hetzner",
      WALL,
      openingAt(
        "192.0.2.1",
        "10.0.0.0/8",
        "192.0.2.128/25",
        "0.0.0.0/0",
        "::/0",
        "2001:db8::/32",
        "2001:db8::1",
        "2001:db8:0:8000::/49",
      ),
    ],
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
    ["an address without its network", FIREWALL, walled(opening({ ipv4s: ["192.0.2.1"] })), "inbounds[0].ipv4s[0]"],
    ["IPv6 among IPv4", FIREWALL, walled(opening({ ipv4s: ["192.0.2.0/24", "::/0"] })), "inbounds[0].ipv4s[1]"],
    ["a prefix that is too long", FIREWALL, walled(opening({ ipv6s: ["2001:db8::/129"] })), "inbounds[0].ipv6s[0]"],
    ["a password of 10 characters", INSTANCE, { ...machine, rootPass: "a".repeat(10) }, ""],
    ["a network that begins elsewhere, at Hetzner", WALL, openingAt("10.1.0.0/8"), "rules[0].sourceIps[0]"],
    ["the same in IPv6", WALL, openingAt("2001:db8::1/64"), "rules[0].sourceIps[0]"],
    ["a name in the place of an address", WALL, openingAt("example.org"), "rules[0].sourceIps[0]"],
    ["an image without a name", SERVER, { serverType: "cx23", image: "" }, "image"],
    ["a key without a name", SERVER, { serverType: "cx23", image: "debian-13", sshKeys: [""] }, "sshKeys[0]"],
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
    [
      "a key beside the older name of a sealed value",
      SECRET,
      { ...sealed, encryptedValue: "c2VhbGVk", keyId: "7" },
      "keyId",
    ],
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

describe("a login in other letters is the same login", () => {
  test.each<[string, Bag]>([
    ["github:index/membership:Membership", { username: "Ada" }],
    ["github:index/teamMembership:TeamMembership", { teamId: "engineers", username: "Ada" }],
    ["github:index/repositoryCollaborator:RepositoryCollaborator", { repository: "site", username: "Ada" }],
    ["github:index/teamMembers:TeamMembers", { teamSlug: "engineers", members: [{ username: "Ada" }] }],
  ])("%s", (type, inputs) => {
    const { offline, urn } = of(type);
    const written = (text: string) => JSON.parse(JSON.stringify(inputs).replace("Ada", text)) as Bag;
    expect([...offline.diff({ urn }, inputs, written("ADA")).detailed]).toEqual([]);
    expect([...offline.diff({ urn }, inputs, written("Bob")).detailed]).toHaveLength(1);
  });
});

describe("what an importer of the real provider makes of an id", () => {
  const importing = (type: string, id: string) => {
    const { offline, urn } = of(type);
    return { offline, urn, held: offline.read({ urn }, { id, inputs: {}, state: {} }) };
  };

  test.each<[string, string, Bag]>([
    ["github:index/teamMembership:TeamMembership", "engineers:ada", { teamId: "engineers", username: "ada" }],
    ["github:index/teamRepository:TeamRepository", "engineers:site", { teamId: "engineers", repository: "site" }],
  ])("a team's slug becomes its number, and the slug of the program another team: %s %s", (type, id, wanted) => {
    const { offline, urn, held } = importing(type, id);
    expect(held.inputs.teamId).toMatch(/^\d+$/);
    expect(held.id).toBe(id.replace("engineers", String(held.inputs.teamId)));
    const checked = offline.check({ urn }, wanted, undefined, "seed", { mode: "enforce", name: "thing" }).inputs;
    expect(offline.diff({ urn }, held.inputs, checked).detailed.get("teamId")?.replaces).toBe(true);
    // The same number wherever the team is named, so also where it is made.
    const team = of("github:index/team:Team");
    expect(team.offline.create({ urn: team.urn }, { name: "Engineers" }).id).toBe(held.inputs.teamId);
  });

  test("a file that is there needs nothing, where the program says nothing of the commit", () => {
    const { offline, urn } = of(FILE);
    const there = { ...file, branch: "main", overwriteOnCreate: false, commitMessage: "Whoever's words" };
    const ours = (more: Bag = {}) =>
      offline.check({ urn }, { ...file, branch: "main", ...more }, undefined, "seed", { mode: "enforce", name: "t" });
    const held = { ...there, autocreateBranch: false, autocreateBranchSourceBranch: "main" };
    expect([...offline.diff({ urn }, held, ours().inputs).detailed]).toEqual([]);
    const signed = ours({ commitAuthor: "Ada", commitEmail: "ada@example.org", overwriteOnCreate: true });
    expect([...offline.diff({ urn }, held, signed.inputs).detailed.keys()].sort()).toEqual([
      "commitAuthor",
      "commitEmail",
      "overwriteOnCreate",
    ]);
  });
});

describe("a site of GitHub Pages, as the provider's code has it", () => {
  const wanted = { repository: "site", ...legacy, cname: "www.example.org" };
  const made = () => {
    const { offline, urn } = of(PAGES);
    const inputs = filledIn(PAGES, wanted);
    return { offline, urn, inputs, ...offline.create({ urn }, inputs) };
  };

  test("is made without its name, which the next run sends, and then nothing is left to do", () => {
    const { offline, urn, inputs, id, state } = made();
    expect(state).toMatchObject({ cname: "", buildType: "legacy" });
    expect([...offline.diff({ urn }, inputs, inputs, state).detailed]).toEqual([
      ["cname", { kind: "update", replaces: false }],
    ]);
    const named = offline.update({ urn }, { id, inputs, state }, inputs);
    expect(named.cname).toBe("www.example.org");
    expect([...offline.diff({ urn }, inputs, inputs, named).detailed]).toEqual([]);
  });

  test("a preview tells the name, since it cannot know better", () => {
    const { offline, urn } = of(PAGES);
    expect(offline.create({ urn, preview: true }, filledIn(PAGES, wanted)).state.cname).toBe("www.example.org");
  });

  test.each([true, false])("is not made where https is said to be %j: there is no certificate yet", (httpsEnforced) => {
    const { offline, urn } = of(PAGES);
    const inputs = filledIn(PAGES, { ...wanted, httpsEnforced });
    for (const preview of [true, false])
      expect(() => offline.create({ urn, preview }, inputs)).toThrow("The certificate does not exist yet");
  });

  test.each<[string, Bag]>([
    ["https", { httpsEnforced: true }],
    ["another branch", { source: { branch: "other" } }],
    ["who may see it", { public: false }],
  ])("is not changed in anything but its name, which GitHub would take away: %s", (_, more) => {
    const { offline, urn, inputs, id, state } = made();
    const held = { id, inputs, state: offline.update({ urn }, { id, inputs, state }, inputs) };
    for (const preview of [true, false])
      expect(() => offline.update({ urn, preview }, held, filledIn(PAGES, { ...wanted, ...more }))).toThrow(
        "GitHub would take the name www.example.org away",
      );
  });

  test("may get another name, with whatever else changes", () => {
    const { offline, urn, inputs, id, state } = made();
    const held = { id, inputs, state: offline.update({ urn }, { id, inputs, state }, inputs) };
    const other = filledIn(PAGES, { ...wanted, cname: "explorer.example.org", source: { branch: "other" } });
    expect(offline.update({ urn }, held, other).cname).toBe("explorer.example.org");
  });
});

describe("a machine of a type that is sold no more", () => {
  const server = "hcloud:index/server:Server";
  const wanted = (more: Bag) => ({ name: "replica1", image: "ubuntu-24.04", location: "fsn1", ...more });

  test.each(["cpx41", "cpx11", "cx22", "cx11"])("%s is not made, though a preview does not know", (serverType) => {
    const { offline, urn } = of(server);
    expect(() => offline.create({ urn, preview: true }, wanted({ serverType }))).not.toThrow();
    expect(() => offline.create({ urn }, wanted({ serverType }))).toThrow("resource_unavailable");
  });

  test("goes on where it is, also with a change of something else", () => {
    const { offline, urn } = of(server);
    const old = wanted({ serverType: "cpx41", location: "ash" });
    const { id, state } = offline.create({ urn }, old);
    const here = wanted({ serverType: "cpx41" });
    expect(() => offline.update({ urn }, { id, inputs: here, state }, { ...here, backups: true })).not.toThrow();
  });

  test("what is refused is what the rules' own list has withdrawn", () => {
    const { offline, urn } = of(server);
    const refused = (serverType: string, location: string) => {
      try {
        offline.create({ urn }, wanted({ serverType, location }));
        return false;
      } catch {
        return true;
      }
    };
    const sold = orderable["hetzner-cloud"]?.types ?? [];
    const locations = ["fsn1", "nbg1", "hel1", "ash", "hil", "sin"];
    for (const name of new Set(sold.flatMap(({ names }) => names)))
      for (const location of locations) {
        const offers = sold.filter(
          (each) => each.names.includes(name) && (each.locations ?? locations).includes(location),
        );
        if (offers.length > 0)
          expect(refused(name, location), `${name} ${location}`).toBe(offers.every(({ until }) => until));
      }
  });
});

test("topics of a chat channel have no order", () => {
  const { offline, urn } = of("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration");
  const topics = ["a", "b"].map((name) => `arn:aws:sns:us-west-2:444455556666:${name}`);
  const { detailed } = offline.diff({ urn }, { snsTopicArns: topics }, { snsTopicArns: topics.toReversed() });
  expect([...detailed]).toEqual([]);
});

test("another type makes a DNS record another record", () => {
  const { offline, urn } = of("cloudflare:index/dnsRecord:DnsRecord");
  const was = { zoneId: "0".repeat(32), name: "a.example.org", ttl: 1, type: "CNAME", content: "b.example.org" };
  const { detailed } = offline.diff({ urn }, was, { ...was, type: "A", content: "192.0.2.1" });
  expect(detailed.get("type")?.kind).toBe("update");
  expect(detailed.get("type")?.replaces).toBe(true);
});
