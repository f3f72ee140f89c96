import { beforeEach, describe, expect, test } from "vitest";
import { OFFLINE_MARK, type OfflineProvider, Refusal } from "../../../toolchain/offline-providers/provider.ts";
import { type Bag, bareBag, Secret, UNKNOWN } from "../../../toolchain/offline-providers/wire.ts";
import { providerOf } from "./provider-of.ts";

const ZONE = "0123456789abcdef0123456789abcdef";
const OFFLINE = { [OFFLINE_MARK]: "true" };

let github: OfflineProvider;
let aws: OfflineProvider;

beforeEach(() => {
  github = providerOf("github", { owner: "example-org" });
  aws = providerOf("aws", { region: "us-gov-west-1" });
});

describe("check", () => {
  test("gives the defaults of the real provider, and notes which they are", () => {
    const { inputs, failures } = check(github, "github:index/teamMembership:TeamMembership", {
      teamId: "1",
      username: "ada",
    });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({ teamId: "1", username: "ada", role: "member", __defaults: ["role"] });
  });

  test("gives defaults inside nested objects", () => {
    const { inputs } = check(github, "github:index/branchProtection:BranchProtection", {
      repositoryId: "site",
      pattern: "main",
      requiredPullRequestReviews: [{}],
    });
    expect(inputs).toMatchObject({
      requiredPullRequestReviews: [{ requiredApprovingReviewCount: 1, requireLastPushApproval: false }],
    });
  });

  test("reports every failure at once, with its path and what is expected", () => {
    const { failures } = check(github, "github:index/branchProtection:BranchProtection", {
      repositoryId: 7,
      requiredPullRequestReviews: [{ requiredApprovingReviewCount: 7, requiredApprovingReviewCounts: 2 }],
      requireSignedCommit: true,
    });
    expect(failures).toEqual([
      {
        property: "requireSignedCommit",
        reason:
          "is not a property that the offline table of github:index/branchProtection:BranchProtection knows; " +
          "did you mean `requireSignedCommits`?",
      },
      { property: "pattern", reason: "is required" },
      { property: "repositoryId", reason: "expected a text, got 7" },
      {
        property: "requiredPullRequestReviews[0].requiredApprovingReviewCounts",
        reason:
          "is not a property that the offline table of github:index/branchProtection:BranchProtection knows; " +
          "did you mean `requiredApprovingReviewCount`?",
      },
      {
        property: "requiredPullRequestReviews[0].requiredApprovingReviewCount",
        reason: "expected a number from 0 to 6, got 7",
      },
    ]);
  });

  test("refuses what only the service may give", () => {
    const { failures } = check(github, "github:index/team:Team", { slug: "admins" });
    expect(failures).toEqual([{ property: "slug", reason: "is computed by the service and cannot be given" }]);
  });

  test("names a type that has no table, and where one belongs", () => {
    expect(check(github, "github:index/issue:Issue", {}).failures).toEqual([
      {
        property: "",
        reason:
          "the offline github provider does not know github:index/issue:Issue; " +
          "add a table in toolchain/offline-providers/github/",
      },
    ]);
  });

  test("takes null for absent", () => {
    const { inputs } = check(github, "github:index/team:Team", { name: "Admins" });
    expect(check(github, "github:index/team:Team", { name: "Admins", description: null }).failures).toEqual([]);
    expect(inputs).not.toHaveProperty("description");
  });

  test("lets unknown values pass and keeps them", () => {
    const { inputs, failures } = check(github, "github:index/teamMembership:TeamMembership", {
      teamId: UNKNOWN,
      username: UNKNOWN,
      role: UNKNOWN,
    });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ teamId: UNKNOWN, username: UNKNOWN, role: UNKNOWN });
  });

  test("makes a secret of what the table calls one, and never shows it", () => {
    const type = "linode:index/instance:Instance";
    const linode = providerOf("linode");
    const { inputs, failures } = check(linode, type, { region: "eu-central", rootPass: "short" });
    expect(inputs.rootPass).toEqual(new Secret("short"));
    expect(failures).toEqual([
      // The engine would print the value of a property that is named here.
      { property: "", reason: "`rootPass` expected a text of 11 to 128 characters, got a secret value that is not" },
    ]);
  });

  test.each([
    ["aws:sns/topic:Topic", { name: "a.fifo" }, "name"],
    [
      "aws:sns/topicSubscription:TopicSubscription",
      { topic: "alerts", protocol: "email", endpoint: "a@example.org" },
      "topic",
    ],
    ["aws:iam/user:User", { name: "ada lovelace" }, "name"],
    [
      "github:index/teamRepository:TeamRepository",
      { teamId: "1", repository: "site", permission: "write" },
      "permission",
    ],
    ["github:index/repository:Repository", { visibility: "secret" }, "visibility"],
    ["hcloud:index/server:Server", { serverType: "cx23", deleteProtection: true }, "rebuildProtection"],
    ["linode:index/instance:Instance", { region: "eu-central", label: "web--1" }, "label"],
    [
      "linode:index/user:User",
      { username: "ada", email: "a@example.org", linodeGrants: [{ id: 1, permissions: "read_only" }] },
      "linodeGrants",
    ],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      { zoneId: ZONE, name: "a", type: "A", content: "192.0.2.1", ttl: 30 },
      "ttl",
    ],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      { zoneId: ZONE, name: "a", type: "A", content: "2001:db8::1", ttl: 1 },
      "content",
    ],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      { zoneId: ZONE, name: "a", type: "TXT", content: "a\nb", ttl: 1 },
      "content",
    ],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      { zoneId: ZONE, name: "a", type: "MX", content: "mail.example.org", ttl: 1 },
      "priority",
    ],
  ] satisfies readonly (readonly [string, Bag, string])[])(
    "refuses what the service would: %s %j",
    (type, inputs, property) => {
      const { failures } = check(providerOf(type.split(":")[0] ?? "", { region: "eu-west-1" }), type, inputs);
      expect(failures.map((failure) => failure.property)).toEqual([property]);
    },
  );

  describe("a name that is left out", () => {
    const type = "aws:sns/topic:Topic";

    test("is made of the resource's name and the engine's seed", () => {
      const { inputs } = aws.check({ urn: urn(type) }, {}, undefined, "seed");
      expect(inputs.name).toMatch(/^thing-[0-9a-f]{7}$/);
      expect(aws.check({ urn: urn(type) }, {}, undefined, "other").inputs.name).not.toBe(inputs.name);
    });

    test("stays as it is in the state", () => {
      const { inputs: olds } = aws.check({ urn: urn(type) }, {}, undefined, "seed");
      const { inputs } = aws.check({ urn: urn(type) }, {}, olds, "other");
      expect(inputs.name).toBe(olds.name);
    });

    test("follows the engine's own settings for names", () => {
      const named = (mode: "enforce" | "disable") =>
        aws.check({ urn: urn(type) }, {}, undefined, "s", { mode, name: "alerts" });
      expect(named("enforce").inputs.name).toBe("alerts");
      expect(named("disable").failures.map(({ property }) => property)).toEqual(["name"]);
    });
  });
});

