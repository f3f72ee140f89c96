import { describe, expect, test } from "vitest";
import type { Answer } from "../../../commands/adopt/answer.ts";
import { finders } from "../../../commands/adopt/finders/index.ts";
import { importFile } from "../../../commands/adopt/import-file.ts";
import { leftovers } from "../../../commands/adopt/leftovers.ts";
import { asksFor, match, placeOf } from "../../../commands/adopt/match.ts";
import type { Plan, Planned } from "../../../commands/adopt/planned.ts";
import { proposalFiles } from "../../../commands/adopt/proposals.ts";
import { loadRegister } from "../../../model/load.ts";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import { untold } from "../../../toolchain/offline-providers/services/untold.ts";
import { root } from "../../../toolchain/root.ts";

const register = loadRegister(`${root}/register`).registers.notify;
const place = { ...{ owner: "GSA" }, account: '["444455556666"]', region: "us-west-2" };
const zone = "89abcdef0123456789abcdef01234568";

function planOf(...resources: readonly Partial<Planned>[]): Plan {
  const whole = resources.map(
    (each, at): Planned => ({
      ...{
        urn: `urn:pulumi:s::p::${each.type}::r${at}`,
        type: "",
        name: `r${at}`,
        parent: "",
        custom: true,
        inputs: {},
      },
      ...{ outputs: {}, step: "create", version: "1.0.0", ...each },
    }),
  );
  const providers = { github: { owner: place.owner }, aws: { allowedAccountIds: place.account, region: place.region } };
  return { resources: whole, providers, defaults: [] };
}

/** What becomes of one resource where the services answer this, by file. */
function find(planned: Partial<Planned>, answers: Readonly<Record<string, readonly object[]>>) {
  const plan = planOf(planned);
  const read = new Map(Object.entries(answers).map(([file, items]) => [file, { items } as Answer]));
  const [found] = match(plan.resources, placeOf(plan, register), read);
  return found?.found;
}

test("no service tells what is supplied in its place, and each of it is an input of its type", () => {
  const tables = new Map(packages.flatMap(({ tables }) => tables).map((table) => [table.type, table]));
  for (const [type, names] of Object.entries(untold)) {
    for (const name of names) expect(tables.get(type)?.inputs, `${type} ${name}`).toHaveProperty(name);
  }
});

test("each type that is found has a table, and so does what is supplied", () => {
  const types = new Set(packages.flatMap(({ tables }) => tables).map(({ type }) => type));
  expect(Object.keys(finders).filter((type) => !types.has(type))).toEqual([]);
});

test("a type that nobody knows how to find is told, and never taken for missing", () => {
  expect(find({ type: "aws:ec2/vpc:Vpc" }, {})).toMatchObject({
    is: "untold",
    why: expect.stringContaining("aws:ec2/vpc:Vpc"),
  });
});

test.each(Object.keys(finders))("%s is not taken for missing where nothing was answered", (type) => {
  expect(find({ type, inputs: { name: "a", zoneId: zone } }, {})).toMatchObject({ is: "untold" });
});

describe("a person in a team", () => {
  const teams = { "github/GSA/teams.json": [{ id: 1, slug: "engineers" }] };
  const members = (login: string | undefined, role = "member") => ({
    "github/GSA/teams/engineers/members.json": login && role === "member" ? [{ login }] : [],
    "github/GSA/teams/engineers/maintainers.json": login && role === "maintainer" ? [{ login }] : [],
  });
  const membership = {
    type: "github:index/teamMembership:TeamMembership",
    inputs: { teamId: "engineers", username: "Ada", role: "member" },
  };

  test("is taken over under the team's slug, since the importer would put its number there", () => {
    expect(find(membership, { ...teams, ...members("ada") })).toMatchObject({
      ...{ is: "there", id: "engineers:Ada" },
      outputs: { teamId: "engineers", username: "Ada", role: "member" },
    });
  });

  test("has the role that GitHub tells, so that another one shows", () => {
    expect(find(membership, { ...teams, ...members("Ada", "maintainer") })).toMatchObject({
      inputs: { role: "maintainer" },
    });
  });

  test("is missing where GitHub has the team and not the person", () => {
    expect(find(membership, { ...teams, ...members(undefined) })).toMatchObject({ is: "absent" });
  });

  test("is missing where there is no such team, whatever its members' list says", () => {
    expect(find(membership, { "github/GSA/teams.json": [] })).toMatchObject({
      is: "absent",
      why: "there is no team engineers",
    });
  });
});

