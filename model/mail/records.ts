import type { Register } from "../register.ts";
import type { Domain, Sender } from "../schema/mail.ts";
import { printDkim } from "./dkim.ts";
import { printDmarc } from "./dmarc.ts";
import { type MtaStsPolicy, mtaStsId, printMtaSts } from "./mta-sts.ts";
import { mailServices } from "./services.ts";
import { sesFeedbackHost, sesSenders } from "./ses.ts";
import { printSpf, type SpfMechanism } from "./spf.ts";
import { printTlsReport } from "./tls-reports.ts";

/** A record of the DNS that a domain's entry in the register amounts to. */
export interface MailRecord {
  /** What tells it from all others, such as `example.org-spf`; stays the same while its content changes. */
  readonly id: string;
  /** In full, without the last dot. */
  readonly name: string;
  readonly type: "TXT" | "CNAME" | "MX";
  /** Of a TXT record the text, not yet in strings. */
  readonly content: string;
  /** Of an MX record. */
  readonly priority?: number;
}

/** Somebody whose reports about a domain of theirs go to a name of ours. */
export interface Reporter {
  readonly domain: string;
  /** The name that the reports go to, ours or below it. */
  readonly host: string;
}

/**
 * All records of a mail domain but the keys of SES, which only SES knows: who sends (SPF, DKIM), what becomes of mail that
 * fails and where reports go (DMARC, TLS-RPT), who takes mail (MX, MTA-STS), and whose reports it takes.
 */
export function mailRecords(name: string, domain: Domain, reporters: readonly Reporter[] = []): MailRecord[] {
  return [
    ...spfRecords(name, domain),
    ...dmarcRecords(name, domain),
    ...dkimRecords(name, domain),
    ...exchangers(name, domain),
    ...tlsRecords(name, domain),
    ...reporters.map(({ domain, host }) => ({
      ...{ id: `${host}-reports-of-${domain}`, name: `${domain}._report._dmarc.${host}` },
      ...{ type: "TXT" as const, content: "v=DMARC1" },
    })),
  ];
}

function text(id: string, name: string, content: string): MailRecord {
  return { id, name, type: "TXT", content };
}

function sendersOf({ sendsMail, senders = {} }: Domain): Readonly<Record<string, Sender>> {
  return sendsMail ? senders : {};
}

/**
 * An SPF record for each name that mail is from or bounces go to, with the senders of that name in the order of the
 * register, and nobody else.
 */
function spfRecords(name: string, domain: Domain): MailRecord[] {
  const { sendsMail, spf } = domain;
  const senders = sendersOf(domain);
  const includes = new Map<string, string[]>([[name, []]]);
  const add = (host: string, { kind, include }: Sender) =>
    includes.set(host, [...(includes.get(host) ?? []), ...[include ?? mailServices[kind].include ?? []].flat()]);
  for (const sender of Object.values(senders)) add(sender.host ?? name, sender);
  for (const { mailFrom, sender } of sesSenders(name, senders)) add(mailFrom, sender);
  const all: SpfMechanism = { qualifier: sendsMail && spf === "softfail" ? "~" : "-", name: "all" };
  return [...includes].map(([host, values]) => {
    const terms = [...new Set(values)].map((value): SpfMechanism => ({ qualifier: "+", name: "include", value }));
    return text(`${host}-spf`, host, printSpf({ mechanisms: [...terms, all] }));
  });
}

/** A domain that sends nothing has no mail that could fail by mistake, so its policy is to refuse all that does. */
function dmarcRecords(name: string, { sendsMail, dmarc }: Domain): MailRecord[] {
  const policy = dmarc ?? (sendsMail ? undefined : ({ policy: "reject" } as const));
  return policy === undefined ? [] : [text(`${name}-dmarc`, `_dmarc.${name}`, printDmarc(policy))];
}

