/**
 * Zones of notify.gov, good and bad, and the rules that refuse or report each: the golden pairs of the rules on mail
 * domains. A zone is the compliant one with lines taken out (those that begin so) and put in, as zone files have them; `former` stands before a record of
 * the former type, `proxied` after one with the DNS service in front of it.
 */
export interface Zone {
  readonly title: string;
  readonly without?: readonly string[];
  readonly with?: readonly string[];
  /** What the register has kept of others, by name, where it is not the compliant register's. */
  readonly answers?: Readonly<Record<string, string | number>>;
  /** The rules that say something, in their order; none of a good zone. */
  readonly rules: readonly string[];
}

const reports = "rua=mailto:dmarc@gsa.gov,mailto:reports@dmarc.cyber.dhs.gov";
const policy = (tags: string, name = "_dmarc") => `${name} TXT "v=DMARC1; ${tags}; ${reports}"`;
const instead = (line: string, rules: string[] = []) => ({ without: ["_dmarc"], with: [line], rules });
/** A policy of so many bytes. */
const long = (bytes: number) => `v=DMARC1; p=reject; ${reports}; x=`.padEnd(bytes, "a");
const spf = (text: string, rules: string[], more: Partial<Zone> = {}) => ({
  ...{ without: ["@ TXT"], with: [`@ TXT "${text}"`], rules, ...more },
});
const hosts = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.example`);
const asking = (count: number) =>
  `v=spf1 ${hosts(count)
    .map((host) => `a:${host}`)
    .join(" ")} -all`;
const answering = (count: number, addresses = 1) => Object.fromEntries(hosts(count).map((host) => [host, addresses]));

export const zones: readonly Zone[] = [
  { title: "the compliant zone", rules: [] },

  // DMARC: how it is written
  { title: "a policy by its relative name", ...instead(policy("p=reject", "_dmarc")) },
  { title: "a policy by its full name", ...instead(policy("p=reject", "_dmarc.notify.gov")) },
  { title: "a policy by its full name with a dot", ...instead(policy("p=reject", "_dmarc.notify.gov.")) },
  { title: "a policy in capitals", ...instead(policy("p=reject", "_DMARC.Notify.GOV")) },
  { title: "a policy of the former type", ...instead(`former ${policy("p=reject")}`) },
  { title: "a policy in two strings", ...instead(`_dmarc TXT "v=DMARC1; p=rej" "ect; ${reports}"`) },
  { title: "a policy in two strings that need a space", ...instead(`_dmarc TXT "v=DMARC1; p=reject;" "${reports}"`) },
  { title: "a string of 255 bytes", ...instead(`_dmarc TXT "${long(255)}"`, ["mail-dmarc-understood"]) },
  {
    title: "a string of 256 bytes",
    ...instead(`_dmarc TXT "${long(256)}"`, ["mail-dmarc-valid", "mail-dmarc-understood"]),
  },
  { title: "no policy", without: ["_dmarc"], rules: ["mail-dmarc-present"] },
  { title: "two policies", with: [policy("p=reject")], rules: ["mail-dmarc-present"] },
  {
    title: "two policies, one of the former type by its full name",
    with: [`former ${policy("p=reject", "_dmarc.notify.gov.")}`],
    rules: ["mail-dmarc-present"],
  },
  {
    title: "another text beside the policy",
    with: ['_dmarc TXT "hello"'],
    rules: ["mail-dmarc-valid", "mail-dmarc-rejects", "mail-dmarc-federal-reports"],
  },
  {
    title: "a tag twice",
    ...instead(policy("p=reject; p=reject"), ["mail-dmarc-valid", "mail-dmarc-rejects", "mail-dmarc-federal-reports"]),
  },
  {
    title: "no version",
    ...instead(`_dmarc TXT "p=reject; ${reports}"`, [
      "mail-dmarc-valid",
      "mail-dmarc-rejects",
      "mail-dmarc-federal-reports",
      "mail-dmarc-present",
    ]),
  },
  {
    title: "a version in small letters",
    ...instead(`_dmarc TXT "v=dmarc1; p=reject; ${reports}"`, [
      "mail-dmarc-valid",
      "mail-dmarc-rejects",
      "mail-dmarc-federal-reports",
      "mail-dmarc-present",
    ]),
  },
  {
    title: "an alias for a policy",
    ...instead("_dmarc CNAME _dmarc.example.com", [
      "mail-dmarc-valid",
      "mail-dmarc-rejects",
      "mail-dmarc-federal-reports",
      "mail-dmarc-present",
    ]),
  },
  { title: "an alias for every name below", with: ["* CNAME web.example.com"], rules: ["mail-dmarc-valid"] },
  {
    title: "an alias for every name further below",
    with: ["*.ssb CNAME web.example.com"],
    rules: ["mail-dmarc-valid"],
  },
  { title: "a proxied alias for every name below", with: ["* CNAME web.example.com proxied"], rules: [] },
  { title: "an address for every name below", with: ["* A 192.0.2.1"], rules: [] },
  { title: "an alias for one name", with: ["www CNAME web.example.com"], rules: [] },
  { title: "a policy for every name below", with: [policy("p=none", "*")], rules: ["mail-dmarc-valid"] },
  { title: "a policy at the domain itself", with: [policy("p=reject", "@")], rules: ["mail-dmarc-valid"] },
  { title: "a policy with a semicolon at its end", ...instead(`_dmarc TXT "v=DMARC1; p=reject; ${reports};"`) },

  // DMARC: what it asks for
  { title: "reject in trial", ...instead(policy("p=reject; t=y"), ["mail-dmarc-rejects"]) },
  { title: "reject, not in trial", ...instead(policy("p=reject; t=n")) },
  {
    title: "reject for half the mail",
    ...instead(policy("p=reject; pct=50"), ["mail-dmarc-understood", "mail-dmarc-rejects"]),
  },
  {
    title: "reject for all the mail, in words of old",
    ...instead(policy("p=reject; pct=100"), ["mail-dmarc-understood"]),
  },
  {
    title: "reject for half the mail, with a zero before it",
    ...instead(policy("p=reject; pct=050"), ["mail-dmarc-understood", "mail-dmarc-rejects"]),
  },
  {
    title: "reject for a share of the mail that is no number",
    ...instead(policy("p=reject; pct=all"), ["mail-dmarc-understood", "mail-dmarc-rejects"]),
  },
  {
    title: "reject for more than all the mail",
    ...instead(policy("p=reject; pct=101"), ["mail-dmarc-understood", "mail-dmarc-rejects"]),
  },
  { title: "no policy for subdomains", ...instead(policy("p=reject; sp=none"), ["mail-dmarc-rejects"]) },
  {
    title: "quarantine for names that do not exist",
    ...instead(policy("p=reject; np=quarantine"), ["mail-dmarc-rejects"]),
  },
  { title: "quarantine", ...instead(policy("p=quarantine"), ["mail-dmarc-rejects"]) },
  {
    title: "a record that asks for reports only",
    ...instead(`_dmarc TXT "v=DMARC1; ${reports}"`, ["mail-dmarc-understood", "mail-dmarc-rejects"]),
  },
  { title: "a weaker policy below", with: [policy("p=quarantine", "_dmarc.ab12.ssb")], rules: ["mail-dmarc-rejects"] },
  { title: "as strict a policy below", with: [policy("p=reject", "_dmarc.ab12.ssb")], rules: [] },
  {
    title: "reports without mailto:",
    ...instead('_dmarc TXT "v=DMARC1; p=reject; rua=reports@dmarc.cyber.dhs.gov"', [
      "mail-dmarc-valid",
      "mail-dmarc-federal-reports",
    ]),
  },
  {
    title: "reports with a size limit",
    ...instead(`_dmarc TXT "v=DMARC1; p=reject; ${reports}!10m"`, ["mail-dmarc-understood"]),
  },
  {
    title: "three addresses for reports",
    ...instead(`_dmarc TXT "v=DMARC1; p=reject; ${reports},mailto:a@gsa.gov"`, ["mail-dmarc-understood"]),
  },
  { title: "reports to nobody", ...instead('_dmarc TXT "v=DMARC1; p=reject"', ["mail-dmarc-federal-reports"]) },
  {
    title: "reports to a host that has to agree",
    ...instead(`_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.net,mailto:reports@dmarc.cyber.dhs.gov"`, [
      "mail-reports-to-others",
    ]),
  },

  // SPF
  { title: "a hard end", ...spf("v=spf1 include:amazonses.com -all", []) },
  { title: "an SPF record in two strings", ...spf('v=spf1 include:amazon" "ses.com ~all', []) },
  {
    title: "an SPF record in two strings that lack a space",
    ...spf('v=spf1 include:amazonses.com" "~all', ["mail-spf-valid"]),
  },
  { title: "everybody", ...spf("v=spf1 include:amazonses.com +all", ["mail-spf-valid"]) },
  { title: "perhaps everybody", ...spf("v=spf1 include:amazonses.com ?all", ["mail-spf-valid"]) },
  { title: "no end", ...spf("v=spf1 include:amazonses.com", ["mail-spf-valid"]) },
  { title: "a redirect", ...spf("v=spf1 redirect=amazonses.com", ["mail-spf-valid", "mail-spf-from-register"]) },
  { title: "a ptr", ...spf("v=spf1 include:amazonses.com ptr ~all", ["mail-spf-valid", "mail-spf-from-register"]) },
  {
    title: "a network that nobody answers for",
    ...spf("v=spf1 include:amazonses.com ip4:192.0.2.1 ~all", ["mail-spf-from-register"]),
  },
  { title: "a sender left out", ...spf("v=spf1 -all", ["mail-spf-from-register"]) },
  { title: "a version in capitals", ...spf("V=SPF1 -all", ["mail-spf-valid", "mail-spf-present"]) },
  {
    title: "ten look-ups, one of them an include",
    ...spf("v=spf1 include:amazonses.com ~all", [], { answers: { "amazonses.com": asking(9), ...answering(9) } }),
  },
  {
    title: "eleven look-ups, one of them an include",
    ...spf("v=spf1 include:amazonses.com ~all", ["mail-spf-valid"], {
      answers: { "amazonses.com": asking(10), ...answering(10) },
    }),
  },
  {
    title: "an include of an include",
    ...spf("v=spf1 include:amazonses.com ~all", [], {
      answers: { "amazonses.com": "v=spf1 include:a.example -all", "a.example": "v=spf1 ip4:192.0.2.1 -all" },
    }),
  },
  {
    title: "an include that leads back",
    ...spf("v=spf1 include:amazonses.com ~all", ["mail-spf-valid"], {
      answers: { "amazonses.com": "v=spf1 include:notify.gov -all" },
    }),
  },
  {
    title: "an include that is not known",
    ...spf("v=spf1 include:amazonses.com ~all", ["mail-spf-valid"], {
      answers: { "amazonses.com": "v=spf1 include:a.example -all" },
    }),
  },
  {
    title: "two look-ups that find nothing",
    ...spf("v=spf1 include:amazonses.com ~all", [], { answers: { "amazonses.com": asking(2), ...answering(2, 0) } }),
  },
  {
    title: "three look-ups that find nothing",
    ...spf("v=spf1 include:amazonses.com ~all", ["mail-spf-valid"], {
      answers: { "amazonses.com": asking(3), ...answering(3, 0) },
    }),
  },
  { title: "no SPF record", without: ["@ TXT"], rules: ["mail-spf-present"] },
  { title: "two SPF records", with: ['@ TXT "v=spf1 include:amazonses.com -all"'], rules: ["mail-spf-present"] },
  {
    title: "no SPF record where bounces go",
    without: ["mail TXT"],
    rules: ["mail-spf-present", "ses-mail-from-complete"],
  },
  { title: "a name that sends nothing", with: ['www TXT "v=spf1 -all"'], rules: [] },
  { title: "a name that sends nothing, softly", with: ['www TXT "v=spf1 ~all"'], rules: ["mail-spf-from-register"] },

  // Keys, exchangers and the rest
  {
    title: "a proxied key",
    with: ["k1._domainkey CNAME k1.example proxied"],
    rules: ["mail-names-unproxied", "mail-keys-from-register"],
  },
  { title: "a key of nobody's", with: ["k1._domainkey CNAME k1.example"], rules: ["mail-keys-from-register"] },
  {
    title: "a key of nobody's, as text below another name",
    with: ['k1._domainkey.news TXT "v=DKIM1; p=AAAA"'],
    rules: ["mail-keys-from-register"],
  },
  { title: "a proxied name that bounces go to", with: ["mail A 192.0.2.1 proxied"], rules: ["mail-names-unproxied"] },
  { title: "a proxied website", with: ["www A 192.0.2.1 proxied"], rules: [] },
  {
    title: "bounces to another region than the identity's",
    without: ["mail MX"],
    with: ["mail MX 10 feedback-smtp.us-east-1.amazonses.com"],
    rules: ["ses-mail-from-complete"],
  },
  {
    title: "bounces to another region too",
    with: ["mail MX 10 feedback-smtp.us-gov-east-1.amazonses.com"],
    rules: ["ses-mail-from-complete"],
  },
  { title: "bounces to nobody", without: ["mail MX"], rules: ["ses-mail-from-complete"] },
  {
    title: "a host that takes mail without being asked",
    with: ["@ MX 10 mx.example.net"],
    rules: ["mail-exchangers-from-register"],
  },
  { title: "a null MX of a domain that sends", with: ["@ MX 0 ."], rules: ["mail-exchangers-from-register"] },
  {
    title: "TLS-RPT that the register does not have",
    with: ['_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@gsa.gov"'],
    rules: ["mail-encryption-valid"],
  },
  {
    title: "TLS-RPT twice",
    with: ['_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@gsa.gov"', '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:b@gsa.gov"'],
    rules: ["mail-encryption-valid", "mail-encryption-present"],
  },
  { title: "MTA-STS without an id", with: ['_mta-sts TXT "v=STSv1;"'], rules: ["mail-encryption-valid"] },
];
