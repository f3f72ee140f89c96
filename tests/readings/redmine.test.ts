import { describe, expect, test } from "vitest";
import { redmine } from "../../readings/redmine.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = { name: "redmine", url: "https://crm.example.org", things: [] };
const user = (id: number, login: string, more: object = {}) => ({
  ...{ id, login, admin: false, firstname: "Made", lastname: `Up ${id}`, mail: `${login}@example.org` },
  ...{ created_on: "2024-02-05T09:30:00Z", last_login_on: "2026-11-20T08:00:00Z", twofa_scheme: null },
  ...more,
});
const page = (key: string, total: number, entries: readonly object[], offset = 0) => ({
  ...{ [key]: entries, total_count: total, offset, limit: 100 },
});
const roles = { manager: { id: 3, name: "Manager" }, developer: { id: 4, name: "Developer" } };

const whole = {
  "users.json": [
    page("users", 3, [user(1, "owner", { admin: true }), user(5, "developer")]),
    page("users", 3, [user(6, "newcomer", { last_login_on: null })], 2),
  ]
    .map((each) => JSON.stringify(each))
    .join(""),
  "registered.json": page("users", 1, [user(7, "waiting")]),
  "locked.json": page("users", 1, [user(8, "locked", { admin: true })]),
  "projects.json": page("projects", 1, [
    { id: 1, name: "Helpdesk", identifier: "helpdesk", status: 1, is_public: false },
  ]),
  "memberships/helpdesk.json": page("memberships", 3, [
    {
      id: 1,
      project: { id: 1, name: "Helpdesk" },
      user: { id: 5, name: "Made Up 5" },
      roles: [roles.manager, { ...roles.developer, inherited: true }],
    },
    { id: 2, project: { id: 1, name: "Helpdesk" }, group: { id: 20, name: "Developers" }, roles: [roles.developer] },
    { id: 3, project: { id: 1, name: "Helpdesk" }, user: { id: 9, name: "Long Gone" }, roles: [roles.developer] },
  ]),
  "groups.json": { groups: [{ id: 20, name: "Developers" }] },
  "groups/20.json": { group: { id: 20, name: "Developers", users: [{ id: 5, name: "Made Up 5" }] } },
};
const read = (files: object = {}) => redmine.read(sourcesOf({ ...whole, ...files }), whose);

describe("a Redmine", () => {
  test("is read whole, over several pages", () => {
    expect(read().faults).toEqual([]);
    expect(held(read())).toEqual([
      ...["1: administrator of system redmine !", "5: member of system redmine", "6: member of system redmine"],
      ...["7: member of system redmine", "8: administrator of system redmine !"],
      ...["5: Manager of project Helpdesk", "5: Developer of project Helpdesk", "9: Developer of project Helpdesk"],
      "5: member of group Developers",
    ]);
    expect(read().grants[1]?.entitlement.everybody).toBe(true);
  });

  test("is read from its users alone", () => {
    const reading = redmine.read(
      sourcesOf({ "users.json": page("users", 1, [user(1, "owner", { admin: true })]) }),
      whose,
    );
    expect(reading.faults).toEqual([]);
    expect(held(reading)).toEqual(["1: administrator of system redmine !"]);
  });

  test("tells each account's login, address, state, and when it was used", () => {
    expect(accountIn(read(), "5")).toMatchObject({
      ...{ state: "active", since: "2024-02-05", lastUsed: "2026-11-20" },
      identity: { login: "developer", emails: ["developer@example.org"], name: "Made Up 5" },
    });
    expect(accountIn(read(), "6")).toMatchObject({ lastUsed: "never" });
    expect(accountIn(read(), "7")?.state).toBe("invited");
    expect(accountIn(read(), "8")?.state).toBe("suspended");
  });

  test("a member who is not among the accounts that may log in cannot", () => {
    expect(accountIn(read(), "9")).toMatchObject({ state: "suspended", identity: { name: "Long Gone" } });
  });

  test("the status of an account is its own, where a later version tells it", () => {
    const all = page("users", 2, [user(1, "owner", { status: 1 }), user(8, "locked", { status: 3 })]);
    expect(accountIn(read({ "users.json": all, "locked.json": page("users", 0, []) }), "8")?.state).toBe("suspended");
  });

  test("what an account alone opens with is not kept", () => {
    const mine = page("users", 1, [user(1, "owner", { api_key: "made-up-key-1234" })]);
    expect(JSON.stringify(read({ "users.json": mine }))).not.toContain("made-up-key-1234");
  });

  test.each([
    ["the page of a log-in", "users.json", "<!DOCTYPE html>\n<html><title>Redmine</title>", "users.json is a web page"],
    ["nothing, as Redmine refuses", "users.json", " ", "users.json is empty"],
    ["a refusal", "users.json", { errors: ["Invalid API key"] }, "users.json is a refusal: Invalid API key"],
    ["a list that is cut off", "users.json", `{"users":[{"id":1,"login":"ow`, "users.json is no JSON, or cut off"],
    ["a missing page", "users.json", page("users", 120, [user(1, "owner")]), "users.json has 1 of 120 entries"],
    [
      "what an API without pages prints",
      "users.json",
      { users: [user(1, "owner")] },
      "users.json does not tell how many there are (total_count)",
    ],
    [
      "who asked without being an administrator",
      "users.json",
      page("users", 1, [{ id: 1, firstname: "Made", lastname: "Up" }]),
      "users.json/users/0/login is not what this version",
    ],
    [
      "members of another version",
      "memberships/helpdesk.json",
      page("memberships", 1, [{ id: 1, user: { id: 5, name: "x" }, role: "Manager" }]),
      "memberships/helpdesk.json/memberships/0/roles is not what",
    ],
    [
      "a group without its members",
      "groups/20.json",
      { group: { id: 20, name: "Developers" } },
      "groups/20.json/group/users is not what",
    ],
    [
      "projects of which a page is missing",
      "projects.json",
      page("projects", 2, []),
      "projects.json has 0 of 2 entries",
    ],
  ])("%s is a fault, with its place", (_, file, content, expected) => {
    expect(faultsOf(read({ [file]: content })).join("\n")).toContain(expected);
  });

  test("each project and each group that is listed has a file of its own", () => {
    const each = redmine.files.flatMap((file) => file.each?.(sourcesOf(whole), whose) ?? []);
    expect(each).toEqual(["helpdesk", "20"]);
  });
});
