import { describe, expect, test } from "vitest";
import { keysFromRegister } from "../../../../policies/rules/mail/keys.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { changed, notifyRegister, ocpRegister } from "../../compliant.ts";
import { resource, saidOfStack } from "../../judge.ts";
import { types } from "./records.ts";

const [[, { zoneId = "" } = {}] = []] = Object.entries(notifyRegister.domains);
const token = "abcdefghijklmnop";

/** The identity of notify.gov, with the keys that SES gave it. */
const identity = resource("aws:sesv2/emailIdentity:EmailIdentity", "notify.gov", {
  emailIdentity: "notify.gov",
  dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT", tokens: [token] },
});

function record(name: string, content: string, type = "CNAME", of: string = types[0]): Resource {
  return resource(of, `${type} ${name}`, { ...{ zoneId, name, type, content }, ...{ ttl: 3600, proxied: false } });
}

const refused = (record: Resource, others: readonly Resource[] = [identity], stack = "notify-production") =>
  saidOfStack(keysFromRegister, [...others, record], notifyRegister, stack);

describe("a key of SES", () => {
  const target = `${token}.dkim.amazonses.com`;

  test("is its identity's, however it is written", () => {
    expect(refused(record(`${token}._domainkey`, target))).toEqual([]);
    expect(refused(record(`${token}._DomainKey.Notify.GOV.`, `${target.toUpperCase()}.`, "CNAME", types[1]))).toEqual(
      [],
    );
  });

  test.each<[string, Resource, (readonly Resource[])?]>([
    ["of a token that SES did not give", record(`x${token}._domainkey`, `x${target}`)],
    ["that leads elsewhere", record(`${token}._domainkey`, "keys.example.net")],
    ["that leads to another region", record(`${token}._domainkey`, `${token}.dkim.us-gov-east-1.amazonses.com`)],
    ["at another name", record(`${token}._domainkey.news`, target)],
    ["as a text", record(`${token}._domainkey`, `"${target}"`, "TXT")],
    ["whose identity is gone", record(`${token}._domainkey`, target), []],
  ])("%s is nobody's", (_, key, others) => {
    expect(refused(key, others)).toEqual([
      expect.stringMatching(/: no sender of the register has the key \S*notify\.gov\. /),
    ]);
  });

  test("of the identity of another stack is nobody's here", () => {
    expect(refused(record(`${token}._domainkey`, target), [identity], "notify-demo")).toHaveLength(1);
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
    return saidOfStack(keysFromRegister, [key], register, "ocp");
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
