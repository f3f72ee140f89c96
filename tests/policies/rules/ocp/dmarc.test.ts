import { describe, expect, test } from "vitest";
import * as dmarc from "../../../../policies/rules/ocp/dmarc.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { ocpRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";

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
    const advice = [dmarc.dmarcEnforced, dmarc.dmarcForensicReportsArrive];
    expect(advice.map(({ level }) => level)).toEqual(["advisory", "advisory"]);
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
});
