import { describe, expect, test } from "vitest";
import { MailDomain } from "../../components/mail-domain.ts";
import type { Domain } from "../../model/schema/mail.ts";
import { ocpRegister } from "../policies/compliant.ts";
import { real, recorded } from "../stacks/record.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const domain = ocpRegister.domains["open-contracting.org"] as Domain;

/** The records of a domain as lines of a zone file, TTL left out. */
async function zone(changes: Partial<Domain> = {}): Promise<string[]> {
  const resources = await recorded(() => {
    new MailDomain("open-contracting.org", { domain: { ...domain, ...changes }, zoneId });
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

test("a domain that only receives mail says who takes it", async () => {
  const lines = await zone({ sendsMail: false, dmarc: undefined });
  expect(lines).toEqual(['open-contracting.org TXT "v=spf1 -all"', "open-contracting.org MX 1 smtp.google.com"]);
});
