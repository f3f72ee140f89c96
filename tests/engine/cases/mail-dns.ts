import { addDays } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import { addResource, type ExportedState, removeResource, resourceIn, setProperties } from "../state.ts";

const ocp = casesOf("ocp");
const production = casesOf("notify-production");
const staging = casesOf("notify-staging");

const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const formerType = "cloudflare:index/record:Record";
const settingType = "cloudflare:index/zoneSetting:ZoneSetting";

const recordIn = (state: ExportedState, name: string) => resourceIn(state, recordType, name);

/** Has a record say something else. */
const says = (name: string, text: string) => ({
  state: (state: ExportedState) => setProperties(recordIn(state, name), { content: `"${text}"` }),
});

/** Has another record stand in the zone, like one that is there but for some properties. */
const adds = (like: string, changes: Record<string, unknown>, type = recordType) => ({
  state: (state: ExportedState) => {
    const sibling = recordIn(state, like);
    addResource(state, sibling, { type, name: "another", properties: { ...sibling.inputs, ...changes } });
  },
});

const removes = (name: string) => ({
  state: (state: ExportedState) => removeResource(state, recordType, name),
});

const setting = (id: string, value: unknown) => ({
  state: (state: ExportedState) =>
    setProperties(resourceIn(state, settingType, `open-contracting.org-${id}`), { value }),
});

const federalReports = "rua=mailto:dmarcreports@gsa.gov,mailto:reports@dmarc.cyber.dhs.gov";
const federal = (tags: string) => says("notify.gov-dmarc", `v=DMARC1; ${tags}; ${federalReports}`);

