import * as pulumi from "@pulumi/pulumi";
import { cloudflare } from "./providers.ts";

/**
 * What every zone of ours says, as the API of the DNS service words it. The words of the provider's own example differ, and
 * with them every later preview shows a change (pulumi/pulumi-cloudflare#1579).
 */
const settings = {
  /** To the origin: encrypted, with a certificate that is valid. */
  ssl: "strict",
  always_use_https: "on",
  min_tls_version: "1.2",
  security_header: {
    strict_transport_security: { enabled: true, include_subdomains: true, max_age: 31_536_000, nosniff: true },
  },
};

/** Has browsers come to a zone by HTTPS only, whatever websites there are or will be in it (WEB-1). */
export class SecureZone extends pulumi.ComponentResource {
  /** @param name the zone's name. */
  constructor(name: string, { zoneId }: { readonly zoneId: string }, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:web:SecureZone", name, {}, opts);
    for (const [settingId, value] of Object.entries(settings)) {
      new cloudflare.ZoneSetting(`${name}-${settingId}`, { zoneId, settingId, value }, { parent: this });
    }
    this.registerOutputs({});
  }
}
