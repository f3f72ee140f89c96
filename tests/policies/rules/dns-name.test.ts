import fc from "fast-check";
import { expect, test } from "vitest";
import { fullName } from "../../../policies/rules/dns-name.ts";

test.each([
  ["crm", "crm.example.org"],
  ["crm.example.org", "crm.example.org"],
  ["crm.example.org.", "crm.example.org"],
  ["CRM.Example.ORG", "crm.example.org"],
  ["@", "example.org"],
  ["", "example.org"],
  ["example.org", "example.org"],
  ["notexample.org", "notexample.org.example.org"],
  [" crm ", "crm.example.org"],
])("%j in example.org is %s", (name, full) => {
  expect(fullName(name, "example.org")).toBe(full);
});

test("a name in full stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const full = fullName(name, "example.org");
      expect(fullName(full, "example.org")).toBe(full);
    }),
  );
});
