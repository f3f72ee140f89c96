import type * as pulumi from "@pulumi/pulumi";
import { cloudflare } from "./providers.ts";

export interface AliasArgs {
  /** Cloudflare zone that the name is in. */
  readonly zoneId: string;
  /** The name that people know, in full. */
  readonly hostname: string;
  /** The name of the host that it leads to. */
  readonly target: string;
}

/** Seconds that resolvers may keep an alias: an hour, as services move more often than hosts. */
const aliasTtl = 3600;

/** The name of a service as a CNAME of its host. Not proxied: a host of somebody else's renews its certificate by it. */
export function alias(name: string, { zoneId, hostname, target }: AliasArgs, opts: pulumi.CustomResourceOptions) {
  return new cloudflare.DnsRecord(
    `${name}-cname`,
    { zoneId, name: hostname, type: "CNAME", content: target, ttl: aliasTtl, proxied: false },
    opts,
  );
}