function dkimRecords(name: string, domain: Domain): MailRecord[] {
  return Object.values(sendersOf(domain)).flatMap(({ kind, host = name, dkimAliases, dkimKeys = {} }) => {
    const named = (selector: string) => ({
      ...{ id: `${host}-dkim-${selector}`, name: `${selector}._domainkey.${host}` },
    });
    const aliases = Object.entries({ ...mailServices[kind].dkim, ...dkimAliases });
    return [
      ...aliases.map(([selector, content]) => ({ ...named(selector), type: "CNAME" as const, content })),
      ...Object.entries(dkimKeys).map(([selector, publicKey]) => ({
        ...{ ...named(selector), type: "TXT" as const, content: printDkim({ keyType: "rsa", publicKey }) },
      })),
    ];
  });
}

/** Who takes mail. One that neither sends nor receives says with a lone dot that nobody does (RFC 7505). */
function exchangers(name: string, domain: Domain): MailRecord[] {
  const { sendsMail, receives = [] } = domain;
  const nobody = receives.length === 0 && !sendsMail ? [{ host: ".", priority: 0 }] : [];
  const own = [...receives, ...nobody].map(({ host, priority }) => ({ name, host, priority }));
  const feedback = sesSenders(name, sendersOf(domain)).map(({ mailFrom, region }) => ({
    ...{ name: mailFrom, host: sesFeedbackHost(region), priority: 10 },
  }));
  return [...own, ...feedback].map(({ name, host, priority }) => ({
    ...{ id: `${name}-mx-${host === "." ? "none" : host}`, name, type: "MX" as const, content: host, priority },
  }));
}

function tlsRecords(name: string, domain: Domain): MailRecord[] {
  const { tlsReports = [], mtaSts } = domain;
  const policy = mtaStsPolicyOf(domain);
  return [
    ...(tlsReports.length > 0
      ? [text(`${name}-tls-reports`, `_smtp._tls.${name}`, printTlsReport({ reports: tlsReports }))]
      : []),
    ...(policy === undefined || mtaSts === undefined
      ? []
      : [
          text(`${name}-mta-sts`, `_mta-sts.${name}`, printMtaSts(mtaStsId(policy))),
          { id: `${name}-mta-sts-host`, name: `mta-sts.${name}`, type: "CNAME" as const, content: mtaSts.servedBy },
        ]),
  ];
}

/** The MTA-STS policy that follows from a domain's entry; undefined where it has none. */
export function mtaStsPolicyOf({ mtaSts, receives = [] }: Domain): MtaStsPolicy | undefined {
  if (mtaSts === undefined) return undefined;
  return { mode: mtaSts.mode, mx: receives.map(({ host }) => host), maxAge: mtaSts.maxAge };
}

/**
 * Whose DMARC reports go to a domain of the register, from domains of the register that do not lie below it. Receivers
 * send no report to a foreign domain that does not say that it takes them (RFC 9990).
 */
export function reportersOf(register: Register, name: string): Reporter[] {
  return Object.entries(register.domains).flatMap(([domain, { dmarc }]) => {
    const addresses = [...(dmarc?.aggregateReports ?? []), ...(dmarc?.forensicReports ?? [])];
    const hosts = new Set(addresses.map((address) => address.slice(address.lastIndexOf("@") + 1).toLowerCase()));
    return [...hosts]
      .filter((host) => domainAbove(register, host) === name && !isWithin(host, domain) && !isWithin(domain, host))
      .map((host) => ({ domain, host }));
  });
}

/** The domain of the register that a name is or lies below; the longest, where domains nest. */
export function domainAbove(register: Register, name: string): string | undefined {
  return Object.keys(register.domains)
    .filter((domain) => isWithin(name, domain))
    .sort((a, b) => b.length - a.length)
    .at(0);
}

/** Whether a name is another or lies below it. */
export function isWithin(name: string, above: string): boolean {
  return name === above || name.endsWith(`.${above}`);
}
