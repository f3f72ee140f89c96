import { describe, expect, test } from "vitest";
import { github } from "../../readings/github.ts";
import type { Reading } from "../../readings/reading.ts";
import { Sources } from "../../readings/sources.ts";
import { sourcesOf } from "./sources-of.ts";
import { faultsOf } from "./told.ts";

const whose = { name: "GSA", things: ["notifications-api"] };
const user = (login: string, more: object = {}) => ({ login, id: login.length, type: "User", ...more });

/** What an organisation prints: two owners, a page of members and half, and somebody from outside. */
const organization = {
  "organization.json": { login: "GSA", id: 1, plan: { seats: 900 } },
  "owners.json": [[user("Notify-Admin-1"), user("gsa-owner")]],
  "members.json": [[user("notify-engineer-1"), user("notify-bot", { type: "Bot" })]],
  "outside-collaborators.json": [[user("outside-1")]],
  "teams.json": [[{ slug: "notify-engineers", html_url: "https://github.com/orgs/GSA/teams/notify-engineers" }]],
  "teams/notify-engineers.json": [[user("Notify-Engineer-1")]],
  "repositories/notifications-api/collaborators.json": [[user("outside-1", { role_name: "maintain" })]],
  "repositories/notifications-api/keys.json": [
    [
      {
        ...{ id: 7, title: "deployer", read_only: false, created_at: "2025-03-01T10:00:00Z", last_used: null },
        key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID9lKNE20LFauwbiiaGYIUParnUDVrY4G3T33Ixt8jw7",
        added_by: "gsa-owner",
      },
    ],
  ],
  "installations.json": {
    total_count: 1,
    installations: [
      {
        ...{ id: 5, app_slug: "renovate", account: { login: "GSA" }, created_at: "2024-01-01T00:00:00Z" },
        ...{ permissions: { metadata: "read", contents: "write" }, suspended_at: null },
      },
    ],
  },
  "invitations.json": [
    [
      {
        ...{ id: 3, login: null, email: "new@example.gov", role: "admin", created_at: "2026-11-01T09:00:00-05:00" },
        inviter: { login: "gsa-owner" },
      },
    ],
  ],
};

type Files = Record<string, unknown>;
const read = (files: Files): Reading => github.read(sourcesOf(files), whose);
const faults = (files: Files) => faultsOf(read(files));
/** Who holds what, a line each. */
const held = ({ grants }: Reading) =>
  grants.map(
    ({ principal, entitlement: { resource, slug } }) => `${principal.id}: ${resource.type} ${resource.id} ${slug}`,
  );