describe("diff", () => {
  const type = "github:index/repository:Repository";

  test("tells each change by its path", () => {
    const changes = diff(
      github,
      type,
      {
        name: "site",
        description: "old",
        template: { owner: "a", repository: "b" },
        homepageUrl: "https://example.org",
      },
      { name: "site", description: "new", template: { owner: "a", repository: "c" }, isTemplate: true },
    );
    expect(Object.fromEntries(changes.detailed)).toEqual({
      description: { kind: "update", replaces: false },
      "template.repository": { kind: "update", replaces: false },
      isTemplate: { kind: "add", replaces: false },
      homepageUrl: { kind: "delete", replaces: false },
    });
  });

  test("takes lists without an order as the same in any order", () => {
    expect(diff(github, type, { topics: ["a", "b"] }, { topics: ["b", "a"] }).detailed.size).toBe(0);
    expect(diff(github, type, { topics: ["a", "b"] }, { topics: ["b", "c"] }).detailed.size).toBeGreaterThan(0);
  });

  test("keeps what the service filled in when the program no longer gives it", () => {
    expect(diff(github, type, { visibility: "private" }, {}).detailed.size).toBe(0);
  });

  test("takes a value that is not known yet as changed", () => {
    expect([...diff(github, type, { description: "a" }, { description: UNKNOWN }).detailed.keys()]).toEqual([
      "description",
    ]);
  });

  test("replaces where the real provider does, and deletes first when the name is the program's own", () => {
    const topic = "aws:sns/topic:Topic";
    const own = diff(
      aws,
      topic,
      { name: "a.fifo", fifoTopic: true, region: "eu-west-1" },
      { name: "a.fifo", fifoTopic: true, region: "eu-west-2" },
    );
    expect(own).toEqual({ detailed: new Map([["region", { kind: "update", replaces: true }]]), deleteFirst: true });
    const made = { name: "a-1234567", __defaults: ["name"] };
    expect(diff(aws, topic, { ...made, region: "eu-west-1" }, { ...made, region: "eu-west-2" }).deleteFirst).toBe(
      false,
    );
  });

  test("does not show a secret's wrapping as a change", () => {
    const secret = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
    expect(diff(github, secret, { value: new Secret("a") }, { value: "a" }).detailed.size).toBe(0);
    expect(diff(github, secret, { value: new Secret("a") }, { value: new Secret("b") }).detailed.size).toBe(1);
  });
});

