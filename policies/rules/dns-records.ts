import { fullName } from "../../model/dns-name.ts";
import { readTxt, type TxtContent } from "../../model/mail/txt.ts";
import type { Register } from "../../model/register.ts";
import { zoneNameOf } from "../../model/zones.ts";
import { isKnown, isOn, shown } from "./reading.ts";
import type { Resource } from "./rule.ts";

/** A record in a zone, under its present and its former type name. */
export const dnsRecordTypes: readonly string[] = [
  "cloudflare:index/dnsRecord:DnsRecord",
  "cloudflare:index/record:Record",
];

/** A DNS record as receivers of mail see it. */
export interface DnsRecord {
  /** In full, lower case, without the last dot; as it is written where the zone is unknown. */
  readonly name: string;
  /** The zone's name; undefined where the register has no domain with that zone id. */
  readonly zone: string | undefined;
  /** `TXT`, `CNAME` and so on. */
  readonly type: string;
  /** Served as an address of the DNS service's own instead. */
  readonly proxied: boolean;
  /** The content, with the strings of a TXT record joined. */
  readonly content: TxtContent;
}

/**
 * The name and content of an alias whose name is not known at preview, as that of a DKIM key that SES makes later. No name
 * is written like that, so no rule takes it for one. Where the name comes from, a rule for the whole stack judges; when
 * the record is made, its name is known and every rule sees it.
 */
export const notKnownYet = "(not known yet)";

/** Reads a resource of one of `dnsRecordTypes`, whatever its properties are. */
export function readDnsRecord({ props }: Resource, register: Register): DnsRecord {
  const zone = zoneNameOf(register, props.zoneId);
  const type = shown(props.type).toUpperCase();
  if (type === "CNAME" && !isKnown(() => props.name)) {
    return {
      name: notKnownYet,
      zone,
      type,
      proxied: isOn(props.proxied),
      content: { text: notKnownYet, problems: [] },
    };
  }
  const content = shown(props.content ?? props.value ?? "");
  return {
    name: fullName(shown(props.name), zone),
    zone,
    type,
    proxied: isOn(props.proxied),
    content: type === "TXT" ? readTxt(content) : { text: content, problems: [] },
  };
}
