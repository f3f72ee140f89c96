import { describe, expect, test } from "vitest";
import { normalForms } from "../../model/normal-form.ts";
import { callsByType } from "../../policies/rules/called-for/by-type.ts";
import { isSameThing, thingsOf } from "../../policies/rules/things.ts";
import { resourceProperties } from "../../policies/settings/resource-properties.ts";
import { typesOfServices } from "../../policies/settings/resource-types.ts";
import { things } from "../../policies/settings/things.ts";
import { ocpRegister } from "./compliant.ts";
import { resource } from "./judge.ts";

test("every type that may stand in a stack says what it is to its service, and no other", () => {
  expect(Object.keys(things).sort()).toEqual(typesOfServices);
});

/** Of a type that nothing calls for, few properties are placed. */
test("each property that names a thing is one that its type has", () => {
  const wrong = Object.entries(things).flatMap(([type, thing]) => {
    const { judged, fixed, free } = resourceProperties[type] ?? {};
    const own = [
      ...Object.values(judged ?? {}).flat(),
      ...Object.keys(fixed ?? {}),
      ...Object.values(free ?? {}).flat(),
    ];
    if (!Object.hasOwn(callsByType, type) || own.length === 0 || !("by" in thing)) return [];
    return thing.by
      .filter(([path]) => !path.split("|").some((name) => own.includes(name.replace(/\[\].*|\{\}/, ""))))
      .map(([path]) => `${type}: ${path}`);
  });
  expect(wrong).toEqual([]);
});

const one = (type: string, props: Readonly<Record<string, unknown>>) =>
  thingsOf(resource(type, "one", props), ocpRegister)[0];

describe("one thing", () => {
  const dns = (type: string, content: string, name = "a.open-contracting.org") => ({
    zoneId: "z",
    name,
    type,
    content,
  });
  test.each<[string, string, Record<string, unknown>, string, Record<string, unknown>]>([
    [
      "a login in other capitals",
      "github:index/membership:Membership",
      { username: "Some-Body" },
      "github:index/membership:Membership",
      { username: "some-body" },
    ],
    [
      "a membership and a list of members",
      "github:index/teamMembership:TeamMembership",
      { teamId: "admins", username: "somebody" },
      "github:index/teamMembers:TeamMembers",
      { teamId: "Admins", members: [{ username: "SomeBody" }] },
    ],
    [
      "an address of IPv6 in full",
      "cloudflare:index/dnsRecord:DnsRecord",
      dns("AAAA", "2001:db8::1"),
      "cloudflare:index/record:Record",
      { ...dns("AAAA", "2001:0DB8:0:0:0:0:0:0001"), name: "A.Open-Contracting.org." },
    ],
    [
      "an alias with a dot at its end",
      "cloudflare:index/dnsRecord:DnsRecord",
      dns("CNAME", "b.example.org"),
      "cloudflare:index/dnsRecord:DnsRecord",
      dns("cname", "B.example.org."),
    ],
    [
      "a key with another comment",
      "linode:index/sshKey:SshKey",
      { sshKey: "ssh-ed25519 AAAA one" },
      "linode:index/sshKey:SshKey",
      { sshKey: "ssh-ed25519  AAAA  two" },
    ],
    [
      "a subscription by a telephone number with signs",
      "aws:sns/topicSubscription:TopicSubscription",
      { topic: "t", protocol: "sms", endpoint: "+18005550100" },
      "aws:sns/topicSubscription:TopicSubscription",
      { topic: "t", protocol: "SMS", endpoint: "+1 (800) 555-0100" },
    ],
    [
      "a repository with its owner",
      "github:index/teamRepository:TeamRepository",
      { repository: "notifications-api", teamId: "devs" },
      "github:index/teamRepository:TeamRepository",
      { repository: "GSA/Notifications-API", teamId: "Devs" },
    ],
    [
      "a bucket under its former type",
      "aws:s3/bucket:Bucket",
      { bucket: "backups" },
      "aws:s3/bucketV2:BucketV2",
      { bucket: "backups", region: "eu-west-1" },
    ],
  ])("%s", (_, type, props, twin, others) => {
    const [a, b] = [one(type, props), one(twin, others)];
    expect(a && b && isSameThing(a, b), `${a?.name} / ${b?.name}`).toBe(true);
  });

  test.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
    ["another login", "github:index/membership:Membership", { username: "one" }, { username: "two" }],
    ["another address", "cloudflare:index/dnsRecord:DnsRecord", dns("A", "192.0.2.1"), dns("A", "192.0.2.2")],
    [
      "the same name elsewhere",
      "aws:sns/topic:Topic",
      { name: "alerts", region: "us-east-1" },
      { name: "alerts", region: "us-west-2" },
    ],
    ["a topic in other capitals", "aws:sns/topic:Topic", { name: "alerts" }, { name: "Alerts" }],
  ])("not %s", (_, type, props, others) => {
    const [a, b] = [one(type, props), one(type, others)];
    expect(a && b && isSameThing(a, b)).toBe(false);
  });

  test("what is secret or not known yet names nothing", () => {
    for (const username of ["[secret]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", undefined]) {
      expect(one("github:index/membership:Membership", { username })).toBeUndefined();
    }
  });
});

test("a normal form is its own normal form, whatever it is made of", () => {
  const texts = [
    "",
    " ",
    "Ab-c",
    "2001:DB8::0/32",
    "10.1.2.3/8",
    "999.1.1.1",
    "HTTPS://A.example:443/x/",
    "https://[::1",
    "+1 800",
    "a/./b",
    "Ä",
  ];
  for (const form of Object.values(normalForms)) for (const text of texts) expect(form(form(text))).toBe(form(text));
});