describe("a protection", () => {
  const rule = {
    ...{ id: "BPR_1", pattern: "main", allowsDeletions: false, allowsForcePushes: true, isAdminEnforced: true },
    ...{ lockBranch: false, requiresConversationResolution: true, requiresCommitSignatures: false },
    ...{ requiresLinearHistory: false, restrictsPushes: true, blocksCreations: true, requiresApprovingReviews: true },
    ...{ requiredApprovingReviewCount: 1, requireLastPushApproval: true, requiresStatusChecks: false },
    pushAllowances: { nodes: [{ actor: { combinedSlug: "GSA/admins" } }, { actor: { login: "ada" } }] },
    bypassPullRequestAllowances: { nodes: [{ actor: { login: "eve" } }] },
  };
  const protection = {
    type: "github:index/branchProtection:BranchProtection",
    inputs: { repositoryId: "api", pattern: "main", allowsForcePushes: false, enforceAdmins: true },
  };
  const answers = (item: object) => ({
    "github/GSA/repositories.json": [{ id: 1, name: "api" }],
    "github/GSA/api/protections.json": [item],
  });

  test("is taken over by the repository's name, with all that GitHub has set and nothing that the program wants", () => {
    expect(find(protection, answers(rule))).toMatchObject({
      ...{ is: "there", id: "BPR_1" },
      inputs: {
        ...{ repositoryId: "api", allowsForcePushes: true },
        restrictPushes: [{ blocksCreations: true, pushAllowances: ["GSA/admins", "/ada"] }],
        requiredPullRequestReviews: [{ requiredApprovingReviewCount: 1, pullRequestBypassers: ["/eve"] }],
      },
    });
  });

  test("that is told in part cannot be taken over", () => {
    expect(find(protection, answers({ id: "BPR_1", pattern: "main" }))).toMatchObject({ is: "untold" });
  });
});

describe("a file", () => {
  const file = {
    type: "github:index/repositoryFile:RepositoryFile",
    inputs: { repository: "api", file: "a.txt", branch: "main", content: "hello\n" },
  };
  const answers = (sha: string) => ({
    "github/GSA/repositories.json": [{ id: 1, name: "api" }],
    "github/GSA/api/branches.json": [{ name: "main" }],
    "github/GSA/api/tree-main.json": [{ path: "a.txt", type: "blob", sha }],
  });

  test("that GitHub has as it is to be is taken over without a commit", () => {
    // As `git hash-object` names it.
    expect(find(file, answers("ce013625030ba8dba906f756967f9e9ca394464a"))).toMatchObject({
      id: "api:a.txt:main",
      outputs: { content: "hello\n" },
    });
  });

  test("with other content is imported as it is there", () => {
    const found = find(file, answers("0000000000000000000000000000000000000000"));
    expect(found).toMatchObject({ is: "there", note: expect.stringContaining("pull request") });
    expect(found).not.toHaveProperty("outputs");
  });
});

describe("a secret", () => {
  const secret = {
    type: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    inputs: {
      repository: "notifications-api",
      environment: "staging",
      secretName: "CLOUDGOV_PASSWORD",
      valueEncrypted: { ciphertext: "x" },
    },
  };
  const answers = (updated_at: string) => ({
    "github/GSA/repositories.json": [{ id: 1, name: "notifications-api" }],
    "github/GSA/notifications-api/environments.json": [{ name: "staging" }],
    "github/GSA/notifications-api/environments/staging/secrets.json": [{ name: "CLOUDGOV_PASSWORD", updated_at }],
  });

  // The register has it rotated on 2026-10-05.
  test.each([
    ["the day before its rotation is written anew", "2026-10-04T23:59:59Z", false],
    ["the day of its rotation is the sealed one", "2026-10-05T00:00:00Z", true],
    ["the day after is too", "2026-10-06T00:00:00Z", true],
  ])("of %s", (_, at, isSealed) => {
    const found = find(secret, answers(at));
    expect(found).toMatchObject({ is: "there", id: "notifications-api:staging:CLOUDGOV_PASSWORD" });
    expect("outputs" in (found ?? {})).toBe(isSealed);
  });
});

