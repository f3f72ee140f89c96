import { z } from "zod";
import { parseDkim } from "./dkim.ts";
import { type DmarcPolicy, dmarcPolicies, effectivePolicy, isDmarc, parseDmarc } from "./dmarc.ts";
import { isWithin } from "./records.ts";
import { isSpf, parseSpf } from "./spf.ts";
import { isTlsReport, parseTlsReport } from "./tls-reports.ts";

/*
 * What a domain's mail protection amounts to in the eyes of receivers, and whether a change makes it weaker. There is an
 * order: `weakenings` compares two, `strongerOf` gives the weakest one that is as strong as both.
 */

const policy = z.enum(dmarcPolicies);
const names = z.array(z.string());

/** What a DMARC record does in effect: a test, or a percentage below 100, counts as the weaker policy. */
const dmarcPosture = z.strictObject({
  policy,
  subdomainPolicy: policy,
  nonExistentPolicy: policy,
  aggregateReports: names,
  forensicReports: names,
  dkimAlignment: z.enum(["relaxed", "strict"]),
  spfAlignment: z.enum(["relaxed", "strict"]),
});
type DmarcPosture = z.infer<typeof dmarcPosture>;

/** From the weakest to the strongest. What receivers ignore is not listed. */
const spfEndings = ["+all", "?all", "~all", "-all"] as const;
const mtaStsModes = ["none", "testing", "enforce"] as const;
const alignments = ["relaxed", "strict"] as const;

/** The mail protection of a domain and of the names below it; lists are sorted. */
export const mailPosture = z.strictObject({
  /** By the name that it is for, without `_dmarc`. Names without one have that of the nearest name above. */
  dmarc: z.record(z.string(), dmarcPosture),
  /** What becomes of other senders, by the name that the SPF record is for. */
  spf: z.record(z.string(), z.enum(spfEndings)),
  /** Which names' mail is signed, and with whose keys: `example.org by mcsv.net`. The keys of SES are left out. */
  dkim: names,
  tlsReports: names,
  mtaSts: z.enum(mtaStsModes),
  /** Whose demands the register says that the domain has to meet. */
  mandates: names,
});
export type MailPosture = z.infer<typeof mailPosture>;

/** A record in the DNS, as receivers see it. */
export interface SeenRecord {
  /** In full, lower case, without the last dot. */
  readonly name: string;
  readonly type: string;
  /** Of a TXT record, its strings joined. */
  readonly text: string;
}

/** What the register says of a domain that its records do not tell. */
export interface AboutDomain {
  readonly mandates?: readonly string[] | undefined;
  readonly mtaSts?: { readonly mode: MailPosture["mtaSts"] } | undefined;
}

/** No protection at all. */
export const noPosture: MailPosture = { dmarc: {}, spf: {}, dkim: [], tlsReports: [], mtaSts: "none", mandates: [] };

/**
 * The protection that records of a domain and of names below it amount to. What receivers ignore – a record that is not
 * valid, two where one has to be – protects nothing.
 */
export function postureOf(domain: string, records: readonly SeenRecord[], about: AboutDomain = {}): MailPosture {
  const within = records.filter(({ name }) => isWithin(name, domain));
  const texts = within.filter(({ type }) => type === "TXT");
  const spf = onlyOnes(texts.filter(({ text }) => isSpf(text)));
  const dmarc = onlyOnes(texts.filter(({ name, text }) => isPolicyName(name) && isDmarc(text)));
  const [tls] = onlyOnes(texts.filter(({ name, text }) => name === `_smtp._tls.${domain}` && isTlsReport(text)));
  const announced = texts.some(({ name }) => name === `_mta-sts.${domain}`);
  return {
    dmarc: sortedRecord(dmarc.flatMap(({ name, text }) => entry(name.slice("_dmarc.".length), dmarcOf(text)))),
    spf: sortedRecord(spf.flatMap(({ name, text }) => entry(name, spfOf(text)))),
    dkim: sorted(within.flatMap(signatureOf)),
    tlsReports: sorted(tls === undefined ? [] : (parseTlsReport(tls.text).record?.reports ?? [])),
    mtaSts: announced ? (about.mtaSts?.mode ?? "none") : "none",
    mandates: sorted(about.mandates ?? []),
  };
}

function isPolicyName(name: string): boolean {
  return name.startsWith("_dmarc.");
}

