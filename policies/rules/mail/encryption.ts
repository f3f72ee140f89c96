import { isMtaSts, parseMtaSts } from "../../../model/mail/mta-sts.ts";
import type { Parsed } from "../../../model/mail/parsed.ts";
import type { MailRecord } from "../../../model/mail/records.ts";
import { isTlsReport, parseTlsReport } from "../../../model/mail/tls-reports.ts";
import type { Register } from "../../../model/register.ts";
import { type DnsRecord, dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { listed, problems } from "../grants.ts";
import type { ResourceRule, StackRule } from "../rule.ts";
import { dnsRecordsIn, domainsOfStack, expectedRecords, nameBehind } from "./domains.ts";

/** What a domain says of the encryption of mail to it, each at a name of its own. */
const kinds: readonly {
  readonly prefix: string;
  readonly words: string;
  is(text: string): boolean;
  parse(text: string): Parsed<unknown>;
}[] = [
  { prefix: "_smtp._tls", words: "TLS-RPT", is: isTlsReport, parse: parseTlsReport },
  { prefix: "_mta-sts", words: "MTA-STS", is: isMtaSts, parse: parseMtaSts },
];

const isAt = (prefix: string, { name }: DnsRecord | MailRecord) => nameBehind(prefix, name) !== undefined;

/** What stands where senders look is what the register says. */
export const encryptionValid: ResourceRule = {
  name: "mail-encryption-valid",
  clauses: ["EMAIL-8"],
  level: "mandatory",
  description: "A TLS-RPT or MTA-STS record is valid, and says what the register says of the domain.",
  remedy: "Leave the record to the stack, which makes it from tlsReports and mtaSts in the register's domains.yaml.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const record = readDnsRecord(resource, register);
    const { type, content } = record;
    const kind = kinds.find(({ prefix }) => isAt(prefix, record));
    // A name that leads to somebody else's record is theirs to keep valid; it is not ours.
    if (kind === undefined) return [];
    if (type !== "TXT") return [`it is a ${type} record, and what a domain says of ${kind.words} is a TXT record`];
    const expected = expectedText(register, record);
    const wrong = [...content.problems, ...kind.parse(content.text).problems];
    return problems(
      ...wrong,
      wrong.length === 0 &&
        content.text !== expected &&
        (expected === undefined
          ? `the register says nothing of ${kind.words} for the domain`
          : `it says ${JSON.stringify(content.text)}, and from the register follows ${JSON.stringify(expected)}`),
    );
  },
};

function expectedText(register: Register, { name }: DnsRecord): string | undefined {
  return expectedRecords(register).find((each) => each.name === name && each.type === "TXT")?.content;
}

/** What the register says is said, and once. */
export const encryptionPresent: StackRule = {
  name: "mail-encryption-present",
  clauses: ["EMAIL-8"],
  level: "mandatory",
  description: "Each domain with tlsReports or mtaSts has one record of each, and the name that serves its policy.",
  remedy: "Leave the records to the stack, which makes them from the register's domains.yaml, and remove any other.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const domains = Object.fromEntries(domainsOfStack(register, stack));
    const expected = expectedRecords({ ...register, domains });
    const found = dnsRecordsIn(resources, register);
    const ofKinds = kinds.flatMap(({ prefix, words, is }) => {
      const due = expected.filter((each) => isAt(prefix, each)).map(({ name }) => name);
      const records = found.filter((each) => isAt(prefix, each) && each.type === "TXT" && is(each.content.text));
      return [...new Set([...due, ...records.map(({ name }) => name)])].map((name) => {
        const there = records.filter((each) => each.name === name);
        return {
          subject: name,
          problems: problems(
            there.length === 0 && `it has no ${words} record`,
            there.length > 1 &&
              `it has ${there.length} ${words} records, so senders use none: ${listed(there.map(({ subject }) => subject).sort())}`,
          ),
        };
      });
    });
    const hosts = expected.filter(({ id }) => id.endsWith("-mta-sts-host"));
    const served = hosts.map(({ name, content }) => ({
      subject: name,
      problems: problems(
        !found.some((each) => each.name === name && each.type === "CNAME" && each.content.text === content) &&
          `it does not lead to ${content}, so senders cannot fetch the policy`,
      ),
    }));
    // Each domain was looked at, also one that says nothing of encryption.
    const silent = Object.keys(domains).map((name) => ({ subject: name, problems: [] }));
    return [...silent, ...ofKinds, ...served];
  },
};
