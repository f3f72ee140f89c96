import { fullName } from "../../../model/dns-name.ts";
import { sesDkimTarget } from "../../../model/mail/ses.ts";
import type { Register } from "../../../model/register.ts";
import { type DnsRecord, dnsRecordTypes, notKnownYet, readDnsRecord } from "../dns-records.ts";
import { problems } from "../grants.ts";
import { type ResourceRule, stackOf } from "../rule.ts";
import { expectedRecords } from "./domains.ts";
import { sendersOfStack } from "./ses/declared.ts";

/**
 * Whoever holds a key at a name of ours signs in that name, and DMARC lets it pass. Whether a key of SES is one that SES
 * gave us, and not somebody else who asked for our name, the whole stack tells: `ses-dkim-published`.
 */
export const keysFromRegister: ResourceRule = {
  name: "mail-keys-from-register",
  clauses: ["EMAIL-4"],
  level: "mandatory",
  description:
    "What stands at or below a _domainkey name is a DKIM key of a sender that the register has, or leads to one that SES keeps for a sender of the stack.",
  remedy: "Add the sender with its key, and the reason, to the register's domains.yaml, or remove the record.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const record = readDnsRecord(resource, register);
    if (record.name === notKnownYet || !/(?:^|\.)_domainkey\./.test(record.name)) return [];
    const known = isOfSender(record, register) || isOfSes(record, register, stackOf(resource));
    return problems(!known && `no sender of the register has the key ${record.name}`);
  },
};

function isOfSender({ name, type, content }: DnsRecord, register: Register): boolean {
  return expectedRecords(register).some(
    (due) =>
      due.name === name &&
      due.type === type &&
      (type === "CNAME" ? fullName(content.text) === fullName(due.content) : content.text === due.content),
  );
}

/** Whether a record is an alias as SES asks for it, for the host of a sender whose identity the stack has. */
function isOfSes({ name, type, content }: DnsRecord, register: Register, stack: string): boolean {
  const [, token = "", host] = /^([^.]+)\._domainkey\.(.+)$/.exec(name) ?? [];
  const sender = sendersOfStack(register, stack).find((each) => each.host === host);
  return type === "CNAME" && sender !== undefined && fullName(content.text) === sesDkimTarget(token, sender.region);
}
