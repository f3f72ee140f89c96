import { describe, expect, test } from "vitest";
import { redash } from "../../readings/redash.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = { name: "redash", url: "https://redash.example.org", things: [] };
const admins = { id: 1, name: "admin" };
const everyone = { id: 2, name: "default" };
const user = (id: number, more: object = {}) => ({
  ...{ id, name: `Person ${id}`, email: `person-${id}@example.org`, groups: [everyone] },
  ...{ created_at: "2024-02-05T09:30:00.123Z", active_at: "2026-11-20T08:00:00Z", updated_at: "2026-11-20T08:00:00Z" },
  ...{ is_disabled: false, disabled_at: null, is_invitation_pending: false, is_email_verified: true },
  ...{ auth_type: "password", profile_image_url: "https://avatars.example.org/x?s=40&d=identicon" },
  ...more,
});
const page = (count: number, number: number, results: readonly object[]) => ({
  ...{ count, page: number, page_size: 2, results },
});
const defaults = ["create_dashboard", "view_query", "list_users"];

const whole = {
  "users.json": [page(3, 1, [user(1, { groups: [admins, everyone] }), user(2)]), page(3, 2, [user(3)])]
    .map((each) => JSON.stringify(each))
    .join("\n"),
  "disabled.json": page(1, 1, [user(9, { is_disabled: true, disabled_at: "2026-01-01T00:00:00Z" })]),
  "groups.json": [
    { ...admins, type: "builtin", permissions: ["admin", "super_admin"], created_at: "2019-01-01T00:00:00Z" },
    { ...everyone, type: "builtin", permissions: defaults },
    { id: 3, name: "Data team", type: "regular", permissions: [...defaults, "admin"] },
  ],
  "session.json": { org_slug: "default", client_config: { basePath: "https://redash.example.org/" } },
};
const read = (files: object = {}) => redash.read(sourcesOf({ ...whole, ...files }), whose);

describe("a Redash", () => {
  test("is read whole, over several pages", () => {
    expect(read().faults).toEqual([]);
    expect(read().of).toBe("redash");
    expect(held(read())).toEqual([
      ...["1: admin of group admin !", "1: member of group default", "2: member of group default"],
      ...["3: member of group default", "9: member of group default"],
    ]);
  });

  test("tells each account's address, state, and when it was used", () => {
    const odd = page(2, 1, [
      user(4, { is_invitation_pending: true, active_at: null }),
      user(5, { is_invitation_pending: null, name: "", active_at: undefined }),
    ]);
    const reading = read({ "users.json": odd });
    expect(accountIn(reading, "4")).toMatchObject({
      ...{ state: "invited", since: "2024-02-05", lastUsed: "never" },
      identity: { emails: ["person-4@example.org"], name: "Person 4" },
      at: { file: "users.json", keys: ["results", 0] },
    });
    expect(accountIn(reading, "5")).toMatchObject({ state: "active", identity: { emails: ["person-5@example.org"] } });
    expect(accountIn(reading, "5")).not.toHaveProperty("lastUsed");
    expect(accountIn(reading, "9")?.state).toBe("suspended");
  });

  test("a group is administrative by what it permits, whatever it is called", () => {
    const reading = read({ "users.json": page(1, 1, [user(1, { groups: [{ id: 3, name: "Data team" }] })]) });
    expect(held(reading)).toContain("1: admin of group Data team !");
  });

  test("the group that every account is in says no more than that the account is there", () => {
    expect(read().grants.map(({ entitlement }) => entitlement.everybody === true)).toEqual([
      ...[false, true, true, true, true],
    ]);
  });

  test("an older Redash tells groups by number", () => {
    expect(held(read({ "users.json": page(1, 1, [user(1, { groups: [1, 2] })]) }))).toContain(
      "1: admin of group admin !",
    );
  });

  test("what the key alone opens is not kept", () => {
    expect(
      JSON.stringify(read({ "users.json": page(1, 1, [user(1, { api_key: "made-up-key-1234" })]) })),
    ).not.toContain("made-up-key-1234");
  });

  test.each([
    ["the page of a log-in", "users.json", "<!doctype html><title>Login to Redash</title>", "users.json is a web page"],
    [
      "a refusal",
      "users.json",
      { message: "You don't have the permission to access the requested resource." },
      "users.json/results is no list, but an object of message",
    ],
    ["a list that is cut off", "users.json", `{"count": 3, "results": [{"id": 1,`, "users.json is no JSON, or cut off"],
    ["a missing page", "users.json", page(3, 1, [user(1), user(2)]), "users.json has 2 of 3 entries"],
    [
      "a page twice",
      "users.json",
      [page(2, 1, [user(1)]), page(2, 1, [user(1)])].map((each) => JSON.stringify(each)).join(""),
      "users.json/1/results/0 is there twice (id 1)",
    ],
    ["another version", "users.json", [user(1)], "users.json/0/results is no list"],
    [
      "entries of another version",
      "users.json",
      page(1, 1, [{ id: 1, email: "a@example.org", groups: [], disabled: false }]),
      "users.json/results/0/is_disabled is not what this version",
    ],
    [
      "a group that nobody knows",
      "groups.json",
      [],
      "users.json/0/results/0/groups names a group that groups.json lacks",
    ],
  ])("%s is a fault, with its place", (_, file, content, expected) => {
    expect(faultsOf(read({ [file]: content })).join("\n")).toContain(expected);
  });

  test("a group that nobody knows may give anything", () => {
    expect(held(read({ "groups.json": [] }))).toContain("2: admin of group default !");
  });

  test("another's Redash says so", () => {
    const session = { client_config: { basePath: "https://redash.example.com/" } };
    expect(read({ "session.json": session }).of).toBe("redash.example.com");
  });
});

test("the token stays in the environment, out of the list of processes", () => {
  const commands = redash.files.map(({ command }) => command(whose));
  expect(commands[0]).toContain("'https://redash.example.org/api/users?page_size=250&page=1'");
  for (const command of commands) {
    expect(command).toContain("--variable %REDASH_API_KEY --expand-header 'Authorization: Key {{REDASH_API_KEY}}'");
    expect(command).not.toContain("$REDASH_API_KEY");
  }
});
