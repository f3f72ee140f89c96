import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fullName, isMailHost } from "../../model/dns-name.ts";

const zone = "open-contracting.org";

describe("the full name of a record", () => {
  test.each([
    ["_dmarc", "_dmarc.open-contracting.org"],
    ["_DMARC", "_dmarc.open-contracting.org"],
    ["_dmarc.open-contracting.org", "_dmarc.open-contracting.org"],
    ["_dmarc.open-contracting.org.", "_dmarc.open-contracting.org"],
    ["_dmarc.Open-Contracting.org.", "_dmarc.open-contracting.org"],
    ["@", "open-contracting.org"],
    ["", "open-contracting.org"],
    ["open-contracting.org", "open-contracting.org"],
    ["open-contracting.org.", "open-contracting.org"],
    ["not-open-contracting.org", "not-open-contracting.org.open-contracting.org"],
    ["example.com", "example.com.open-contracting.org"],
    ["_dmarc.", "_dmarc.open-contracting.org"],
    [" _dmarc ", "_dmarc.open-contracting.org"],
    ["_dmarc.example.com", "_dmarc.example.com.open-contracting.org"],
  ])("%j in the zone is %s", (name, full) => {
    expect(fullName(name, zone)).toBe(full);
    expect(fullName(name, "Open-Contracting.org.")).toBe(full);
  });

  test("stays as it is once it is full", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const full = fullName(name, zone);
        expect(fullName(full, zone)).toBe(full);
      }),
    );
  });

  test("is itself where no zone is known", () => {
    expect(["_dmarc", "_DMARC.example.com."].map((name) => fullName(name))).toEqual(["_dmarc", "_dmarc.example.com"]);
  });
});

test("mail goes to names of two labels or more, and to no address", () => {
  const good = ["example.com", "a.b", "EXAMPLE.org", `${"a".repeat(63)}.example`, "xn--bcher-kva.example"];
  const bad = ["", "localhost", "192.0.2.1", "-a.example", "a-.example", "a..example", "a_b.example", "example.com."];
  expect(good.filter((name) => !isMailHost(name))).toEqual([]);
  expect([...bad, `${"a".repeat(64)}.example`, `${"a.".repeat(126)}example`].filter(isMailHost)).toEqual([]);
});
