import { isWithin, type MailRecord, mailRecords, reportersOf } from "../../../model/mail/records.ts";
import type { Register } from "../../../model/register.ts";
import type { Domain } from "../../../model/schema/mail.ts";
import { mail } from "../../settings/mail.ts";
import { type DnsRecord, dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { type Resource, subjectOfResource } from "../rule.ts";

/** A DNS record with how messages name it. */
export interface PlacedRecord extends DnsRecord {
  readonly subject: string;
  readonly resource: Resource;
}

/** The DNS records among a stack's resources. */
export function dnsRecordsIn(resources: readonly Resource[], register: Register): PlacedRecord[] {
  return resources
    .filter(({ type }) => dnsRecordTypes.includes(type))
    .map((resource) => ({ ...readDnsRecord(resource, register), resource, subject: subjectOfResource(resource) }));
}

/**
 * The domains whose records a stack has to declare: those of its environment. A domain that is for none is every stack's,
 * so that none can pass it on to another.
 */
export function domainsOfStack(register: Register, stack: string): (readonly [name: string, domain: Domain])[] {
  return Object.entries(register.domains).filter(
    ([, { environment }]) => environment === undefined || stack === `${register.id}-${environment}`,
  );
}

/** The records that follow from the register for all its domains, but for the keys that SES makes. */
export function expectedRecords(register: Register): MailRecord[] {
  return Object.entries(register.domains).flatMap(([name, domain]) =>
    mailRecords(name, domain, reportersOf(register, name)),
  );
}

/** Whether BOD 18-01 binds a name: it is a .gov name, or lies below a domain whose entry says so. */
export function isFederal(register: Register, name: string): boolean {
  return (
    name.endsWith(mail.federalSuffix) ||
    Object.entries(register.domains).some(
      ([domain, { mandates = [] }]) => mandates.includes("bod-18-01") && isWithin(name, domain),
    )
  );
}

/** What stands before a name of ours to make it the name of a policy. */
export function nameBehind(prefix: string, name: string): string | undefined {
  return name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : undefined;
}