describe("create", () => {
  test("leaves unknown in a preview what the service would give, and gives no id", () => {
    const { id, state } = create(github, "github:index/repository:Repository", { name: "site" }, true);
    expect(id).toBe("");
    expect(state).toMatchObject({ name: "site", fullName: UNKNOWN, repoId: UNKNOWN, visibility: UNKNOWN });
  });

  test("gives the same outputs each time, in the owner's name", () => {
    const made = create(github, "github:index/repository:Repository", { name: "site", visibility: "private" });
    expect(made).toEqual(create(github, "github:index/repository:Repository", { name: "site", visibility: "private" }));
    expect(made.id).toBe("site");
    expect(made.state).toMatchObject({
      fullName: "example-org/site",
      htmlUrl: "https://github.com/example-org/site",
      private: true,
      nodeId: expect.stringMatching(/^R_kgDO\w{11}$/),
    });
  });

  test("gives one repository one number, wherever it is named", () => {
    const repository = create(github, "github:index/repository:Repository", { name: "site" });
    const alerts = create(github, "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts", {
      repository: "site",
    });
    expect(alerts.state.repositoryId).toBe(repository.state.repoId);
  });

  test("writes ARNs in the partition and region of the provider", () => {
    expect(create(aws, "aws:sns/topic:Topic", { name: "alerts" }).id).toBe(
      "arn:aws-us-gov:sns:us-gov-west-1:123456789012:alerts",
    );
    expect(create(aws, "aws:iam/group:Group", { name: "readers", path: "/ops/" }).state.arn).toBe(
      "arn:aws-us-gov:iam::123456789012:group/ops/readers",
    );
  });

  test("takes addresses from the ranges kept for documentation", () => {
    const { state } = create(providerOf("hcloud"), "hcloud:index/server:Server", { name: "db", serverType: "cx23" });
    expect(state.ipv4Address).toMatch(/^(192\.0\.2|198\.51\.100)\.\d+$/);
    expect(state.ipv6Address).toMatch(/^2001:db8:[0-9a-f]+:[0-9a-f]+::1$/);
  });

  test("tells all tags also in a preview, with the provider's own", () => {
    const tagged = providerOf("aws", {
      region: "eu-west-1",
      defaultTags: JSON.stringify({ tags: { team: "ops", stage: "no" } }),
    });
    const { state } = create(tagged, "aws:sns/topic:Topic", { name: "a", tags: { stage: "yes" } }, true);
    expect(state.tagsAll).toEqual({ team: "ops", stage: "yes" });
  });

  test("keeps secrets secret among the outputs", () => {
    const { state } = create(github, "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret", {
      repository: "site",
      environment: "production",
      secretName: "TOKEN",
      value: "hunter2",
    });
    expect(state.value).toEqual(new Secret("hunter2"));
  });

  test("refuses a type that it does not know", () => {
    expect(() => create(github, "github:index/issue:Issue", {})).toThrow(Refusal);
  });
});

