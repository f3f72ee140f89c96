import { fullName } from "../../../model/dns-name.ts";
import { domainAbove, mailRecords, reportersOf } from "../../../model/mail/records.ts";
import { sesDkimTarget } from "../../../model/mail/ses.ts";
import { otherRecords } from "../../../model/other-records.ts";
import type { Register } from "../../../model/register.ts";
import { zoneNameOf } from "../../../model/zones.ts";
import { hosting } from "../../settings/hosting.ts";
import { web } from "../../settings/web.ts";
import { type DnsRecord, dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { domainsOfStack } from "../mail/domains.ts";
import { shown } from "../reading.ts";
import type { Resource } from "../rule.ts";
import { type Calls, joined, type Wanted } from "./calls.ts";

/** What a text begins with that says what mail of a name is like; there is one at a name, and rules on mail judge it. */
const mailTexts = ["v=spf1", "v=DMARC1", "v=DKIM1", "v=TLSRPTv1", "v=STSv1"];

/** What tells a text from others at its name: for mail what it is about, else all of it. */
function about(text: string): string {
  return mailTexts.find((start) => text.toLowerCase().startsWith(start.toLowerCase())) ?? text;
}

function identityOf({ zone, name, type, content }: Pick<DnsRecord, "zone" | "name" | "type" | "content">): string {
  const what = type === "TXT" ? about(content.text) : fullName(content.text);
  return joined(name, type, what, zone === undefined ? "(in no zone of ours)" : `(in ${zone})`);
}

/** A record that the register calls for, as one in the zone that its name is in; none where that is not ours. */
function called(register: Register, { name, type, content }: Omit<Due, "id">): string[] {
  const domain = domainAbove(register, name);
  const zone = domain === undefined ? undefined : zoneNameOf(register, register.domains[domain]?.zoneId);
  return zone === undefined ? [] : [identityOf({ zone, name, type, content: { text: content, problems: [] } })];
}

interface Due {
  readonly name: string;
  readonly type: string;
  readonly content: string;
}

/** The records of hosts, services and sites. */
function ofHosts({ servers, services }: Register): Due[] {
  const alias = (name: string | undefined, content: string | undefined) =>
    name === undefined || content === undefined ? [] : [{ name, type: "CNAME", content }];
  return [
    ...Object.values(servers).flatMap(({ hostname, ipv4, ipv6 }) => [
      ...(ipv4 === undefined ? [] : [{ name: hostname, type: "A", content: ipv4 }]),
      ...(ipv6 === undefined ? [] : [{ name: hostname, type: "AAAA", content: ipv6 }]),
    ]),
    ...Object.values(services).flatMap(({ hostname, server, pages }) => [
      ...alias(hostname, server === undefined ? undefined : servers[server]?.hostname),
      ...alias(pages?.cname, hosting.pages.target),
    ]),
  ];
}

/** An alias as SES asks for it, for a sender of the stack: its name, or only where it will lead, is known to SES alone. */
function isKeyOfSes({ name, type, content }: DnsRecord, { senders }: Wanted): boolean {
  const [, token = "", host] = /^([^.]+)\._domainkey\.(.+)$/.exec(name) ?? [];
  const sender = senders.find((each) => each.host === host);
  return type === "CNAME" && sender !== undefined && fullName(content.text) === sesDkimTarget(token, sender.region);
}

/** A name that sends nothing may say so, wherever it is (EMAIL-3). */
function saysNothingIsSent({ zone, type, content }: DnsRecord, { register, stack }: Wanted): boolean {
  const zones = domainsOfStack(register, stack).map(([, { zoneId }]) => zoneNameOf(register, zoneId));
  return type === "TXT" && content.text === "v=spf1 -all" && zone !== undefined && zones.includes(zone);
}

const inDomains = "a delegation, alias or text, with its reason, or a sender, in the register's domains";

const record: Calls = {
  identity: (resource, register) => identityOf(readDnsRecord(resource, register)),
  called: ({ register, stack }) => [
    ...domainsOfStack(register, stack)
      .flatMap(([name, domain]) => [...mailRecords(name, domain, reportersOf(register, name)), ...otherRecords(domain)])
      .flatMap((each) => called(register, each)),
    ...(register.id === "ocp" ? ofHosts(register).flatMap((each) => called(register, each)) : []),
  ],
  alsoCalled: (resource, wanted) => {
    const found = readDnsRecord(resource, wanted.register);
    // Its name is not known before SES has made the identity. Where it comes from, `ses-dkim-published` judges.
    return isNameUnknown(resource) || isKeyOfSes(found, wanted) || saysNothingIsSent(found, wanted);
  },
  where: `${inDomains}, or a server or service`,
};

function isNameUnknown({ props }: Resource): boolean {
  try {
    return props.name === undefined;
  } catch {
    return shown(props.type).toUpperCase() === "CNAME";
  }
}

/** Records and settings of zones. */
export const dnsCalls: Readonly<Record<string, Calls>> = {
  ...Object.fromEntries(dnsRecordTypes.map((type) => [type, record])),
  "cloudflare:index/zoneSetting:ZoneSetting": {
    identity: ({ props }, register) =>
      joined(shown(zoneNameOf(register, props.zoneId) ?? props.zoneId), shown(props.settingId)),
    called: ({ register, stack }) =>
      domainsOfStack(register, stack).flatMap(([name, { zoneId }]) => {
        const zone = zoneNameOf(register, zoneId);
        // A zone is set up once, by the stack of the domain that it is named by.
        return zone !== name ? [] : [...Object.keys(web.settings), web.hsts].map((setting) => joined(zone, setting));
      }),
    mayBeMissing: "web-zones-secured misses it",
    where: "policies/settings/web.ts",
  },
};
