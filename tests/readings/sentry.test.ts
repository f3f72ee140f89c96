import { describe, expect, test } from "vitest";
import { sentry } from "../../readings/sentry.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = { name: "an-organisation", things: [] };
const member = (id: string, orgRole: string, more: object = {}) => ({
  ...{ id, email: `person-${id}@example.org`, name: `Person ${id}`, orgRole, role: orgRole, roleName: orgRole },
  ...{ pending: false, expired: false, inviteStatus: "approved", inviterName: "Person 1", flags: {} },
  dateCreated: "2024-02-05T09:30:00Z",
  user: {
    ...{ id: `9${id}`, username: `person-${id}`, email: `Person-${id}@example.org`, isActive: true, has2fa: true },
    lastActive: "2026-11-20T08:00:00Z",
  },
  ...more,
});
const whole = {
  "organization.json": { id: "1", slug: "an-organisation", name: "An organisation" },
  "members.json": [
    [member("1", "owner"), member("2", "admin")],
    [member("3", "member"), member("4", "manager", { pending: true, user: null })],
    [],
  ]
    .map((each) => JSON.stringify(each))
    .join(""),
};
const read = (files: object = {}) => sentry.read(sourcesOf({ ...whole, ...files }), whose);

describe("an organisation at Sentry", () => {
  test("is read whole, over several pages, the last of which may be empty", () => {
    expect(read().faults).toEqual([]);
    expect(read().of).toBe("an-organisation");
    expect(held(read())).toEqual([
      "1: owner of organization an-organisation !",
      "2: admin of organization an-organisation !",
      "3: member of organization an-organisation",
      "4: manager of organization an-organisation !",
    ]);
  });

  test("tells addresses, state, and when each was used", () => {
    expect(accountIn(read(), "1")).toMatchObject({
      ...{ state: "active", since: "2024-02-05", lastUsed: "2026-11-20", by: "Person 1" },
      identity: { login: "person-1", emails: ["person-1@example.org", "Person-1@example.org"], name: "Person 1" },
    });
    expect(accountIn(read(), "4")?.state).toBe("invited");
    expect(accountIn(read(), "4")).not.toHaveProperty("lastUsed");
    const closed = member("5", "owner", { user: { isActive: false } });
    expect(accountIn(read({ "members.json": [closed] }), "5")?.state).toBe("suspended");
  });

  const full = Array.from({ length: 100 }, (_, index) => member(`${index}`, "member"));
  test.each([
    ["the page of a log-in", "members.json", "<!doctype html>", "members.json is a web page"],
    ["a refusal", "members.json", { detail: "Invalid token" }, "members.json is no list, but an object of detail"],
    ["a list that is cut off", "members.json", `[{"id":"1","em`, "members.json is no JSON, or cut off"],
    ["a last page that is full", "members.json", full, "members.json ends with a full page of 100"],
    [
      "a page twice",
      "members.json",
      [[member("1", "owner")], [member("1", "owner")]],
      "members.json/1/0 is there twice",
    ],
    [
      "members of an older version",
      "members.json",
      [{ ...member("1", "owner"), orgRole: undefined }],
      "members.json/0/orgRole is not what",
    ],
    [
      "a refusal in place of the organisation",
      "organization.json",
      { detail: "Not found" },
      "organization.json/slug is not what",
    ],
  ])("%s is a fault, with its place", (_, file, content, expected) => {
    expect(faultsOf(read({ [file]: content })).join("\n")).toContain(expected);
  });

  test("another's organisation says so", () => {
    expect(read({ "organization.json": { slug: "somebody-else" } }).of).toBe("somebody-else");
  });
});
