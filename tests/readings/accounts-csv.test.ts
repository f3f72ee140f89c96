import { describe, expect, test } from "vitest";
import { accountsCsv } from "../../readings/accounts-csv.ts";
import { Sources } from "../../readings/sources.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = { name: "opencontracting", things: [] };
const read = (...lines: readonly string[]) =>
  accountsCsv.read(sourcesOf({ "accounts.csv": `${lines.join("\n")}\n` }), whose);
const key =
  "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAyzfPoRFkwn+WIiQneoZQcNKhCAk0UzuGyGSqOCdtccA7DBQcLtMm6Dmlh9netnMNWNQUGu3AeojXxkAXcQnAY= made-up";
const print = "SHA256:eGpFo7R2fvKSoo6TKRYHXxTMA4KucYoeuY4pyFkLx0g";

describe("a table of accounts", () => {
  test("needs no more than accounts and roles", () => {
    const reading = read("account,role", "opencontracting,primary", "opendataservices,secondary");
    expect(reading.faults).toEqual([]);
    expect(held(reading)).toEqual([
      "opencontracting: primary of account opencontracting !",
      "opendataservices: secondary of account opencontracting !",
    ]);
    expect(accountIn(reading, "opendataservices")).toEqual({
      ...{ id: "opendataservices", kind: "person", state: "active", identity: { login: "opendataservices" } },
      at: { file: "accounts.csv", keys: [3] },
    });
  });

  test("says all that a reading says, columns in any order", () => {
    const reading = read(
      "Role,Account,Email,Name,Kind,State,On,Administrative,Since,Last used,By,Organisation",
      'Member,1017,new@example.org second@example.org,"Up, Made",person,Invited,project docs,no,2026-11-01,never,owner-1,opencontracting',
      "Owner,1018,,,machine,,,,,2026-11-20T08:00:00Z,,",
    );
    expect(reading.faults).toEqual([]);
    expect(reading.of).toBe("opencontracting");
    expect(held(reading)).toEqual(["1017: Member of project docs", "1018: Owner of account opencontracting !"]);
    expect(accountIn(reading, "1017")).toMatchObject({
      ...{ state: "invited", since: "2026-11-01", lastUsed: "never", by: "owner-1" },
      identity: { emails: ["new@example.org", "second@example.org"], name: "Up, Made" },
    });
    expect(accountIn(reading, "1018")).toMatchObject({ kind: "machine", lastUsed: "2026-11-20" });
  });

  test("has a row for each role, and one for an account that has none", () => {
    const reading = read("account,role,on", "a,reader,bucket one", "a,writer,bucket two", "b,,");
    expect(reading.principals).toHaveLength(2);
    expect(held(reading)).toEqual(["a: reader of bucket one !", "a: writer of bucket two !"]);
  });

  test.each([
    ["a public key", key],
    ["a fingerprint", print],
  ])("knows a key by %s", (_, written) => {
    expect(accountIn(read("account,role,kind,key", `deploy,write,key,${written}`), "deploy")).toMatchObject({
      ...{ kind: "key", identity: { fingerprint: print } },
    });
  });

  test.each([
    ["the page of a log-in", ["<html><body>Sign in"], "accounts.csv is a web page"],
    ["nothing", [""], "accounts.csv is empty"],
    [
      "no names of columns",
      ["opencontracting,primary"],
      "accounts.csv/1 does not name the columns that are needed: account, role",
    ],
    [
      "columns in semicolons",
      ["account;role"],
      "accounts.csv/1 does not name the columns that are needed: account, role",
    ],
    [
      "a column that nobody knows",
      ["account,role,last_usd"],
      "accounts.csv/1 names a column that is not known: last_usd",
    ],
    ["a column twice", ["account,role,role", "a,b,c"], "accounts.csv/1 names the column role twice"],
    ["a row that is cut off", ["account,role", "a,b", "c"], "accounts.csv/3 has 1 cells, and the first row names 2"],
    ["a quote that does not end", ["account,role", 'a,"b'], "accounts.csv/2 cannot be read on"],
    ["a row of nobody", ["account,role", ",admin"], "accounts.csv/2 names no account"],
    ["a kind that there is not", ["account,role,kind", "a,b,robot"], "accounts.csv/2 has a kind that is none of"],
    ["a state that there is not", ["account,role,state", "a,b,deleted"], "accounts.csv/2 has a state that is none of"],
    ["a day that cannot be told", ["account,role,since", "a,b,11/10/2026"], "accounts.csv/2 does not say since when"],
    [
      "a last use that cannot be told",
      ["account,role,last_used", "a,b,yesterday"],
      "accounts.csv/2 does not say the last use",
    ],
    ["a key that is none", ["account,role,key", "a,b,ssh-rsa AAAA"], "accounts.csv/2 has a key that is neither"],
    [
      "two of one name",
      ["account,role,email", "a,b,a@example.org", "a,c,b@example.org"],
      "accounts.csv/3 says of a otherwise than line 2",
    ],
  ])("%s is a fault, with its line", (_, lines, expected) => {
    expect(faultsOf(read(...lines)).join("\n")).toContain(expected);
  });

  test("rows that are cut off are told together", () => {
    expect(faultsOf(read("account,role", ...Array(50).fill("a")))).toEqual([
      "accounts.csv/2 has 1 cells, and the first row names 2; 49 more rows are like that",
    ]);
  });

  test("rows of another's account say so", () => {
    expect(read("account,role,organisation", "a,b,opencontracting", "c,d,somebody-else").of).toBe("somebody-else");
  });

  test("as a spreadsheet writes it, in UTF-16 or with a byte order mark, is the same", () => {
    const text = "account,role\r\na,b\r\n";
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
    const utf8 = new Uint8Array([0xef, 0xbb, 0xbf, ...Buffer.from(text)]);
    for (const bytes of [utf16, utf8]) {
      const sources = new Sources([{ name: "accounts.csv", bytes }]);
      expect(held(accountsCsv.read(sources, whose))).toEqual(["a: b of account opencontracting !"]);
    }
  });
});
