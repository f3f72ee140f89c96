import { describe, expect, test } from "vitest";
import * as dmarc from "../../../../policies/rules/ocp/dmarc.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { changed, ocpRegister } from "../../compliant.ts";
import { resource, saidOf, saidOfStack } from "../../judge.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const policy = "v=DMARC1; p=quarantine; rua=mailto:id@rep.dmarcanalyzer.com; ruf=mailto:id@for.dmarcanalyzer.com; fo=1";
const types = ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"] as const;

/** The record of the policy, with some of its properties changed. */
const record = (props: Record<string, unknown> = {}, type: string = types[0], name = "dmarc") =>
  resource(type, name, {
    zoneId,
    name: "_dmarc.open-contracting.org",
    type: "TXT",
    content: `"${policy}"`,
    ttl: 3600,
    proxied: false,
    ...props,
  });

/** What a rule says of the record, without its subject, remedy and clauses. */
const problemsOf = (rule: ResourceRule, props: Record<string, unknown>, type?: string) =>
  rule.judge(record(props, type), { register: ocpRegister, asOf: "2026-06-01" });

const content = (text: string) => ({ content: `"${text}"` });

describe("OCP-DMARC-1: the domain has exactly one policy", () => {
  const found = (...resources: ReturnType<typeof record>[]) =>
    dmarc.dmarcPresent
      .judge(resources, { register: ocpRegister, asOf: "2026-06-01", stack: "ocp" })
      .flatMap(({ problems }) => problems);
  const none = "it has no DMARC record, so receivers are told nothing";

  test.each(types)("one %s is in order", (type) => {
    expect(found(record({}, type))).toEqual([]);
  });

  test.each(["_dmarc", "_dmarc.open-contracting.org", "_dmarc.open-contracting.org.", "_DMARC.Open-Contracting.Org"])(
    "it may be named %s",
    (name) => {
      expect(found(record({ name }))).toEqual([]);
      expect(problemsOf(dmarc.dmarcValid, { name })).toEqual([]);
    },
  );

  test("it is missed where there is none", () => {
    expect(saidOfStack(dmarc.dmarcPresent, [], ocpRegister)).toEqual([
      `_dmarc.open-contracting.org: ${none}. Say in register/ocp/domains.yaml, under open-contracting.org, in which zone the domain is and what its dmarc policy is, and remove any other record at _dmarc.open-contracting.org. [OCP-DMARC-1]`,
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["at the domain itself", { name: "@" }],
    ["at a subdomain", { name: "_dmarc.www" }],
    ["at the same name of another zone", { zoneId: "f".repeat(32) }],
    ["at a name that only begins like it", { name: "_dmarc.open-contracting.org.example.com" }],
    ["as a CNAME", { type: "CNAME", content: "_dmarc.example.com" }],
    ["with a version in small letters", content("v=dmarc1; p=none")],
    ["without a version", content("p=none")],
    ["with a version that comes second", content("p=none; v=DMARC1")],
    ["with nothing", { content: undefined }],
  ])("a record %s does not count", (_, props) => {
    expect(found(record(props))).toEqual([none]);
  });

  test("two are none, of whichever type each is", () => {
    const two = [record({}, types[0], "b"), record({ name: "_dmarc" }, types[1], "a")];
    expect(saidOfStack(dmarc.dmarcPresent, two, ocpRegister)[0]).toContain(
      'it has 2 DMARC records, so receivers apply none of them: cloudflare:index/dnsRecord:DnsRecord "b" and cloudflare:index/record:Record "a".',
    );
  });

  test("another text at the name is not a second policy", () => {
    expect(found(record(), record(content("google-site-verification=1"), types[0], "other"))).toEqual([]);
  });

  test("a domain that has lost its zone has no policy", () => {
    const unzoned = changed(ocpRegister, ({ domains }) => {
      delete domains["open-contracting.org"].zoneId;
    });
    expect(saidOfStack(dmarc.dmarcPresent, [record()], unzoned)).toHaveLength(1);
  });
});

describe("OCP-DMARC-1: the policy is valid", () => {
  test.each(types)("the compliant %s is in order", (type) => {
    expect(problemsOf(dmarc.dmarcValid, {}, type)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      "a CNAME",
      { type: "CNAME", content: "example.com" },
      "it is a CNAME record, and a policy of ours is a TXT record",
    ],
    [
      "a delegation",
      { type: "NS", content: "ns.example.com" },
      "it is a NS record, and a policy of ours is a TXT record",
    ],
    ["proxied", { proxied: true }, "it is proxied, so receivers are given an address and no policy"],
    ["lower case", content("v=dmarc1; p=none"), "it does not begin with v=DMARC1 in exactly these letters"],
    ["no version", content("p=none"), "it does not begin with v=DMARC1 in exactly these letters"],
    ["another text", content("google-site-verification=1"), "it does not begin with v=DMARC1 in exactly these letters"],
    ["no content", { content: undefined }, "it does not begin with v=DMARC1 in exactly these letters"],
    [
      "a tag twice",
      content("v=DMARC1; p=none; p=reject"),
      "the tag p stands there twice, so receivers ignore the whole record",
    ],
    [
      "an unknown policy",
      content("v=DMARC1; p=block"),
      'p is "block", and its value has to be none or quarantine or reject',
    ],
    [
      "an address without mailto:",
      content("v=DMARC1; p=none; rua=id@rep.dmarcanalyzer.com"),
      'rua: "id@rep.dmarcanalyzer.com" does not begin with mailto:, so no receiver has to send a report there',
    ],
    ["half a quote", { content: `"${policy}` }, "its quotes do not match, so it is not clear what the record says"],
    [
      "a string of 256 bytes",
      content(`v=DMARC1; p=none; x=${"a".repeat(236)}`),
      "one of its strings has 256 bytes, and 255 is the most",
    ],
    [
      "an unknown zone",
      { zoneId: "f".repeat(32) },
      "its zone belongs to no domain of the register, so nobody can tell whose policy it is",
    ],
  ])("%s is refused", (_, props, problem) => {
    expect(problemsOf(dmarc.dmarcValid, props)).toContain(problem);
    expect(problemsOf(dmarc.dmarcValid, props, types[1])).toContain(problem);
  });

  test("so it is at subdomains, and in the words of older providers", () => {
    expect(problemsOf(dmarc.dmarcValid, { name: "_dmarc.noreply", ...content("v=DMARC1; p=x") })).toHaveLength(1);
    expect(problemsOf(dmarc.dmarcValid, { content: undefined, value: `"${policy}"` })).toEqual([]);
  });

  test("a policy that stands elsewhere is not one", () => {
    expect(problemsOf(dmarc.dmarcValid, { name: "@" })).toEqual([
      "it is a DMARC policy at open-contracting.org, and receivers look for one at _dmarc.open-contracting.org only",
    ]);
    expect(problemsOf(dmarc.dmarcValid, { name: "dmarc", ...content("v=dmarc1") })).toHaveLength(1);
  });

  test("other records are none of its business", () => {
    expect(problemsOf(dmarc.dmarcValid, { name: "@", ...content("v=spf1 -all") })).toEqual([]);
    expect(problemsOf(dmarc.dmarcValid, { name: "@", type: "A", content: "192.0.2.1", proxied: true })).toEqual([]);
    const consent = { name: "example.com._report._dmarc", ...content("v=DMARC1") };
    expect(problemsOf(dmarc.dmarcValid, consent)).toEqual([]);
  });
});

describe("OCP-DMARC-2: aggregate reports go to DMARC Analyzer", () => {
  const { dmarcAggregateReports } = dmarc;

  test.each([
    "mailto:id@rep.dmarcanalyzer.com",
    "MAILTO:id@REP.DMARCANALYZER.COM",
    "mailto:id@rep.dmarcanalyzer.com!10m",
    "mailto:dmarc@open-contracting.org, mailto:id@rep.dmarcanalyzer.com",
  ])("rua=%s does so", (rua) => {
    for (const type of types)
      expect(problemsOf(dmarcAggregateReports, content(`v=DMARC1; p=none; rua=${rua}`), type)).toEqual([]);
  });

  test("without them, it says so in a line", () => {
    expect(saidOf(dmarcAggregateReports, record(content("v=DMARC1; p=none")), ocpRegister)).toEqual([
      'cloudflare:index/dnsRecord:DnsRecord "dmarc": it asks for no aggregate reports, and they have to go to DMARC Analyzer at rep.dmarcanalyzer.com. Add the address at rep.dmarcanalyzer.com that DMARC Analyzer gave to the domain\'s dmarc.aggregateReports. [OCP-DMARC-2]',
    ]);
  });

  test.each([
    ["dmarc@open-contracting.org", "mailto:dmarc@open-contracting.org"],
    ["id@rep.dmarcanalyzer.com.evil.example", "mailto:id@rep.dmarcanalyzer.com.evil.example"],
    ["id@evilrep.dmarcanalyzer.com", "mailto:id@evilrep.dmarcanalyzer.com"],
    ["id@for.dmarcanalyzer.com", "mailto:id@for.dmarcanalyzer.com"],
    ["rep.dmarcanalyzer.com@evil.example", "mailto:rep.dmarcanalyzer.com@evil.example"],
  ])("%s is somebody else", (address, rua) => {
    expect(problemsOf(dmarcAggregateReports, content(`v=DMARC1; p=none; rua=${rua}`))).toEqual([
      `its aggregate reports go to ${address}, and not to DMARC Analyzer at rep.dmarcanalyzer.com`,
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["without mailto:", content("v=DMARC1; p=none; rua=id@rep.dmarcanalyzer.com")],
    ["in a tag that receivers do not know", content("v=DMARC1; p=none; RUA=mailto:id@rep.dmarcanalyzer.com")],
    ["in forensic reports only", content("v=DMARC1; p=none; ruf=mailto:id@rep.dmarcanalyzer.com")],
    ["in a record that receivers ignore", content("v=dmarc1; p=none; rua=mailto:id@rep.dmarcanalyzer.com")],
    ["in a record with a tag twice", content("v=DMARC1; p=none; p=none; rua=mailto:id@rep.dmarcanalyzer.com")],
    ["in a CNAME", { type: "CNAME", content: policy }],
    ["in an address with two @", content("v=DMARC1; p=none; rua=mailto:a@b@rep.dmarcanalyzer.com")],
  ])("an address %s gets none", (_, props) => {
    expect(problemsOf(dmarcAggregateReports, props)).toEqual([
      "it asks for no aggregate reports, and they have to go to DMARC Analyzer at rep.dmarcanalyzer.com",
    ]);
  });

  test("policies of other names may report to others", () => {
    const other = { name: "_dmarc.noreply", ...content("v=DMARC1; p=none") };
    expect(problemsOf(dmarcAggregateReports, other)).toEqual([]);
  });
});

describe("OCP-DMARC-3: forensic reports go to DMARC Analyzer", () => {
  const { dmarcForensicReports, dmarcForensicReportsArrive } = dmarc;

  test("the compliant record's do", () => {
    for (const type of types) expect(problemsOf(dmarcForensicReports, {}, type)).toEqual([]);
    expect(problemsOf(dmarcForensicReportsArrive, {})).toEqual([]);
  });

  test.each([
    ["no ruf", "rua=mailto:id@rep.dmarcanalyzer.com", "it asks for no forensic reports, and they have to go to"],
    [
      "the domain that takes aggregate reports",
      "ruf=mailto:id@rep.dmarcanalyzer.com",
      "its forensic reports go to id@rep.dmarcanalyzer.com, and not to",
    ],
    [
      "a domain that ends otherwise",
      "ruf=mailto:id@for.dmarcanalyzer.com.evil.example",
      "its forensic reports go to id@for.dmarcanalyzer.com.evil.example, and not to",
    ],
  ])("%s is refused", (_, tag, problem) => {
    expect(problemsOf(dmarcForensicReports, content(`v=DMARC1; p=none; ${tag}`))).toEqual([
      `${problem} DMARC Analyzer at for.dmarcanalyzer.com`,
    ]);
  });

  test("an address for aggregate reports beside the right one is worth a word", () => {
    const both = content("v=DMARC1; p=none; ruf=mailto:id@rep.dmarcanalyzer.com,mailto:id@for.dmarcanalyzer.com");
    expect(problemsOf(dmarcForensicReports, both)).toEqual([]);
    expect(problemsOf(dmarcForensicReportsArrive, both)).toEqual([
      "id@rep.dmarcanalyzer.com takes aggregate reports, and it is asked to take forensic ones",
    ]);
  });

  test("fo without ruf does nothing", () => {
    expect(problemsOf(dmarcForensicReportsArrive, content("v=DMARC1; p=none; fo=1"))).toEqual([
      "fo says when to send forensic reports, and there is no address to send them to",
    ]);
  });
});

describe("what the reference leaves open is reported and blocks nothing", () => {
  test("these rules are advice", () => {
    const advice = [dmarc.dmarcEnforced, dmarc.dmarcUnderstood, dmarc.dmarcForensicReportsArrive];
    expect(advice.map(({ level }) => level)).toEqual(["advisory", "advisory", "advisory"]);
  });

  test.each([
    ["p=none", "the domain, its subdomains and subdomains that do not exist"],
    ["p=quarantine; t=y", "the domain, its subdomains and subdomains that do not exist"],
    ["p=quarantine; pct=20", "the domain, its subdomains and subdomains that do not exist"],
    ["p=reject; sp=none", "its subdomains and subdomains that do not exist"],
    ["p=reject; np=none", "subdomains that do not exist"],
  ])("%s asks to deliver mail that fails", (tags, names) => {
    expect(problemsOf(dmarc.dmarcEnforced, content(`v=DMARC1; ${tags}`))).toEqual([
      `receivers are asked to deliver mail that fails, in the name of ${names}`,
    ]);
  });

  test.each(["p=quarantine", "p=reject", "p=reject; t=y", "p=reject; sp=quarantine"])("%s does not", (tags) => {
    expect(problemsOf(dmarc.dmarcEnforced, content(`v=DMARC1; ${tags}`))).toEqual([]);
  });

  test("tags that not everybody understands", () => {
    expect(problemsOf(dmarc.dmarcUnderstood, {})).toEqual([]);
    expect(problemsOf(dmarc.dmarcUnderstood, content("v=DMARC1; p=none; pct=100; x=1"))).toEqual([
      "pct was removed from DMARC: receivers of today ignore it, and older ones do not",
      "receivers ignore the tag x, which they do not know",
    ]);
  });
});
