import { describe, expect, test } from "vitest";
import { linode } from "../../readings/linode.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = { name: "a-company", things: [] };
const user = (username: string, more: object = {}) => ({
  ...{ username, email: `${username}@example.org`, restricted: false, ssh_keys: ["home-pc"], tfa_enabled: true },
  ...{ user_type: "default", verified_phone_number: null, password_created: "2024-01-01T00:01:01" },
  last_login: { login_datetime: "2026-11-20T08:00:00", status: "successful" },
  ...more,
});
const page = (results: number, number: number, data: readonly object[]) => ({ data, page: number, pages: 2, results });
const access = (account_access: string | null) => ({
  global: { account_access, add_linodes: true, cancel_account: false },
  linode: [{ id: 123, label: "crm", permissions: "read_write" }],
});
const whole = {
  "users.json": [
    page(3, 1, [user("A-Company"), user("reader", { restricted: true })]),
    page(3, 2, [user("keeper", { restricted: true, last_login: null })]),
  ]
    .map((each) => JSON.stringify(each))
    .join(""),
  "grants/reader.json": access("read_only"),
  "grants/keeper.json": access("read_write"),
};
const read = (files: object = {}) => linode.read(sourcesOf({ ...whole, ...files }), whose);

describe("an account with Linode", () => {
  test("is read whole, over several pages", () => {
    expect(read().faults).toEqual([]);
    expect(held(read())).toEqual([
      "a-company: full of account a-company !",
      "reader: limited of account a-company",
      "keeper: limited of account a-company",
      "keeper: account_access read_write of account a-company !",
    ]);
  });

  test("tells login, address and last use", () => {
    expect(accountIn(read(), "a-company")).toMatchObject({
      ...{ identity: { login: "A-Company", emails: ["A-Company@example.org"] }, lastUsed: "2026-11-20" },
    });
    expect(accountIn(read(), "keeper")?.lastUsed).toBe("never");
  });

  test("asks for what each whose access is limited may do", () => {
    expect(linode.files.flatMap((file) => file.each?.(sourcesOf(whole), whose) ?? [])).toEqual(["reader", "keeper"]);
  });

  test.each([
    ["the page of a log-in", "users.json", "<html>", "users.json is a web page"],
    ["a refusal", "users.json", { errors: [{ reason: "Invalid Token" }] }, "users.json is a refusal: Invalid Token"],
    ["a list that is cut off", "users.json", `{"data":[{"username`, "users.json is no JSON, or cut off"],
    ["a missing page", "users.json", page(3, 1, [user("a-company")]), "users.json has 1 of 3 entries"],
    [
      "another version",
      "users.json",
      page(1, 1, [{ username: "a-company", email: "x", full: true }]),
      "users.json/data/0/restricted is not what",
    ],
    [
      "another's account",
      "users.json",
      page(1, 1, [user("somebody-else")]),
      "users.json/data has no user a-company: it is of another account",
    ],
    [
      "grants that are a refusal",
      "grants/reader.json",
      { errors: [{ reason: "Not found" }] },
      "grants/reader.json is a refusal: Not found",
    ],
    ["grants of another version", "grants/reader.json", { linode: [] }, "grants/reader.json/global is not what"],
  ])("%s is a fault, with its place", (_, file, content, expected) => {
    expect(faultsOf(read({ [file]: content })).join("\n")).toContain(expected);
  });
});
