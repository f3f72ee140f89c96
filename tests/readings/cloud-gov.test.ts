import { describe, expect, test } from "vitest";
import { cloudGov } from "../../readings/cloud-gov.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = { name: "gsa-tts-benefits-studio", things: [] };
const org = (guid: string, name: string) => ({
  guid,
  name,
  suspended: false,
  metadata: { labels: {}, annotations: {} },
});
const space = (guid: string, name: string, of = "o1") => ({
  guid,
  name,
  relationships: { organization: { data: { guid: of } }, quota: { data: null } },
});
const user = (guid: string, username: string | null, more: object = {}) => ({
  ...{ guid, username, presentation_name: username ?? guid, origin: "gsa.gov", created_at: "2024-05-01T12:00:00Z" },
  ...more,
});
let number = 0;
const role = (type: string, of: string, inOrganization: string | null, inSpace: string | null = null) => ({
  ...{ guid: `r${++number}`, type, created_at: "2025-06-30T23:30:00Z", updated_at: "2025-06-30T23:30:00Z" },
  relationships: {
    user: { data: { guid: of } },
    organization: { data: inOrganization === null ? null : { guid: inOrganization } },
    space: { data: inSpace === null ? null : { guid: inSpace } },
  },
  links: { self: { href: "https://api.fr.cloud.gov/v3/roles/x" } },
});
const page = (total: number, resources: readonly object[], included: object = everything) => ({
  pagination: {
    ...{ total_results: total, total_pages: 1, next: null, previous: null },
    first: { href: "https://api.fr.cloud.gov/v3/roles?page=1&per_page=5000" },
  },
  ...{ resources, included },
});
const everything = {
  users: [
    user("u1", "engineer-1@gsa.gov"),
    user("u2", "8a4f2c1e-0000-4000-8000-000000000001", { origin: "uaa" }),
    user("u3", null, { presentation_name: "a-client" }),
    user("u4", "Engineer-1@gsa.gov", { origin: "cloud.gov" }),
  ],
  spaces: [space("s1", "notify-production"), space("s9", "notify-production", "o9")],
  organizations: [org("o9", "somebody-else"), org("o1", "gsa-tts-benefits-studio")],
};
const whole = page(6, [
  role("organization_manager", "u1", "o1"),
  role("organization_user", "u1", "o1"),
  role("space_developer", "u1", null, "s1"),
  role("space_developer", "u2", null, "s1"),
  role("space_oracle", "u3", null, "s1"),
  role("space_manager", "u1", null, "s9"),
]);
const read = (content: unknown = whole) => cloudGov.read(sourcesOf({ "roles.json": content }), whose);

describe("an organisation at cloud.gov", () => {
  test("is read whole, in the words of cf, without what is another organisation's", () => {
    expect(read().faults).toEqual([]);
    expect(read().of).toBe("gsa-tts-benefits-studio");
    expect(held(read())).toEqual([
      "u1: OrgManager of organization gsa-tts-benefits-studio !",
      "u1: OrgUser of organization gsa-tts-benefits-studio",
      "u1: SpaceDeveloper of space notify-production",
      "u2: SpaceDeveloper of space notify-production",
      "u3: space_oracle of space notify-production !",
    ]);
    expect(read().grants[2]?.since).toBe("2025-06-30");
    expect(read().grants[1]?.entitlement.everybody).toBe(true);
  });

  test("tells people from clients, and keeps two of one name apart", () => {
    const reading = read(page(2, [role("organization_user", "u1", "o1"), role("organization_user", "u4", "o1")]));
    expect(reading.principals.map(({ identity }) => identity.login)).toEqual([
      ...["engineer-1@gsa.gov", "Engineer-1@gsa.gov"],
    ]);
    expect(accountIn(read(), "u3")).toMatchObject({ kind: "machine", identity: { login: "a-client" } });
    expect(accountIn(read(), "u1")).toMatchObject({ kind: "person", since: "2024-05-01" });
  });

  const [first, second, third] = [
    role("organization_user", "u1", "o1"),
    role("space_auditor", "u1", null, "s1"),
    role("space_supporter", "u2", null, "s1"),
  ];
  const pages = [page(3, [first, second]), page(3, [third])];
  test.each([
    ["after one another", pages.map((each) => JSON.stringify(each)).join("\n")],
    ["in one list", pages],
  ])("is read over pages %s", (_, content) => {
    expect(read(content).faults).toEqual([]);
    expect(held(read(content))).toHaveLength(3);
  });

  test("an organisation without roles is read as one", () => {
    expect(read(page(0, [], undefined)).faults).toEqual([]);
    const without = { pagination: { total_results: 0 }, resources: [] };
    expect(faultsOf(read(without))).toEqual([]);
  });

  test.each([
    ["a log-in page", "<html>UAA: sign in</html>", "roles.json is a web page"],
    [
      "a refusal",
      { errors: [{ code: 10002, title: "CF-NotAuthenticated", detail: "Authentication error" }] },
      "roles.json is a refusal: Authentication error",
    ],
    [
      "a refusal of the command",
      "FAILED\nNot logged in. Use 'cf login' or 'cf login --sso' to log in.",
      "roles.json is a refusal",
    ],
    [
      "a list that is cut off",
      `{"pagination":{"total_results":2},"resources":[{"guid"`,
      "roles.json is no JSON, or cut off",
    ],
    ["a missing page", page(3, [first]), "roles.json has 1 of 3 entries"],
    ["a page twice", [page(2, [first]), page(2, [first])], "roles.json/1/resources/0 is there twice"],
    [
      "another version",
      { total_results: 1, resources: [{ metadata: { guid: "x" }, entity: {} }] },
      "roles.json/resources/0/guid is not what this version",
    ],
    [
      "what does not tell how many there are",
      { resources: [first], included: everything },
      "roles.json does not tell how many there are (pagination.total_results)",
    ],
    [
      "what was asked without `include`",
      page(1, [first], undefined),
      "roles.json/included is not what this version of the API sends: ask with `include`",
    ],
    [
      "a user who is not included",
      page(1, [role("organization_user", "u8", "o1")]),
      "roles.json/resources/0 is of a user who is not included",
    ],
    [
      "a space that is not included",
      page(1, [role("space_manager", "u1", null, "s8")]),
      "roles.json/resources/0 is in a space or an organisation that is not included",
    ],
  ])("%s is a fault, with its place", (_, content, expected) => {
    const asked = content as { included?: object };
    if (expected.includes("/included")) delete asked.included;
    expect(faultsOf(read(content)).join("\n")).toContain(expected);
  });

  test("what is missing from each of many is told once", () => {
    const many = Array.from({ length: 50 }, () => role("organization_user", "u8", "o1"));
    expect(read(page(50, many)).faults).toHaveLength(1);
  });

  test("another's organisation says so", () => {
    const others = { ...everything, organizations: [org("o9", "somebody-else")] };
    expect(read(page(1, [role("space_manager", "u1", null, "s9")], others)).of).toBe("somebody-else");
  });
});