describe("update", () => {
  const type = "github:index/repository:Repository";

  test("leaves unknown in a preview only what would change", () => {
    const held = hold(github, type, { name: "site" });
    const news = checked(github, type, { name: "renamed" });
    const state = github.update({ urn: urn(type), preview: true }, held, news);
    expect(state).toMatchObject({ fullName: UNKNOWN, primaryLanguage: "", visibility: "public" });
    expect(github.update({ urn: urn(type) }, held, news)).toMatchObject({ fullName: "example-org/renamed" });
  });

  test("keeps what the service filled in", () => {
    const held = hold(github, type, { name: "site", visibility: "private" });
    expect(github.update({ urn: urn(type) }, held, checked(github, type, { name: "site" }))).toMatchObject({
      visibility: "private",
      private: true,
    });
  });

  test("gives a replacement another number than what it replaces", () => {
    const linode = providerOf("linode");
    const instance = "linode:index/instance:Instance";
    const before = create(linode, instance, { region: "eu-central", image: "linode/debian12" });
    const after = create(linode, instance, { region: "eu-central", image: "linode/debian13" });
    expect(after.id).not.toBe(before.id);
  });
});

describe("read", () => {
  const type = "github:index/teamRepository:TeamRepository";

  test("gives back what the state holds", () => {
    const held = hold(github, type, { teamId: "1", repository: "site" });
    expect(github.read({ urn: urn(type) }, held)).toEqual(held);
  });

  test("tells of an imported resource what its id tells", () => {
    const { id, inputs, state } = github.read({ urn: urn(type) }, { id: "1:site", inputs: {}, state: {} });
    expect(id).toBe("1:site");
    expect(inputs).toMatchObject({ teamId: "1", repository: "site", permission: "pull" });
    expect(state).toMatchObject({ teamId: "1", repository: "site", etag: expect.any(String) });
  });

  test.each([
    ["github:index/teamRepository:TeamRepository", "site", "expected an id such as `TEAM:REPOSITORY`"],
    ["github:index/repositoryRuleset:RepositoryRuleset", "site:7", "its id tells nothing of its inputs"],
    [
      "cloudflare:index/dnsRecord:DnsRecord",
      `${ZONE}/${ZONE}`,
      "`name` is required; `ttl` is required; `type` is required",
    ],
  ])("says what it cannot tell of %s %s", (unreadable, id, reason) => {
    const name = unreadable.split(":")[0] ?? "";
    expect(() => providerOf(name).read({ urn: urn(unreadable) }, { id, inputs: {}, state: {} })).toThrow(reason);
  });

  test.each([
    [`phone-${"0".repeat(21)}18005550100`, "+18005550100"],
    [`phone-${"0123456789abcdef".repeat(2)}`, expect.stringMatching(/^\+1800555\d{4}$/)],
  ])("imports a telephone number that was made ready, and finds the number of %s", (id, phoneNumber) => {
    const number = "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber";
    const { inputs, state } = aws.read({ urn: urn(number) }, { id, inputs: {}, state: {} });
    expect(inputs).toMatchObject({
      numberType: "TOLL_FREE",
      deletionProtectionEnabled: true,
      optOutListName: "Default",
    });
    expect(state).toMatchObject({ phoneNumber, status: "ACTIVE", arn: expect.stringMatching(new RegExp(`/${id}$`)) });
  });

  test("finds a branch protection by repository and pattern, and gives its own id", () => {
    const protection = "github:index/branchProtection:BranchProtection";
    const { id, inputs } = github.read({ urn: urn(protection) }, { id: "site:release/*", inputs: {}, state: {} });
    expect(id).toMatch(/^BPR_/);
    expect(inputs).toMatchObject({ repositoryId: "site", pattern: "release/*" });
  });
});