describe("an organisation on GitHub", () => {
  const reading = read(organization);

  test("is read whole", () => {
    expect(reading.faults).toEqual([]);
    expect(reading.of).toBe("GSA");
    expect(held(reading)).toEqual([
      "notify-admin-1: organization GSA owner",
      "gsa-owner: organization GSA owner",
      "notify-engineer-1: organization GSA member",
      "notify-bot: organization GSA member",
      "outside-1: organization GSA outside-collaborator",
      "notify-engineer-1: team notify-engineers member",
      "outside-1: repository notifications-api maintain",
      "deploy key 7 of notifications-api: repository notifications-api write",
      "app renovate (5): organization GSA metadata:read",
      "app renovate (5): organization GSA contents:write",
      "invitation 3: organization GSA owner",
    ]);
  });

  test("a login is one account whatever its capitals, and is kept as GitHub writes it", () => {
    expect(reading.principals.filter(({ id }) => id === "notify-engineer-1")).toHaveLength(1);
    expect(reading.principals.find(({ id }) => id === "notify-admin-1")?.identity).toEqual({ login: "Notify-Admin-1" });
  });

  test("what is a machine, a key, an invitation says so, with since when and by whom", () => {
    const of = (id: string) => reading.principals.find((principal) => principal.id === id);
    expect(of("notify-bot")?.kind).toBe("machine");
    expect(of("deploy key 7 of notifications-api")).toMatchObject({
      ...{ kind: "key", since: "2025-03-01", lastUsed: "never", by: "gsa-owner" },
      identity: { fingerprint: expect.stringMatching(/^SHA256:.{43}$/) },
    });
    expect(of("invitation 3")).toMatchObject({ state: "invited", since: "2026-11-01", by: "gsa-owner" });
    expect(of("invitation 3")?.identity).toEqual({ emails: ["new@example.gov"] });
  });

  test("what gives power over access is told from what does not", () => {
    const powerful = reading.grants.filter(({ entitlement }) => entitlement.administrative);
    expect(powerful.map(({ entitlement }) => entitlement.slug)).toEqual([
      ...["owner", "owner", "maintain", "contents:write", "owner"],
    ]);
  });

  test("says where each thing stands", () => {
    expect(reading.grants.at(2)?.at).toEqual({ file: "members.json", keys: [0, 0] });
    expect(reading.grants.at(-2)?.at).toEqual({ file: "installations.json", keys: ["installations", 0] });
  });

  test.each([
    ["pages after one another", `[{"login":"a"}]\n[{"login":"b"}]`, ["a", "b"]],
    ["one list", `[{"login":"a"},{"login":"b"}]`, ["a", "b"]],
    ["nobody, as GitHub says it", "[]", []],
    ["nobody, of all pages", "[[]]", []],
  ])("takes %s", (_, text, expected) => {
    const { grants, faults } = read({ ...organization, "outside-collaborators.json": text });
    expect(faults).toEqual([]);
    const outside = grants.filter(({ entitlement: { slug } }) => slug === "outside-collaborator");
    expect(outside.map(({ principal }) => principal.id)).toEqual(expected);
  });

  const full = Array.from({ length: 100 }, (_, index) => user(`person-${index}`));
  test.each([
    ["the page of a log-in", "members.json", "<!DOCTYPE html><title>Sign in</title>", "members.json is a web page"],
    [
      "a refusal",
      "members.json",
      { message: "Bad credentials", status: "401" },
      "members.json is a refusal: Bad credentials",
    ],
    [
      "a refusal after a page",
      "members.json",
      `[{"login":"a"}]{"message":"rate limit","status":"403"}`,
      "members.json is a refusal: rate limit",
    ],
    ["nothing at all", "members.json", "", "members.json is empty"],
    ["a list that is cut off", "members.json", `[[{"login":"a"},{"log`, "members.json is no JSON, or cut off"],
    ["an object where a list is", "members.json", { members: [] }, "members.json is no list, but an object of members"],
    [
      "entries of another version",
      "members.json",
      [[{ name: "a" }]],
      "members.json/0/0/login is not what this version",
    ],
    ["a last page that is full", "members.json", [full], "members.json ends with a full page of 100"],
    ["a page twice", "members.json", [[user("a")], [user("a")]], "members.json/1/0 is there twice (login a)"],
    [
      "too few for what GitHub counts",
      "installations.json",
      { ...organization["installations.json"], total_count: 2 },
      "installations.json has 1 of 2 entries",
    ],
    ["an owner nowhere", "owners.json", [[]], "owners.json has nobody"],
    [
      "another organisation's teams",
      "teams.json",
      [[{ slug: "x", html_url: "https://github.com/orgs/evil/teams/x" }]],
      "teams.json/0/0 is of evil, and not of GSA",
    ],
    [
      "another organisation's apps",
      "installations.json",
      {
        total_count: 1,
        installations: [{ ...organization["installations.json"].installations[0], account: { login: "evil" } }],
      },
      "installations.json/installations/0 is of evil",
    ],
  ])("%s is a fault, with its place", (_, file, content, expected) => {
    expect(faults({ ...organization, [file]: content }).join("\n")).toContain(expected);
  });

  test("what is there twice is one, with all that either gives", () => {
    const keys = "repositories/notifications-api/keys.json";
    const [[key]] = organization[keys] as [[object]];
    const twice = read({ ...organization, [keys]: [[{ ...key, read_only: true }], [key]] });
    expect(twice.faults.map(({ problem }) => problem)).toEqual(["is there twice (id 7): a page is there twice"]);
    const deploys = twice.principals.filter(({ kind }) => kind === "key");
    const given = twice.grants.filter(({ principal }) => principal === deploys[0]);
    expect(deploys).toHaveLength(1);
    expect(given.map(({ entitlement }) => entitlement.slug)).toEqual(["read", "write"]);
  });

  test("a full page is whole where GitHub counts as many", () => {
    const counts = (people: number) => ({
      data: {
        organization: {
          membersWithRole: { totalCount: people },
          teams: { totalCount: 1, nodes: [{ slug: "notify-engineers", members: { totalCount: 1 } }] },
        },
      },
    });
    const files = { ...organization, "members.json": [full] };
    expect(faults({ ...files, "counts.json": counts(102) })).toEqual([]);
    expect(faults({ ...files, "counts.json": counts(202) })).toEqual([
      "members.json and owners.json have 102 of 202 people: a page is missing",
    ]);
  });

  test("no secret and no more of a person than is compared is kept", () => {
    const told = JSON.stringify(
      read({ ...organization, "members.json": [[user("a", { location: "Here", token: "ghp_x" })]] }),
    );
    expect(told).not.toMatch(/ghp_x|Here/);
  });
});

test("each team that is listed, and each repository of the register, has a file of its own", () => {
  const each = Object.fromEntries(
    github.files.flatMap(({ name, each }) =>
      each === undefined ? [] : [[name, each(sourcesOf(organization), whose)]],
    ),
  );
  expect(each).toEqual({
    "teams/*.json": ["notify-engineers"],
    "repositories/*/collaborators.json": ["notifications-api"],
    "repositories/*/keys.json": ["notifications-api"],
  });
});

test("commands print what the files are named for", () => {
  const commands = github.files.map(({ name, command }) => `${name}: ${command(whose, "x")}`);
  expect(commands).toContain("members.json: gh api --paginate --slurp 'orgs/GSA/members?role=member&per_page=100'");
  expect(commands).toContain("teams/*.json: gh api --paginate --slurp 'orgs/GSA/teams/x/members?per_page=100'");
});

test("a star stands for one name", () => {
  const sources = new Sources(
    ["teams/b.json", "teams/a.json", "teams/x/y.json", "teams/.json"].map((name) => ({
      name,
      bytes: new Uint8Array(),
    })),
  );
  expect(sources.matching("teams/*.json").map(({ star }) => star)).toEqual(["a", "b"]);
});
