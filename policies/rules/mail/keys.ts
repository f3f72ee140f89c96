import { fullName } from "../../../model/dns-name.ts";
import { sesDkimTarget } from "../../../model/mail/ses.ts";
import type { Register } from "../../../model/register.ts";
import { notKnownYet } from "../dns-records.ts";
import type { Resource, StackRule } from "../rule.ts";
import { dnsRecordsIn, expectedRecords, type PlacedRecord } from "./domains.ts";
import { about, identityOf, sendersOfStack } from "./ses/declared.ts";
import { tokensOf } from "./ses/identities.ts";

/** Whoever holds a key at a name of ours signs in that name, and DMARC lets it pass. */
export const keysFromRegister: StackRule = {
  name: "mail-keys-from-register",
  clauses: ["EMAIL-4"],
  level: "mandatory",
  description:
    "What stands at or below a _domainkey name is a DKIM key of a sender that the register has, or one that SES gave an identity of the stack.",
  remedy: "Add the sender with its key, and the reason, to the register's domains.yaml, or remove the record.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const due = new Set([...keysOfSenders(register), ...keysOfSes(resources, register, stack)]);
    return dnsRecordsIn(resources, register)
      .filter(({ name }) => name !== notKnownYet && /(?:^|\.)_domainkey\./.test(name))
      .map((record) => ({
        subject: record.subject,
        problems: due.has(keyOf(record)) ? [] : [`no sender of the register has the key ${record.name}`],
      }));
  },
};

function keyOf({ name, type, content }: Pick<PlacedRecord, "name" | "type" | "content">): string {
  return JSON.stringify([name, type, type === "CNAME" ? fullName(content.text) : content.text]);
}

function keysOfSenders(register: Register): string[] {
  return expectedRecords(register)
    .filter(({ name }) => name.includes("._domainkey."))
    .map(({ content, ...record }) => keyOf({ ...record, content: { text: content, problems: [] } }));
}

/** The keys of identities; an identity whose keys SES has not made yet has no record whose name is known. */
function keysOfSes(resources: readonly Resource[], register: Register, stack: string): string[] {
  const regions = new Map(sendersOfStack(register, stack).map(({ host, region }) => [host, region]));
  return about(resources, "identity").flatMap((identity) => {
    const host = identityOf(identity);
    const region = regions.get(host);
    if (region === undefined) return [];
    return (tokensOf(identity) ?? []).map((token) => {
      const content = { text: sesDkimTarget(token, region), problems: [] };
      return keyOf({ name: `${token}._domainkey.${host}`, type: "CNAME", content });
    });
  });
}