describe("under the read-only guard", () => {
  const type = "github:index/team:Team";
  const guarded = () => providerOf("github", {}, { readOnly: true });

  test("previews pass", () => {
    const held = hold(github, type, { name: "Admins" });
    expect(create(guarded(), type, { name: "Admins" }, true).id).toBe("");
    expect(guarded().update({ urn: urn(type), preview: true }, held, held.inputs)).toBeDefined();
    expect(guarded().read({ urn: urn(type) }, held)).toEqual(held);
  });

  test.each(["create", "update", "delete"] as const)("no %s passes", (verb) => {
    const held = hold(github, type, { name: "Admins" });
    const writes = {
      create: () => create(guarded(), type, { name: "Admins" }),
      update: () => guarded().update({ urn: urn(type) }, held, held.inputs),
      delete: () => guarded().delete({ urn: urn(type) }),
    };
    expect(writes[verb]).toThrow(`a preview tried to ${verb} ${urn(type)}; nothing was done`);
  });
});

describe("configuration", () => {
  test("is marked as offline, without what its credentials are", () => {
    const { inputs, failures } = providerOf("github").checkConfiguration({
      owner: "example-org",
      token: new Secret("hidden"),
    });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({ owner: "example-org", token: "a credential", [OFFLINE_MARK]: "true" });
    expect(providerOf("github").checkConfiguration({ owner: "example-org" }).inputs).toEqual({
      owner: "example-org",
      [OFFLINE_MARK]: "true",
    });
  });

  test("is refused when a key is unknown or the region is missing", () => {
    expect(providerOf("aws").checkConfiguration({ regoin: "eu-west-1" }).failures).toMatchObject([
      { property: "regoin", reason: expect.stringContaining("is not a setting of the aws provider") },
      { property: "region", reason: expect.stringContaining("is required (`aws:region`)") },
    ]);
  });

  test("of a state that the real provider wrote is refused", () => {
    expect(providerOf("github").checkConfiguration({ owner: "a" }, { owner: "a" }).failures).toMatchObject([
      { property: "", reason: expect.stringContaining("was written by the real github provider") },
    ]);
    expect(() => providerOf("github").configure({ owner: "example-org" })).toThrow(
      "was written by the real github provider",
    );
    expect(() => providerOf("github").diffConfiguration({ owner: "a" }, { owner: "a", ...OFFLINE })).toThrow(Refusal);
  });
});

describe("functions", () => {
  test("tell the partition from the region", () => {
    expect(aws.invoke("aws:index/getPartition:getPartition", {})).toMatchObject({ partition: "aws-us-gov" });
  });

  test("are refused by name when nothing answers them", () => {
    expect(() => aws.invoke("aws:ec2/getAmi:getAmi", {})).toThrow("does not answer aws:ec2/getAmi:getAmi");
  });
});

function urn(type: string): string {
  return `urn:pulumi:test::project::${type}::thing`;
}

function check(of: OfflineProvider, type: string, inputs: Bag) {
  return of.check({ urn: urn(type) }, inputs, undefined, "seed", { mode: "enforce", name: "thing" });
}

function checked(of: OfflineProvider, type: string, inputs: Bag): Bag {
  const { inputs: result, failures } = check(of, type, inputs);
  expect(failures).toEqual([]);
  return result;
}

function create(of: OfflineProvider, type: string, inputs: Bag, preview = false) {
  return of.create(
    { urn: urn(type), preview },
    of.package.tables.some((table) => table.type === type) ? checked(of, type, inputs) : inputs,
  );
}

function hold(of: OfflineProvider, type: string, inputs: Bag) {
  const { id, state } = create(of, type, inputs);
  return { id, inputs: checked(of, type, inputs), state };
}

function diff(of: OfflineProvider, type: string, olds: Bag, news: Bag) {
  return of.diff({ urn: urn(type) }, olds, news);
}

test("bare values hold no wrapping at any depth", () => {
  expect(bareBag({ a: [new Secret({ b: new Secret(1) })] })).toEqual({ a: [{ b: 1 }] });
});
