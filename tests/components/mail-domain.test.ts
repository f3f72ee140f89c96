import { generateKeyPairSync } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { MailDomain, type MailDomainArgs } from "../../components/mail-domain.ts";
import type { Domain, Sender } from "../../model/schema/mail.ts";
import { ocpDomains } from "../policies/compliant-mail.ts";
import { real, recorded } from "../stacks/record.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const compliant = ocpDomains["open-contracting.org"] as Domain;
/** The domain without its SES sender, which has tests of its own below. */
const domain: Domain = {
  ...compliant,
  senders: Object.fromEntries(Object.entries(compliant.senders ?? {}).filter(([id]) => id !== "ses")),
};

/** The records of a domain as lines of a zone file, TTL left out. */
async function zone(changes: Partial<Domain> = {}, args: Partial<MailDomainArgs> = {}): Promise<string[]> {
  const resources = await recorded(() => {
    new MailDomain("open-contracting.org", { domain: { ...domain, ...changes }, zoneId, ...args });
  });
  return real(resources).map(({ props: { name, type, priority, content } }) =>
    [name, type, ...(priority === undefined ? [] : [priority]), content].join(" "),
  );
}

describe("a domain that sends mail", () => {
  test("names its senders, its policy, their keys and who takes mail for it", async () => {
    expect(await zone()).toEqual([
      'open-contracting.org TXT "v=spf1 include:_spf.google.com ~all"',
      '_dmarc.open-contracting.org TXT "v=DMARC1; p=quarantine; rua=mailto:reports-1@rep.dmarcanalyzer.com; ruf=mailto:reports-1@for.dmarcanalyzer.com; fo=1"',
      "k2._domainkey.open-contracting.org CNAME dkim2.mcsv.net",
      "k3._domainkey.open-contracting.org CNAME dkim3.mcsv.net",
      "open-contracting.org MX 1 smtp.google.com",
    ]);
  });

  test("keeps every record an hour, in its zone, with nothing in front of it", async () => {
    const resources = real(await recorded(() => new MailDomain("open-contracting.org", { domain, zoneId })));
    expect(resources).not.toEqual([]);
    for (const { props } of resources) expect(props).toMatchObject({ zoneId, ttl: 3600, proxied: false });
  });

  test("that loses a sender loses exactly its records", async () => {
    const without = await zone({ senders: { google: { kind: "google", reason: "Mail of the staff" } } });
    const gone = (await zone()).filter((line) => !without.includes(line));
    expect(gone.map((line) => line.split(" ")[0])).toEqual([
      "k2._domainkey.open-contracting.org",
      "k3._domainkey.open-contracting.org",
    ]);
  });

  test.each<[string, Partial<Domain>, string]>([
    ["whose others are to be refused", { spf: "fail" }, "v=spf1 include:_spf.google.com -all"],
    ["that does not say what becomes of others", { spf: undefined }, "v=spf1 include:_spf.google.com -all"],
    ["without senders", { senders: undefined }, "v=spf1 ~all"],
    [
      "with two senders of one service",
      { senders: { one: { kind: "google", reason: "Mail" }, two: { kind: "google", reason: "Calendar" } } },
      "v=spf1 include:_spf.google.com ~all",
    ],
    [
      "with a sender that nobody knows",
      { senders: { other: { kind: "other", reason: "Surveys", include: "spf.example.com" } } },
      "v=spf1 include:spf.example.com ~all",
    ],
  ])("%s", async (_, changes, spf) => {
    expect((await zone(changes))[0]).toBe(`open-contracting.org TXT "${spf}"`);
  });

  test("with a long policy splits it into strings", async () => {
    const aggregateReports = Array.from({ length: 9 }, (_, index) => `reports-${index}@rep.dmarcanalyzer.com`);
    const policy = (await zone({ dmarc: { policy: "none", aggregateReports } }))[1];
    expect(policy?.match(/"[^"]*"/g)?.map((each) => each.length - 2)).toEqual([255, expect.any(Number)]);
  });
});

test("a domain that sends no mail says that nobody sends or takes any", async () => {
  expect(
    await zone({ sendsMail: false, receives: undefined, dmarc: { policy: "reject", aggregateReports: [] } }),
  ).toEqual([
    'open-contracting.org TXT "v=spf1 -all"',
    '_dmarc.open-contracting.org TXT "v=DMARC1; p=reject"',
    "open-contracting.org MX 0 .",
  ]);
});

test("a domain that only receives mail says who takes it, and has all mail in its name refused", async () => {
  expect(await zone({ sendsMail: false, dmarc: undefined })).toEqual([
    'open-contracting.org TXT "v=spf1 -all"',
    '_dmarc.open-contracting.org TXT "v=DMARC1; p=reject"',
    "open-contracting.org MX 1 smtp.google.com",
  ]);
});

describe("a domain that SES sends for", () => {
  const ses: Sender = { kind: "ses", reason: "Notices", region: "us-gov-west-1", mailFrom: "mail" };
  const at = (host: string): Sender => ({ ...ses, host });
  const tokens = ["one", "two", "three"];

  test("lets SES send in its own name, and takes bounces at the MAIL FROM name in the identity's region", async () => {
    const lines = await zone({ senders: { ses } });
    expect(lines.filter((line) => / (?:TXT "v=spf1|MX) /.test(line))).toEqual([
      'open-contracting.org TXT "v=spf1 include:amazonses.com ~all"',
      'mail.open-contracting.org TXT "v=spf1 include:amazonses.com ~all"',
      "open-contracting.org MX 1 smtp.google.com",
      "mail.open-contracting.org MX 10 feedback-smtp.us-gov-west-1.amazonses.com",
    ]);
  });

  test("in the name of a subdomain lets it send there, and not in its own name", async () => {
    const lines = await zone({
      senders: { google: { kind: "google", reason: "Mail" }, ses: at("noreply.open-contracting.org") },
    });
    expect(lines.filter((line) => line.includes("v=spf1"))).toEqual([
      'open-contracting.org TXT "v=spf1 include:_spf.google.com ~all"',
      'noreply.open-contracting.org TXT "v=spf1 include:amazonses.com ~all"',
      'mail.noreply.open-contracting.org TXT "v=spf1 include:amazonses.com ~all"',
    ]);
  });

  test("publishes the three keys that SES gives its identity", async () => {
    const lines = await zone({ senders: { ses } }, { dkimTokens: { ses: tokens } });
    expect(lines.filter((line) => line.includes("._domainkey."))).toEqual(
      tokens.map((token) => `${token}._domainkey.open-contracting.org CNAME ${token}.dkim.amazonses.com`),
    );
  });

  test("in a region of its own publishes them under that region's domain", async () => {
    const lines = await zone(
      { senders: { ses: { ...ses, region: "us-gov-east-1" } } },
      { dkimTokens: { ses: tokens } },
    );
    expect(lines).toContain("one._domainkey.open-contracting.org CNAME one.dkim.us-gov-east-1.amazonses.com");
  });

  test("announces three keys while SES has not given any yet", async () => {
    const unknown = pulumi.output(Promise.resolve(pulumi.unknown as unknown as string[]));
    expect(await zone({ senders: { ses } }, { dkimTokens: { ses: unknown } })).toHaveLength(
      (await zone({ senders: { ses } })).length + 3,
    );
  });
});

test("keys that a sender gave us are published as text, in strings that fit", async () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  const senders = { google: { kind: "google", reason: "Mail", dkimKeys: { google: key } } } as const;
  const line = (await zone({ senders })).find((each) => each.startsWith("google._domainkey"));
  const strings = line?.match(/"[^"]*"/g)?.map((each) => each.slice(1, -1)) ?? [];
  expect(strings.map(({ length }) => length)).toEqual([255, expect.any(Number)]);
  expect(strings.join("")).toBe(`v=DKIM1; k=rsa; p=${key}`);
});

test("a domain that wants its mail encrypted says so, and who is told where it was not", async () => {
  const lines = await zone({
    tlsReports: ["tls@example.org"],
    mtaSts: { mode: "enforce", maxAge: 604_800, servedBy: "example.github.io" },
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      '_smtp._tls.open-contracting.org TXT "v=TLSRPTv1; rua=mailto:tls@example.org"',
      expect.stringMatching(/^_mta-sts\.open-contracting\.org TXT "v=STSv1; id=[0-9a-f]{32}"$/),
      "mta-sts.open-contracting.org CNAME example.github.io",
    ]),
  );
});

test("a domain that takes reports about another says so", async () => {
  const reporters = [{ domain: "example.net", host: "mail.open-contracting.org" }];
  expect(await zone({}, { reporters })).toContain(
    'example.net._report._dmarc.mail.open-contracting.org TXT "v=DMARC1"',
  );
});
