import { describe, expect, test } from "vitest";
import type { Register } from "../../../../model/register.ts";
import * as dmarc from "../../../../policies/rules/mail/dmarc.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { changed, notifyRegister, ocpRegister } from "../../compliant.ts";
import { resource, said, saidOfStack } from "../../judge.ts";

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

describe("a domain has exactly one policy", () => {
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
      `_dmarc.open-contracting.org: ${none}. Say in the register's domains.yaml, under the domain, in which zone it is and what its dmarc policy is, and remove any other record at the name. [OCP-DMARC-1, EMAIL-1]`,
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

describe("a policy is valid", () => {
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

test("tags that not everybody understands", () => {
  expect(problemsOf(dmarc.dmarcUnderstood, {})).toEqual([]);
  expect(problemsOf(dmarc.dmarcUnderstood, content("v=DMARC1; p=none; pct=100; x=1"))).toEqual([
    "pct was removed from DMARC: receivers of today ignore it, and older ones do not",
    "receivers ignore the tag x, which they do not know",
  ]);
});

describe("EMAIL-1: the policy of a .gov name rejects", () => {
  /** What the rule says of a policy at a name of Notify's production. */
  const said1 = (text: string, name = "_dmarc.notify.gov", register: Register = notifyRegister) =>
    dmarc.dmarcRejects.judge(record({ zoneId: "1".repeat(32), name, ...content(text) }), {
      register,
      asOf: "2026-06-01",
    });
  const everybody = "the domain, its subdomains and subdomains that do not exist";
  const open = (whose: string) => `mail that fails is not rejected in the name of ${whose}`;

  test.each([
    "p=reject",
    "p=reject; pct=100",
    "p=reject; sp=reject; np=reject",
    "p=reject; t=n",
    "sp=reject; p=reject",
  ])("%s does", (tags) => {
    expect(said1(`v=DMARC1; ${tags}`)).toEqual([]);
  });

  test.each([
    ["p=quarantine", open(everybody)],
    ["p=none", open(everybody)],
    ["rua=mailto:a@gsa.gov", open(everybody)],
    ["p=reject; t=y", `${open(everybody)}, because the policy is being tried out (t=y)`],
    ["p=reject; pct=50", `${open(everybody)}, because it is for 50 percent of the mail (pct)`],
    ["p=reject; pct=0", `${open(everybody)}, because it is for 0 percent of the mail (pct)`],
    ["p=reject; sp=none", open("its subdomains and subdomains that do not exist")],
    ["p=reject; sp=quarantine; np=reject", open("its subdomains")],
    ["p=reject; np=quarantine", open("subdomains that do not exist")],
    ["p=reject; p=reject", "it has no policy that receivers could apply, so they reject nothing"],
  ])("%s does not", (tags, problem) => {
    expect(said1(`v=DMARC1; ${tags}`)).toEqual([problem]);
  });

  test("so does that of each name below it, such as a broker makes", () => {
    expect(said1("v=DMARC1; p=quarantine", "_dmarc.ab12.ssb")).toEqual([open(everybody)]);
    expect(said1("v=DMARC1; p=reject", "_dmarc.ab12.ssb")).toEqual([]);
  });

  test("a .gov name is bound whatever its entry says, and another name when its entry says so", () => {
    const admitted = changed(notifyRegister, ({ domains }) => {
      delete domains["notify.gov"].mandates;
    });
    expect(said1("v=DMARC1; p=none", "_dmarc", admitted)).toEqual([open(everybody)]);
    const bound = changed(ocpRegister, ({ domains }) => {
      domains["open-contracting.org"].mandates = ["bod-18-01"];
    });
    const atOcp = { register: bound, asOf: "2026-06-01" };
    expect(dmarc.dmarcRejects.judge(record(), atOcp)).toEqual([open(everybody)]);
  });

  test("the domain of the OCP reference may ask for less, and for reports alone", () => {
    expect(problemsOf(dmarc.dmarcRejects, content("v=DMARC1; p=none"))).toEqual([]);
    expect(problemsOf(dmarc.dmarcRejects, { name: "_dmarc.noreply", ...content("v=DMARC1; p=none") })).toEqual([]);
  });

  test("a domain that sends no mail has all of it rejected, whosever it is", () => {
    const silent = changed(ocpRegister, ({ domains }) => {
      domains["open-contracting.org"].sendsMail = false;
    });
    expect(dmarc.dmarcRejects.judge(record(), { register: silent, asOf: "2026-06-01" })).toEqual([open(everybody)]);
  });
});

describe("EMAIL-1: mandates fit the names", () => {
  const afterChange = (change: (domains: Record<string, { mandates?: string[] }>) => void) =>
    said(
      dmarc.mandatesFit,
      changed(notifyRegister, ({ domains }) => change(domains)),
    );

  test("those of the compliant registers do", () => {
    expect([said(dmarc.mandatesFit, ocpRegister), said(dmarc.mandatesFit, notifyRegister)]).toEqual([[], []]);
  });

  test("a .gov domain without its mandate is refused", () => {
    expect(afterChange((domains) => Object.assign(domains["notify.gov"] ?? {}, { mandates: [] }))).toEqual([
      "notify/domains/notify.gov: it is a .gov domain, and its entry does not carry bod-18-01. Correct mandates in the register's domains.yaml. [EMAIL-1]",
    ]);
  });

  test("the OCP reference is not for others to carry", () => {
    expect(afterChange((domains) => domains["notify.gov"]?.mandates?.push("ocp-reference"))).toEqual([
      expect.stringContaining("it carries ocp-reference, which is about open-contracting.org"),
    ]);
  });
});

describe("EMAIL-2: the government sees the reports about a .gov name", () => {
  const saidOf2 = (rua: string, name = "_dmarc") =>
    dmarc.dmarcFederalReports.judge(record({ zoneId: "1".repeat(32), name, ...content(`v=DMARC1; p=reject${rua}`) }), {
      register: notifyRegister,
      asOf: "2026-06-01",
    });

  test.each([
    "; rua=mailto:reports@dmarc.cyber.dhs.gov",
    "; rua=mailto:a@gsa.gov,mailto:b@gsa.gov,mailto:reports@dmarc.cyber.dhs.gov",
    "; rua=mailto:Reports@DMARC.cyber.dhs.gov!10m",
  ])("%s has it so", (rua) => {
    expect(saidOf2(rua)).toEqual([]);
  });

  test.each([
    ["", "nobody"],
    ["; rua=mailto:a@gsa.gov", "a@gsa.gov"],
    ["; ruf=mailto:reports@dmarc.cyber.dhs.gov", "nobody"],
    ["; rua=reports@dmarc.cyber.dhs.gov", "nobody"],
    ["; rua=mailto:reports@dmarc.cyber.dhs.gov.example.com", "reports@dmarc.cyber.dhs.gov.example.com"],
    ["; rua=mailto:report@dmarc.cyber.dhs.gov", "report@dmarc.cyber.dhs.gov"],
  ])("%j has them go to %s", (rua, whom) => {
    const problem = `its aggregate reports go to ${whom}, and not to reports@dmarc.cyber.dhs.gov`;
    expect(saidOf2(rua)).toEqual([problem]);
    expect(saidOf2(rua, "_dmarc.mail")).toEqual([problem]);
  });

  test("it does not see those about other names", () => {
    expect(problemsOf(dmarc.dmarcFederalReports, {})).toEqual([]);
  });
});

describe("the policies of environments", () => {
  test("stand in the stack of each, and in no other", () => {
    const missing = (stack: string) =>
      saidOfStack(dmarc.dmarcPresent, [], notifyRegister, stack).map((line) => line.split(":")[0]);
    expect(missing("notify-production")).toEqual(["_dmarc.notify.gov"]);
    expect(missing("notify-staging")).toEqual(["_dmarc.notify-staging.example.gov"]);
    expect(missing("notify-platform")).toEqual([]);
  });

  test("of which two stand at a subdomain are none there", () => {
    const two = [record({ name: "_dmarc.a" }), record({ name: "_dmarc.a.open-contracting.org." }, types[1]), record()];
    expect(saidOfStack(dmarc.dmarcPresent, two, ocpRegister)).toEqual([
      expect.stringMatching(/^_dmarc\.a\.open-contracting\.org: it has 2 DMARC records/),
    ]);
  });
});
