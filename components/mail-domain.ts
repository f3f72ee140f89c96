import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { printDmarc } from "../model/mail/dmarc.ts";
import { mailServices } from "../model/mail/services.ts";
import { printSpf, type SpfMechanism } from "../model/mail/spf.ts";
import { writeTxt } from "../model/mail/txt.ts";
import type { Domain } from "../model/schema/mail.ts";

export interface MailDomainArgs {
  /** The domain as the register has it. */
  readonly domain: Domain;
  /** The Cloudflare zone that the domain is in. */
  readonly zoneId: string;
}

/** Seconds that resolvers may keep a record: an hour, so that a mistake is soon mended everywhere. */
const ttl = 3600;

/**
 * What a domain says about its mail: who sends it (SPF, DKIM), what becomes of mail that fails and where reports go
 * (DMARC), and who takes mail for it (MX). A domain that sends none says so (OCP-DMARC-1, 2, 3).
 */
export class MailDomain extends pulumi.ComponentResource {
  /** @param name the domain's name, lower case, without the last dot. */
  constructor(name: string, { domain, zoneId }: MailDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:mail:MailDomain", name, {}, opts);
    const declare = (
      purpose: string,
      record: Pick<cloudflare.DnsRecordArgs, "name" | "type" | "content" | "priority">,
    ) => new cloudflare.DnsRecord(`${name}-${purpose}`, { zoneId, ttl, proxied: false, ...record }, { parent: this });
    const text = (purpose: string, at: string, content: string) =>
      declare(purpose, { name: at, type: "TXT", content: writeTxt(content) });

    text("spf", name, spfOf(domain));
    if (domain.dmarc !== undefined) text("dmarc", `_dmarc.${name}`, printDmarc(domain.dmarc));
    for (const [selector, target] of Object.entries(dkimOf(domain))) {
      declare(`dkim-${selector}`, { name: `${selector}._domainkey.${name}`, type: "CNAME", content: target });
    }
    for (const { host, priority } of exchangersOf(domain)) {
      declare(`mx-${host === "." ? "none" : host}`, { name, type: "MX", content: host, priority });
    }
    this.registerOutputs({});
  }
}

/** The domain's SPF record: its senders in the order of the register, and nobody else. */
function spfOf({ sendsMail, senders = {}, spf }: Domain): string {
  const all: SpfMechanism = { qualifier: sendsMail && spf === "softfail" ? "~" : "-", name: "all" };
  const included = Object.values(sendsMail ? senders : {}).flatMap(
    ({ kind, include }) => include ?? mailServices[kind].include ?? [],
  );
  const includes = [...new Set(included)].map((value): SpfMechanism => ({ qualifier: "+", name: "include", value }));
  return printSpf({ mechanisms: [...includes, all] });
}

/** The names of the senders' DKIM keys by selector. */
function dkimOf({ sendsMail, senders = {} }: Domain): Record<string, string> {
  return Object.assign({}, ...Object.values(sendsMail ? senders : {}).map(({ kind }) => mailServices[kind].dkim ?? {}));
}

/** Who takes mail for the domain. One that neither sends nor receives says with a lone dot that nobody does (RFC 7505). */
function exchangersOf({ sendsMail, receives }: Domain): readonly { host: string; priority: number }[] {
  if (receives !== undefined && receives.length > 0) return receives;
  return sendsMail ? [] : [{ host: ".", priority: 0 }];
}