/** Receivers ignore all records at a name where more than one of a kind stands. */
function onlyOnes(records: readonly SeenRecord[]): SeenRecord[] {
  return [...Map.groupBy(records, ({ name }) => name).values()].flatMap((each) => (each.length === 1 ? each : []));
}

function entry<T>(name: string, value: T | undefined): [string, T][] {
  return value === undefined ? [] : [[name, value]];
}

function dmarcOf(text: string): DmarcPosture | undefined {
  const { record } = parseDmarc(text);
  if (record === undefined) return undefined;
  return {
    policy: effectivePolicy(record, "domain"),
    subdomainPolicy: effectivePolicy(record, "subdomains"),
    nonExistentPolicy: effectivePolicy(record, "nonExistent"),
    aggregateReports: sorted(record.aggregateReports ?? []),
    forensicReports: sorted(record.forensicReports ?? []),
    dkimAlignment: record.dkimAlignment ?? "relaxed",
    spfAlignment: record.spfAlignment ?? "relaxed",
  };
}

/** What a record ends in; one that leaves the end to another is counted as neutral. */
function spfOf(text: string): SpfEnding | undefined {
  const { record } = parseSpf(text);
  if (record === undefined) return undefined;
  return `${record.mechanisms.find(({ name }) => name === "all")?.qualifier ?? "?"}all`;
}

/**
 * Whose key a record holds, and for which name: the owner of an alias's target, or we ourselves. Selectors do not count,
 * so that keys can be changed. What SES signs with, SES names; a rule of its own wants its three keys for each identity.
 */
function signatureOf({ name, type, text }: SeenRecord): string[] {
  const [, host] = /^[^.]+\._domainkey\.(.+)$/.exec(name) ?? [];
  if (host === undefined) return [];
  if (type === "TXT") {
    const { publicKey, testing } = parseDkim(text).record ?? {};
    return publicKey === undefined || testing === true ? [] : [`${host} by us`];
  }
  const owner = text.toLowerCase().replace(/\.$/, "").split(".").slice(-2).join(".");
  return type !== "CNAME" || owner === "amazonses.com" ? [] : [`${host} by ${owner}`];
}

/** The DMARC record that receivers apply to a name: its own, or what the nearest one above says of subdomains. */
function dmarcAt({ dmarc }: MailPosture, name: string): DmarcPosture {
  const own = dmarc[name];
  if (own !== undefined) return own;
  const above = Object.keys(dmarc)
    .filter((each) => isWithin(name, each))
    .sort((a, b) => b.length - a.length)
    .at(0);
  const record = above === undefined ? undefined : dmarc[above];
  return record === undefined ? noDmarc : { ...record, policy: record.subdomainPolicy };
}

/** What a name below a domain has from there: the policy for its mail. Nothing, unless it lies below a policy. */
export function postureBelow(posture: MailPosture, name: string): MailPosture {
  const covered = Object.keys(posture.dmarc).some((each) => isWithin(name, each));
  return covered ? { ...noPosture, dmarc: { [name]: dmarcAt(posture, name) } } : noPosture;
}

const noDmarc: DmarcPosture = {
  policy: "none",
  subdomainPolicy: "none",
  nonExistentPolicy: "none",
  aggregateReports: [],
  forensicReports: [],
  dkimAlignment: "relaxed",
  spfAlignment: "relaxed",
};

/** In what a protection is weaker than it was, a phrase each; nothing where it is as strong in everything. */
export function weakenings(before: MailPosture, after: MailPosture): string[] {
  const policyNames = [...new Set([...Object.keys(before.dmarc), ...Object.keys(after.dmarc)])].sort();
  return [
    ...policyNames.flatMap((name) => dmarcWeakenings(name, dmarcAt(before, name), dmarcAt(after, name))),
    ...Object.entries(before.spf).flatMap(([name, ending]) => spfWeakening(name, ending, after.spf[name])),
    ...lost(before.dkim, after.dkim).map((signature) => `nobody signs mail of ${signature} any more (DKIM)`),
    ...lost(before.tlsReports, after.tlsReports).map((address) => `reports on TLS go no longer to ${address}`),
    ...weaker("MTA-STS", mtaStsModes, before.mtaSts, after.mtaSts),
    ...lost(before.mandates, after.mandates).map((mandate) => `the mandate ${mandate} no longer binds it`),
  ];
}

