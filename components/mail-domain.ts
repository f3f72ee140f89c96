import type * as Cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { mailRecords, type Reporter } from "../model/mail/records.ts";
import { sesDkimTarget, sesSenders } from "../model/mail/ses.ts";
import { writeTxt } from "../model/mail/txt.ts";
import type { Domain } from "../model/schema/mail.ts";
import { cloudflare } from "./providers.ts";

export interface MailDomainArgs {
  /** The domain as the register has it. */
  readonly domain: Domain;
  /** The Cloudflare zone that the domain is in. */
  readonly zoneId: string;
  /** Whose reports about other domains come here. */
  readonly reporters?: readonly Reporter[];
  /** The DKIM tokens of the domain's SES senders, by their id: three each, known once SES has made the identity. */
  readonly dkimTokens?: Readonly<Record<string, pulumi.Input<readonly string[]>>>;
}

/** Seconds that resolvers may keep a record: an hour, so that a mistake is soon mended everywhere. */
const ttl = 3600;

/** SES signs with three keys in turn. */
const sesKeys = [0, 1, 2] as const;

/**
 * What a domain says about its mail: who sends it (SPF, DKIM), what becomes of mail that fails and where reports go
 * (DMARC, TLS-RPT), and who takes mail for it (MX, MTA-STS). A domain that sends none says so (OCP-DMARC-1, 2, 3).
 *
 * A record is called after the name that it is about, so a sender that goes takes with it just what is its own.
 */
export class MailDomain extends pulumi.ComponentResource {
  /** @param name the domain's name, lower case, without the last dot. */
  constructor(name: string, args: MailDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:mail:MailDomain", name, {}, opts);
    const { domain, zoneId, reporters, dkimTokens = {} } = args;
    const declare = (
      resource: string,
      record: Pick<Cloudflare.DnsRecordArgs, "name" | "type" | "content" | "priority">,
    ) => new cloudflare.DnsRecord(resource, { zoneId, ttl, proxied: false, ...record }, { parent: this });

    for (const { id, content, ...record } of mailRecords(name, domain, reporters)) {
      declare(id, {
        ...record,
        content: record.type === "TXT" ? writeTxt(content) : content,
      });
    }
    for (const { id, host, region } of sesSenders(name, domain.senders)) {
      const tokens = dkimTokens[id];
      if (tokens === undefined) continue;
      for (const key of sesKeys) {
        const token = pulumi.output(tokens).apply((known) => tokenAt(known, key, host));
        // By the identity, and not by what the sender is called: that may change while the keys stay.
        declare(`${host}-dkim-ses-${key + 1}`, {
          name: pulumi.interpolate`${token}._domainkey.${host}`,
          type: "CNAME",
          content: token.apply((known) => sesDkimTarget(known, region)),
        });
      }
    }
    this.registerOutputs({});
  }
}

/** A token by its place. Throws where SES gave fewer, since a record without one would lead nowhere. */
function tokenAt(tokens: readonly string[], at: number, identity: string): string {
  const token = tokens[at];
  if (token === undefined) throw new Error(`SES gave ${identity} ${tokens.length} DKIM tokens, and there are three`);
  return token;
}
