import { describe, expect, test } from "vitest";
import { keysFromRegister } from "../../../../policies/rules/mail/keys.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { changed, notifyRegister, ocpRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";
import { types } from "./records.ts";

const [[, { zoneId = "" } = {}] = []] = Object.entries(notifyRegister.domains);

function record(
  name: string,
  content: string,
  type = "CNAME",
  { of = types[0], stack = "notify-production" }: { readonly of?: string; readonly stack?: string } = {},
): Resource {
  const props = { zoneId, name, type, content, ttl: 3600, proxied: false };
  const made = resource(of, `${type} ${name}`, props);
  return { ...made, urn: `urn:pulumi:${stack}::gatehouse::${of}::${type} ${name}` };
}

const refused = (key: Resource) => saidOf(keysFromRegister, key, notifyRegister);

describe("a key of SES", () => {
  const [token, target] = ["abcdefghijklmnop", "abcdefghijklmnop.dkim.amazonses.com"];

  test("is an identity's, however it is written", () => {
    expect(refused(record(`${token}._domainkey`, target))).toEqual([]);
    const name = `${token}._DomainKey.Notify.GOV.`;
    expect(refused(record(name, `${target.toUpperCase()}.`, "CNAME", { of: types[1] }))).toEqual([]);
  });

  test.each([
    ["of another token than its name's", record(`x${token}._domainkey`, target)],
    ["that leads elsewhere", record(`${token}._domainkey`, "keys.example.net")],
    ["that leads to another region", record(`${token}._domainkey`, `${token}.dkim.us-gov-east-1.amazonses.com`)],
    ["at a name that no sender has", record(`${token}._domainkey.news`, target)],
    ["as a text", record(`${token}._domainkey`, `"${target}"`, "TXT")],
    ["of a sender of another stack", record(`${token}._domainkey`, target, "CNAME", { stack: "notify-demo" })],
  ])("%s is nobody's", (_, key) => {
    expect(refused(key)).toEqual([expect.stringMatching(/: no sender of the register has the key \S*notify\.gov\. /)]);
  });
});

describe("a key of another sender", () => {
  const register = changed(ocpRegister, ({ domains }) => {
    domains["open-contracting.org"].senders = {
      newsletter: { kind: "mailchimp", reason: "The newsletter" },
    };
  });
  const said = (name: string, content: string) => {
    const zone = register.domains["open-contracting.org"]?.zoneId;
    const key = resource(types[0], name, { zoneId: zone, name, type: "CNAME", content, proxied: false });
    return saidOf(keysFromRegister, key, register);
  };

  test("is the register's", () => {
    expect(said("k2._domainkey", "dkim2.mcsv.net")).toEqual([]);
    expect(said("k2._domainkey", "dkim2.example.net")).toHaveLength(1);
    expect(said("k3._domainkey", "dkim2.mcsv.net")).toHaveLength(1);
  });
});

test.each([
  ["all keys, handed on", record("_domainkey", "ns.example.net", "NS")],
  ["every key there is", record("*._domainkey", "keys.example.net")],
  ["a key below a name that has none", record("k1._domainkey.news", '"v=DKIM1; p=AAAA"', "TXT")],
])("%s: nobody's", (_, key) => {
  expect(refused(key)).toHaveLength(1);
});

test("a name that only looks like one is none of it", () => {
  expect(refused(record("my_domainkey", "web.example.net"))).toEqual([]);
});