function dmarcWeakenings(name: string, before: DmarcPosture, after: DmarcPosture): string[] {
  const steps = covers.flatMap(({ part, names }) =>
    weaker("", dmarcPolicies, before[part], after[part]).map((step) => ({ step, names })),
  );
  // One step, told once: what stands in the record for the domain holds below it as well, unless it says otherwise.
  const policies = [...Map.groupBy(steps, ({ step }) => step)].map(([step, alike]) => {
    return `DMARC of ${covered(
      name,
      alike.map(({ names }) => names),
    )}${step}`;
  });
  return [
    ...policies,
    ...lost(before.aggregateReports, after.aggregateReports).map(
      (to) => `aggregate reports of ${name} go no longer to ${to}`,
    ),
    ...lost(before.forensicReports, after.forensicReports).map(
      (to) => `forensic reports of ${name} go no longer to ${to}`,
    ),
    ...weaker(`DKIM alignment of ${name}`, alignments, before.dkimAlignment, after.dkimAlignment),
    ...weaker(`SPF alignment of ${name}`, alignments, before.spfAlignment, after.spfAlignment),
  ];
}

/** What the policies of a record are for. */
const covers = [
  { part: "policy", names: "itself" },
  { part: "subdomainPolicy", names: "subdomains" },
  { part: "nonExistentPolicy", names: "names that do not exist" },
] as const;

const and = new Intl.ListFormat("en-GB");

/** `example.org and subdomains`, `example.org for subdomains`. */
function covered(name: string, names: readonly string[]): string {
  const below = names.filter((each) => each !== "itself");
  return below.length < names.length ? and.format([name, ...below]) : `${name} for ${and.format(below)}`;
}

type SpfEnding = (typeof spfEndings)[number];

/** Without a record, other senders pass as they would with `+all`. */
function spfWeakening(name: string, before: SpfEnding, after: SpfEnding | undefined): string[] {
  if (after !== undefined) return weaker(`SPF of ${name}`, spfEndings, before, after);
  return before === "+all" ? [] : [`SPF of ${name} goes from ${before} back to no record that counts`];
}

function weaker<T extends string>(what: string, scale: readonly T[], before: T, after: T): string[] {
  return scale.indexOf(after) < scale.indexOf(before) ? [`${what} goes from ${before} back to ${after}`] : [];
}

function lost(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((each) => !after.includes(each));
}

/** The weakest protection that is in nothing weaker than either. */
export function strongerOf(one: MailPosture, other: MailPosture): MailPosture {
  const policyNames = [...Object.keys(one.dmarc), ...Object.keys(other.dmarc)];
  const spfNames = [...Object.keys(one.spf), ...Object.keys(other.spf)];
  return {
    dmarc: sortedRecord(policyNames.map((name) => [name, strongerDmarc(dmarcAt(one, name), dmarcAt(other, name))])),
    spf: sortedRecord(
      spfNames.map((name) => [name, strongest(spfEndings, one.spf[name] ?? "+all", other.spf[name] ?? "+all")]),
    ),
    dkim: sorted([...one.dkim, ...other.dkim]),
    tlsReports: sorted([...one.tlsReports, ...other.tlsReports]),
    mtaSts: strongest(mtaStsModes, one.mtaSts, other.mtaSts),
    mandates: sorted([...one.mandates, ...other.mandates]),
  };
}

function strongerDmarc(one: DmarcPosture, other: DmarcPosture): DmarcPosture {
  const strongestOf = (part: "policy" | "subdomainPolicy" | "nonExistentPolicy"): DmarcPolicy =>
    strongest(dmarcPolicies, one[part], other[part]);
  return {
    policy: strongestOf("policy"),
    subdomainPolicy: strongestOf("subdomainPolicy"),
    nonExistentPolicy: strongestOf("nonExistentPolicy"),
    aggregateReports: sorted([...one.aggregateReports, ...other.aggregateReports]),
    forensicReports: sorted([...one.forensicReports, ...other.forensicReports]),
    dkimAlignment: strongest(alignments, one.dkimAlignment, other.dkimAlignment),
    spfAlignment: strongest(alignments, one.spfAlignment, other.spfAlignment),
  };
}

function strongest<T>(scale: readonly T[], one: T, other: T): T {
  return scale.indexOf(one) > scale.indexOf(other) ? one : other;
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function sortedRecord<T>(entries: readonly [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