describe("a record", () => {
  const record = (inputs: object) => ({
    type: "cloudflare:index/dnsRecord:DnsRecord",
    inputs: { zoneId: zone, ...inputs },
  });
  const zones = { "cloudflare/zones.json": [{ id: zone, name: "example.gov" }] };
  const records = (...items: object[]) => ({ ...zones, [`cloudflare/${zone}/records.json`]: items });
  const txt = { name: "example.gov", type: "TXT" };

  test("is the one with its content, whatever quotes and strings the service has it in", () => {
    const answers = records({ id: "1", ...txt, content: '"other"' }, { id: "2", ...txt, content: '"v=spf1 " "-all"' });
    expect(find(record({ ...txt, content: '"v=spf1 -all"' }), answers)).toMatchObject({ id: `${zone}/2` });
  });

  test("that is one of several is not guessed", () => {
    const answers = records({ id: "1", ...txt, content: '"a"' }, { id: "2", ...txt, content: '"b"' });
    expect(find(record({ ...txt, content: '"c"' }), answers)).toMatchObject({
      is: "untold",
      why: expect.stringContaining("cannot be told"),
    });
  });

  test("in a zone that the account has under another id is told with that id", () => {
    const answers = { ...records(), "cloudflare/zones.json": [{ id: "f".repeat(32), name: "example.gov" }] };
    expect(find(record({ ...txt, content: "a" }), answers)).toMatchObject({
      is: "untold",
      why: expect.stringContaining(`example.gov is ${"f".repeat(32)}`),
    });
  });
});

test("a machine is taken over without its keys being a reason to replace it", () => {
  const inputs = {
    label: "crm",
    region: "eu-west",
    type: "g6-standard-2",
    authorizedUsers: ["us"],
    image: "linode/ubuntu24.04",
  };
  const listing = {
    "linode/instances.json": [
      { id: 7, label: "crm", region: "eu-west", type: "g6-nanode-1", image: "linode/ubuntu24.04" },
    ],
  };
  expect(find({ type: "linode:index/instance:Instance", inputs }, listing)).toMatchObject({
    ...{ is: "there", id: "7" },
    // What differs at the service shows; what it does not tell is the program's.
    outputs: { type: "g6-nanode-1", authorizedUsers: ["us"] },
  });
});

test("a telephone number that AWS has under another id is told", () => {
  const listing = {
    "aws/444455556666/us-west-2/phone-numbers.json": [{ PhoneNumber: "+18005550100", PhoneNumberId: "phone-b" }],
    "aws/444455556666/caller.json": [{ Account: "444455556666" }],
  };
  const number = {
    type: "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
    name: "+18005550100",
    importId: "phone-a",
    step: "import",
  };
  expect(find(number, listing)).toMatchObject({ is: "untold", why: expect.stringContaining("phone-b") });
});

test("of what is there and in no stack, an entry is proposed that the loader refuses until it is filled in", () => {
  const plan = planOf({
    type: "cloudflare:index/dnsRecord:DnsRecord",
    inputs: { zoneId: zone, name: "a", type: "TXT", content: "x" },
  });
  const at = placeOf(plan, register);
  const asks = asksFor(plan.resources, at);
  const answers = new Map<string, Answer>([
    [
      `cloudflare/${zone}/records.json`,
      { items: [{ id: "1", name: "blog.notify-staging.example.gov", type: "CNAME", content: "x.example.net" }] },
    ],
  ]);
  const left = leftovers(asks, answers, match(plan.resources, at, answers), register);
  expect(left).toMatchObject([{ what: "CNAME record blog.notify-staging.example.gov → x.example.net" }]);
  const text = proposalFiles(left).get("domains.yaml");
  expect(text).toContain(
    "notify-staging.example.gov:\n  aliases:\n    blog.notify-staging.example.gov:\n      target: x.example.net\n      reason: FILL IN",
  );
});

test("what hangs on something in the state is imported under its URN there", () => {
  const parent = "urn:pulumi:s::p::gatehouse:host:Bucket::b";
  const plan = planOf(
    { type: "gatehouse:host:Bucket", urn: parent, custom: false, step: "same" },
    { type: "github:index/team:Team", parent, inputs: { name: "t" } },
  );
  const [, team] = plan.resources;
  const file = importFile(
    plan,
    team === undefined ? [] : [{ planned: team, found: { is: "there", id: "1", claims: [] } }],
  );
  expect(file).toMatchObject({ nameTable: { [parent]: parent }, resources: [{ id: "1", parent, version: "1.0.0" }] });
});
