import type { Parsed } from "./parsed.ts";
import { readReportDestination, writeReportDestination } from "./report-address.ts";

/** What receivers are asked to do with mail that fails, from the weakest to the strictest. */
export const dmarcPolicies = ["none", "quarantine", "reject"] as const;
export type DmarcPolicy = (typeof dmarcPolicies)[number];

/** A DMARC policy record in the register's words (RFC 9989). What is left out has its default. */
export interface DmarcRecord {
  /** `p`; a record without one asks for nothing but reports. */
  readonly policy: DmarcPolicy;
  /** `sp`, for subdomains without a record of their own; `policy` when left out. */
  readonly subdomainPolicy?: DmarcPolicy | undefined;
  /** `np`, for subdomains that do not exist; `subdomainPolicy` when left out. */
  readonly nonExistentPolicy?: DmarcPolicy | undefined;
  /** `t=y`: receivers apply the policy one step weaker. */
  readonly testing?: boolean | undefined;
  /** `rua`, as addresses. */
  readonly aggregateReports?: readonly string[] | undefined;
  /** `ruf`, as addresses. */
  readonly forensicReports?: readonly string[] | undefined;
  /** `fo`: when a failure is reported. Of use only with `forensicReports`. */
  readonly failureOptions?: string | undefined;
  /** `adkim`: whether the signing domain may be another one of the same organisation; relaxed when left out. */
  readonly dkimAlignment?: "relaxed" | "strict" | undefined;
  /** `aspf`: the same for the envelope's domain. */
  readonly spfAlignment?: "relaxed" | "strict" | undefined;
  /** `psd`: whether the domain is one under which others register theirs; `u` when left out. */
  readonly publicSuffix?: "y" | "n" | "u" | undefined;
  /** `pct`, removed by RFC 9989: old receivers apply the policy to so many of a hundred messages. */
  readonly percent?: number | undefined;
}

/** Whether a text at a `_dmarc` name is a DMARC record at all; receivers pass over all others there. */
export function isDmarc(text: string): boolean {
  return VERSION.test(text);
}

const VERSION = /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;