/** Cases of what mail domains say in the DNS, and zones to browsers. */
export const mailDnsCases: readonly Case[] = [
  production.red(
    "EMAIL-1",
    "a .gov domain whose mail that fails goes into quarantine",
    ["mail-dmarc-rejects"],
    federal("p=quarantine"),
  ),
  production.red(
    "EMAIL-1",
    "an alias for every name below a .gov domain",
    ["mail-dmarc-valid", "resources-called-for"],
    adds("notify.gov-dmarc", { name: "*", type: "CNAME", content: "web.example.com" }),
  ),
  production.red(
    "EMAIL-1",
    "a .gov domain that tries its policy out",
    ["mail-dmarc-rejects"],
    federal("p=reject; t=y"),
  ),
  production.red(
    "EMAIL-1",
    "a .gov domain with a weaker policy for subdomains",
    ["mail-dmarc-rejects"],
    federal("p=reject; sp=none"),
  ),
  production.red(
    "EMAIL-1",
    "a policy of quarantine below a .gov domain, as a broker makes it",
    ["mail-dmarc-rejects", "resources-called-for"],
    adds("notify.gov-dmarc", { name: "_dmarc.ab12.ssb", content: `"v=DMARC1; p=quarantine; ${federalReports}"` }),
  ),
  staging.red("EMAIL-1", "a .gov domain whose entry does not carry the mandate", ["mail-mandates-fit"], {
    register: ({ domains }) => {
      delete domains["notify-staging.example.gov"].mandates;
    },
  }),
  production.green(
    "EMAIL-1",
    "a .gov domain with a policy for subdomains that is as strict",
    federal("p=reject; sp=reject; np=reject"),
  ),

  production.red("EMAIL-2", "a .gov domain that reports to its owners alone", ["mail-dmarc-federal-reports"], {
    ...says("notify.gov-dmarc", "v=DMARC1; p=reject; rua=mailto:dmarcreports@gsa.gov"),
  }),
  production.green("EMAIL-2", "a .gov domain that also reports to itself", {
    ...says(
      "notify.gov-dmarc",
      `v=DMARC1; p=reject; ${federalReports.replace("rua=", "rua=mailto:dmarc@notify.gov,")}`,
    ),
    advice: ["mail-dmarc-understood"],
  }),

  ocp.red(
    "EMAIL-3",
    "an SPF record that lets everybody send",
    ["mail-spf-valid"],
    says("open-contracting.org-spf", "v=spf1 include:_spf.google.com ?all"),
  ),
  ocp.red(
    "EMAIL-3",
    "an SPF record with a sender that is not in the register",
    ["mail-spf-from-register"],
    says("open-contracting.org-spf", "v=spf1 include:_spf.google.com ip4:192.0.2.0/24 ~all"),
  ),
  ocp.red(
    "EMAIL-3",
    "a second SPF record, of the former type of records",
    ["mail-spf-present", "identities-claimed-once"],
    adds("open-contracting.org-spf", { name: "@" }, formerType),
  ),
  ocp.red(
    "EMAIL-3",
    "a name that bounces go to without an SPF record",
    ["mail-spf-present", "ses-mail-from-complete"],
    removes("mail.noreply.open-contracting.org-spf"),
  ),
  ocp.red("EMAIL-3", "a sender that takes more look-ups than receivers make", ["mail-spf-valid"], {
    register: ({ spfRecords }, asOf) => {
      const names = Array.from({ length: 10 }, (_, index) => `h${index}.example`);
      for (const name of names) spfRecords[name] = { addresses: 1, readOn: asOf };
      spfRecords["_spf.google.com"] = {
        record: `v=spf1 ${names.map((name) => `a:${name}`).join(" ")} -all`,
        readOn: asOf,
      };
    },
  }),
  ocp.red("EMAIL-3", "answers of the DNS that are half a year old", ["mail-spf-answers-current"], {
    advice: ["mail-spf-answers-ageing"],
    register: ({ spfRecords }, asOf) => {
      spfRecords["amazonses.com"].readOn = addDays(asOf, -181);
    },
  }),
  ocp.red(
    "EMAIL-3",
    "mail that goes to somebody else",
    ["mail-exchangers-from-register", "resources-called-for"],
    adds("open-contracting.org-mx-smtp.google.com", { content: "mx.example.net", priority: 0 }),
  ),
  ocp.red(
    "EMAIL-3",
    "a domain that nobody takes mail for any more",
    ["mail-exchangers-present"],
    removes("open-contracting.org-mx-smtp.google.com"),
  ),
  ocp.red(
    "EMAIL-4",
    "a key that no sender has",
    ["mail-keys-from-register", "resources-called-for"],
    adds("open-contracting.org-dkim-k2", { name: "k9._domainkey", content: "keys.example.net" }),
  ),
  ocp.red("EMAIL-3", "a key with the DNS service in front of it", ["mail-names-unproxied"], {
    state: (state) => setProperties(recordIn(state, "open-contracting.org-dkim-k2"), { proxied: true }),
  }),
  ocp.green(
    "EMAIL-3",
    "a name that sends nothing and says so",
    adds("open-contracting.org-spf", { name: "www", content: '"v=spf1 -all"' }),
  ),
  ocp.green("EMAIL-3", "answers of the DNS that are older than a quarter: reported, not refused", {
    advice: ["mail-spf-answers-ageing"],
    register: ({ spfRecords }, asOf) => {
      spfRecords["amazonses.com"].readOn = addDays(asOf, -180);
    },
  }),

  ocp.red(
    "EMAIL-8",
    "reports about encryption that go to somebody else",
    ["mail-encryption-valid"],
    says("open-contracting.org-tls-reports", "v=TLSRPTv1; rua=mailto:tls@example.net"),
  ),
  ocp.red(
    "EMAIL-8",
    "two records on reports about encryption",
    ["mail-encryption-present", "identities-claimed-once"],
    adds("open-contracting.org-tls-reports", { name: "_smtp._tls" }, formerType),
  ),
  production.red(
    "EMAIL-8",
    "reports about another domain that this one does not say it takes",
    ["mail-reports-accepted"],
    {
      register: ({ domains }) => {
        domains["notify-staging.example.gov"].dmarc.aggregateReports.push("dmarc@notify.gov");
      },
    },
  ),
  production.green("EMAIL-8", "reports about another domain that this one says it takes", {
    register: ({ domains }) => {
      domains["notify-staging.example.gov"].dmarc.aggregateReports.push("dmarc@notify.gov");
    },
    ...adds("notify.gov-dmarc", { name: "notify-staging.example.gov._report._dmarc", content: '"v=DMARC1"' }),
  }),
  ocp.green("EMAIL-8", "reports that also go to a service that nobody knows to take them: reported, not refused", {
    advice: ["mail-reports-to-others"],
    ...says(
      "open-contracting.org-dmarc",
      "v=DMARC1; p=quarantine; rua=mailto:e57de3ae23df489@rep.dmarcanalyzer.com,mailto:a@example.net; ruf=mailto:e57de3ae23df489@for.dmarcanalyzer.com",
    ),
  }),

  ocp.red(
    "WEB-1",
    "a zone that may be come to without encryption",
    ["web-zone-settings"],
    setting("always_use_https", "off"),
  ),
  ocp.red(
    "WEB-1",
    "a zone that sets HSTS in words that its service does not know",
    ["web-zone-settings"],
    setting("security_header", {
      strictTransportSecurity: { enabled: true, includeSubdomains: true, maxAge: 31_536_000 },
    }),
  ),
  ocp.red(
    "WEB-1",
    "a zone that is offered to the lists of browsers",
    ["web-zone-settings"],
    setting("security_header", {
      strict_transport_security: {
        ...{ enabled: true, include_subdomains: true, max_age: 31_536_000 },
        ...{ nosniff: true, preload: true },
      },
    }),
  ),
  ocp.red("WEB-1", "a zone with one setting less", ["web-zones-secured"], {
    state: (state) => removeResource(state, settingType, "open-contracting.org-min_tls_version"),
  }),
  ocp.green("WEB-1", "a zone that asks for more", setting("min_tls_version", "1.3")),
];
