import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { notKnownYet, readDnsRecord } from "../../../policies/rules/dns-records.ts";
import { ocpRegister } from "../compliant.ts";
import { resource } from "../judge.ts";

const type = "cloudflare:index/dnsRecord:DnsRecord";
const zoneId = "0123456789abcdef0123456789abcdef";
/** What the engine sends in the place of a text that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function read(props: Record<string, unknown>) {
  return readDnsRecord(resource(type, "it", unknownCheckingProxy({ zoneId, ...props })), ocpRegister);
}

describe("a record whose name is not known at preview", () => {
  test("is read, where it is an alias, as one that no rule looks for", () => {
    expect(read({ type: "CNAME", name: unknown, content: unknown, proxied: true })).toEqual({
      name: notKnownYet,
      zone: "open-contracting.org",
      type: "CNAME",
      proxied: true,
      content: { text: notKnownYet, problems: [] },
    });
  });

  test.each(["TXT", "A", "MX", unknown])("is not read where its type is %s", (recordType) => {
    expect(() => read({ type: recordType, name: unknown, content: "any" })).toThrow();
  });
});

test("an alias whose target alone is not known is not read", () => {
  expect(() => read({ type: "CNAME", name: "www", content: unknown })).toThrow();
});
