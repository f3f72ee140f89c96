import { describe, expect, test } from "vitest";
import { mailProtectionType } from "../../../../model/mail/protection.ts";
import { mailRatchet } from "../../../../policies/rules/mail/ratchet.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { changed, ocpRegister } from "../../compliant.ts";
import { resource, saidOfStack } from "../../judge.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const register = changed(ocpRegister, (draft) => {
  draft.domains = { "example.org": { provider: "cloudflare", zoneId, sendsMail: true } };
});

const record = (name: string, props: Readonly<Record<string, unknown>>) =>
  resource("cloudflare:index/dnsRecord:DnsRecord", name, { zoneId, type: "TXT", proxied: false, ...props });

const dmarc = (rest: string) => record("dmarc", { name: "_dmarc.example.org", content: `"v=DMARC1; ${rest}"` });
const spf = record("spf", { name: "example.org", content: '"v=spf1 ~all"' });
const key = record("key", { name: "k1._domainkey.example.org", type: "CNAME", content: "dkim.example.net" });

const floor = {
  dmarc: {
    "example.org": {
      policy: "quarantine",
      subdomainPolicy: "quarantine",
      nonExistentPolicy: "quarantine",
      aggregateReports: ["a@example.net"],
      forensicReports: [],
      dkimAlignment: "relaxed",
      spfAlignment: "relaxed",
    },
  },
  spf: { "example.org": "~all" },
  dkim: ["example.org by example.net"],
  tlsReports: [],
  mtaSts: "none",
  mandates: [],
};
const protection = (props: Readonly<Record<string, unknown>> = {}, name = "example.org") =>
  resource(mailProtectionType, name, { domain: "example.org", floor, ...props });

const quarantine = dmarc("p=quarantine; rua=mailto:a@example.net");
const compliant: readonly Resource[] = [quarantine, spf, key, protection()];
const said = (resources: readonly Resource[], entries = register) =>
  saidOfStack(mailRatchet, resources, entries, "ocp").map((line) =>
    line.replace(` ${mailRatchet.remedy} [GATE-6]`, ""),
  );

test("what is as it was, passes", () => {
  expect(said(compliant)).toEqual([]);
});

test("a record in the former type of records counts, and one by its relative name", () => {
  const former = resource("cloudflare:index/record:Record", "spf", {
    zoneId,
    type: "TXT",
    name: "@",
    value: "v=spf1 ~all",
  });
  expect(said([quarantine, former, key, protection()])).toEqual([]);
});

test("each thing that is weaker is a violation of its own, of the domain's entry", () => {
  expect(said([dmarc("p=none; sp=quarantine; np=quarantine"), spf, key, protection()])).toEqual([
    "ocp/domains/example.org: DMARC of example.org goes from quarantine back to none.",
    "ocp/domains/example.org: aggregate reports of example.org go no longer to a@example.net.",
  ]);
});

test("a record that is proxied protects nothing", () => {
  const proxied = { ...key, props: { ...key.props, proxied: true } };
  expect(said([quarantine, spf, proxied, protection()])).toEqual([
    "ocp/domains/example.org: nobody signs mail of example.org by example.net any more (DKIM).",
  ]);
});

test("a domain that left the register, with its records, is missed", () => {
  const without = changed(register, (draft) => {
    draft.domains = {};
  });
  const lines = said([protection()], without);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe(
    "ocp/domains/example.org: DMARC of example.org, subdomains and names that do not exist goes from quarantine back to none.",
  );
});

describe("a floor that cannot be relied on is a violation", () => {
  const none = `ocp/domains/example.org: no ${mailProtectionType} says how well it was protected, so nobody can tell whether it gets weaker.`;

  test("none", () => {
    expect(said([quarantine, spf, key])).toEqual([none]);
  });

  test("one that does not read", () => {
    expect(said([quarantine, spf, key, protection({ floor: { ...floor, dmarc: "reject" } })])).toEqual([
      none,
      `${mailProtectionType} "example.org": it does not say of which domain it is, and how well that was protected.`,
    ]);
  });

  test("two for one domain", () => {
    const low = protection({ floor: { ...floor, dmarc: {} } }, "another");
    expect(said([...compliant, low])).toEqual([`${mailProtectionType} "another": it is the second of example.org.`]);
  });

  test("one below what is there", () => {
    expect(said([quarantine, spf, key, protection({ floor: { ...floor, spf: {} } })])).toEqual([
      `ocp/domains/example.org: its ${mailProtectionType} leaves out what the records give, so that it could be lost unseen: SPF of example.org goes from ~all back to no record that counts.`,
    ]);
  });
});