/** A text that was meant as a DMARC record, whatever is wrong with it. */
export function looksLikeDmarc(text: string): boolean {
  return /^[\s"']*v\s*=\s*dmarc/i.test(text);
}

/** The record as text, tags in the order that readers of any age understand: `v`, `p`, and then the rest. */
export function printDmarc(record: DmarcRecord): string {
  const uris = (addresses: readonly string[] | undefined) =>
    addresses === undefined || addresses.length === 0 ? undefined : addresses.map(writeReportDestination).join(",");
  const tags: Record<string, string | undefined> = {
    v: "DMARC1",
    p: record.policy,
    sp: record.subdomainPolicy,
    np: record.nonExistentPolicy,
    t: record.testing === undefined ? undefined : record.testing ? "y" : "n",
    pct: record.percent?.toString(),
    adkim: record.dkimAlignment?.charAt(0),
    aspf: record.spfAlignment?.charAt(0),
    psd: record.publicSuffix,
    rua: uris(record.aggregateReports),
    ruf: uris(record.forensicReports),
    fo: record.failureOptions,
  };
  return Object.entries(tags)
    .flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}=${value}`]))
    .join("; ");
}

/** What a tag's value is in the record; undefined where it is not one of the tag's values. */
interface Tag {
  readonly expects: string;
  read(
    value: string,
    say: { problem(text: string): void; advice(text: string): void },
  ): Partial<DmarcRecord> | undefined;
}

const tags: Readonly<Record<string, Tag>> = {
  p: policyTag("policy"),
  sp: policyTag("subdomainPolicy"),
  np: policyTag("nonExistentPolicy"),
  t: wordTag({ y: { testing: true }, n: { testing: false } }),
  psd: wordTag({ y: { publicSuffix: "y" }, n: { publicSuffix: "n" }, u: { publicSuffix: "u" } }),
  adkim: wordTag({ r: { dkimAlignment: "relaxed" }, s: { dkimAlignment: "strict" } }),
  aspf: wordTag({ r: { spfAlignment: "relaxed" }, s: { spfAlignment: "strict" } }),
  fo: {
    expects: "0 or 1, d, s, joined by colons, each once",
    read: (value) => {
      const options = value.toLowerCase().split(":");
      const known = options.every((option) => ["0", "1", "d", "s"].includes(option));
      const once = new Set(options).size === options.length && !(options.includes("0") && options.includes("1"));
      return known && once ? { failureOptions: options.join(":") } : undefined;
    },
  },
  rua: reportTag("rua", "aggregateReports"),
  ruf: reportTag("ruf", "forensicReports"),
};

/** Tags that RFC 7489 had and RFC 9989 removed. Receivers of today ignore them, older ones do not. */
const removed: ReadonlySet<string> = new Set(["pct", "rf", "ri"]);

/** Reads a DMARC record. Where receivers differ about a text, it is a problem: nobody can tell what it does. */
export function parseDmarc(text: string): Parsed<DmarcRecord> {
  const problems: string[] = [];
  const advice: string[] = [];
  if (!isDmarc(text)) {
    return { record: undefined, problems: ["it does not begin with v=DMARC1 in exactly these letters"], advice };
  }
  const [, ...parts] = text.split(";").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  const seen = new Map<string, string>();
  let twice = false;
  for (const part of parts) {
    const [, tag, value] = /^([a-z]+)[ \t]*=[ \t]*([\x20-\x7e]+)$/i.exec(part) ?? [];
    if (tag === undefined || value === undefined) {
      problems.push(part === "" ? "there is nothing between two semicolons" : `"${part}" is not a tag with a value`);
    } else if (seen.has(tag) || tag.toLowerCase() === "v") {
      twice = true;
      problems.push(`the tag ${tag} stands there twice, so receivers ignore the whole record`);
    } else seen.set(tag, value);
  }

  const record: { -readonly [K in keyof DmarcRecord]: DmarcRecord[K] } = { policy: "none" };
  const say = { problem: (said: string) => problems.push(said), advice: (said: string) => advice.push(said) };
  for (const [name, value] of seen) {
    const tag = Object.hasOwn(tags, name) ? tags[name] : undefined;
    const folded = name.toLowerCase();
    if (tag !== undefined) {
      const read = tag.read(value, say);
      if (read === undefined) problems.push(`${name} is "${value}", and its value has to be ${tag.expects}`);
      Object.assign(record, read);
    } else if (removed.has(name)) {
      advice.push(`${name} was removed from DMARC: receivers of today ignore it, and older ones do not`);
      if (name === "pct") record.percent = readPercent(value);
    } else if (folded !== name && (Object.hasOwn(tags, folded) || removed.has(folded))) {
      problems.push(`the tag ${name} has to be written ${folded}: to some receivers it is another tag`);
    } else advice.push(`receivers ignore the tag ${name}, which they do not know`);
  }
  if (!seen.has("p")) advice.push("it has no p, which means none, and older receivers ignore the whole record");
  else if (seen.keys().next().value !== "p") advice.push("older receivers expect p right after v");
  return { record: twice ? undefined : record, problems, advice };
}

/** Up to three digits (RFC 7489 section 6.4), so that 050 is a half. What is no percentage counts as none of the mail. */
function readPercent(value: string): number {
  return /^\d{1,3}$/.test(value) && Number(value) <= 100 ? Number(value) : 0;
}

/** Which mail of a domain a policy is for. */
export type MailOf = "domain" | "subdomains" | "nonExistent";

/**
 * What in effect happens to mail that fails: a test, or a percentage below 100, makes it one step weaker for at least
 * some receivers and messages.
 */
export function effectivePolicy(record: DmarcRecord, mail: MailOf = "domain"): DmarcPolicy {
  const { policy, subdomainPolicy = policy, nonExistentPolicy = subdomainPolicy, testing, percent = 100 } = record;
  const stated = { domain: policy, subdomains: subdomainPolicy, nonExistent: nonExistentPolicy }[mail];
  const weaker = testing === true || percent < 100;
  return weaker ? (dmarcPolicies[dmarcPolicies.indexOf(stated) - 1] ?? "none") : stated;
}

function wordTag(words: Readonly<Record<string, Partial<DmarcRecord>>>): Tag {
  return {
    expects: Object.keys(words).join(" or "),
    read: (value) => (Object.hasOwn(words, value.toLowerCase()) ? words[value.toLowerCase()] : undefined),
  };
}

function policyTag(property: "policy" | "subdomainPolicy" | "nonExistentPolicy"): Tag {
  return wordTag(Object.fromEntries(dmarcPolicies.map((policy) => [policy, { [property]: policy }])));
}

function reportTag(tag: "rua" | "ruf", property: "aggregateReports" | "forensicReports"): Tag {
  return {
    expects: "mailto: addresses, joined by commas",
    read: (value, say) => {
      const destinations = value.split(",").map((uri) => readReportDestination(uri.trim()));
      const addresses: string[] = [];
      for (const each of destinations) {
        if ("problem" in each) {
          say.problem(`${tag}: ${each.problem}`);
          continue;
        }
        addresses.push(each.address);
        if (each.sizeLimit !== undefined) {
          say.advice(`${tag}: the size limit !${each.sizeLimit} is obsolete, and receivers ignore it`);
        }
      }
      if (destinations.length > 2) {
        say.advice(
          `${tag}: receivers need not send reports to more than two addresses, and it has ${destinations.length}`,
        );
      }
      return { [property]: addresses };
    },
  };
}
