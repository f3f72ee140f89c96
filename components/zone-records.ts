import * as pulumi from "@pulumi/pulumi";
import { writeTxt } from "../model/mail/txt.ts";
import { otherRecords } from "../model/other-records.ts";
import type { Domain } from "../model/schema/mail.ts";
import { cloudflare } from "./providers.ts";

export interface ZoneRecordsArgs {
  readonly domain: Domain;
  /** The Cloudflare zone that the domain is in. */
  readonly zoneId: string;
}

/** Seconds that resolvers may keep a record: an hour, so that a mistake is soon mended everywhere. */
const ttl = 3600;

/** What stands at a domain's names beside hosts and mail: delegations, aliases and texts, each with its reason (GATE-10). */
export class ZoneRecords extends pulumi.ComponentResource {
  /** @param name the domain's name. */
  constructor(name: string, { domain, zoneId }: ZoneRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:web:ZoneRecords", name, {}, opts);
    for (const { id, content, ...record } of otherRecords(domain)) {
      new cloudflare.DnsRecord(
        id,
        { zoneId, ttl, proxied: false, ...record, content: record.type === "TXT" ? writeTxt(content) : content },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
