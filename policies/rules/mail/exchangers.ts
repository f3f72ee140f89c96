import { fullName } from "../../../model/dns-name.ts";
import { isWithin, type MailRecord } from "../../../model/mail/records.ts";
import { sesSenders } from "../../../model/mail/ses.ts";
import type { Register } from "../../../model/register.ts";
import { type DnsRecord, dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { listed, problems } from "../grants.ts";
import type { ResourceRule, StackRule } from "../rule.ts";
import { dnsRecordsIn, domainsOfStack, expectedRecords } from "./domains.ts";

/** Who takes mail for the domains of a register. What takes bounces for SES is judged beside the identity. */
function expectedExchangers(register: Register): MailRecord[] {
  return expectedRecords(register).filter(({ name, type }) => type === "MX" && Object.hasOwn(register.domains, name));
}

/** The names that SES has bounces sent to. */
function bounceNames(register: Register): Set<string> {
  return new Set(
    Object.entries(register.domains).flatMap(([name, { senders }]) =>
      sesSenders(name, senders).map(({ mailFrom }) => mailFrom),
    ),
  );
}

function isSameHost({ content }: DnsRecord, expected: MailRecord): boolean {
  return fullName(content.text) === fullName(expected.content);
}

/** Mail goes to whom the register says, and mail for a domain that takes none goes nowhere. */
export const exchangersFromRegister: ResourceRule = {
  name: "mail-exchangers-from-register",
  clauses: ["EMAIL-3"],
  level: "mandatory",
  description:
    "An MX record leads to a host that the register has for the domain; a domain that neither sends nor takes mail has the null MX record.",
  remedy: "Say who takes mail under receives in the register's domains.yaml, or remove the record.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const record = readDnsRecord(resource, register);
    const { name, zone, type } = record;
    if (type !== "MX" || bounceNames(register).has(name)) return [];
    const due = expectedExchangers(register).filter((each) => each.name === name);
    const [expected] = due.filter((each) => isSameHost(record, each));
    return problems(
      zone === undefined && "its zone belongs to no domain of the register, so nobody can tell whose mail it takes",
      expected === undefined &&
        `it has mail for ${name} sent to ${record.content.text || "nobody"}, and the register has ${listed(due.map(({ content }) => content)) || "nobody"} for it`,
      expected !== undefined &&
        resource.props.priority !== expected.priority &&
        `its priority is ${resource.props.priority ?? "not given"}, and the register's is ${expected.priority}`,
    );
  },
};

/** Who takes mail is there, once. */
export const exchangersPresent: StackRule = {
  name: "mail-exchangers-present",
  clauses: ["EMAIL-3"],
  level: "mandatory",
  description: "Each host that takes mail for a domain has one MX record, and so has the null MX of a silent domain.",
  remedy: "Leave the records to the stack, which makes them from the register's domains.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const domains = Object.fromEntries(domainsOfStack(register, stack));
    const found = dnsRecordsIn(resources, register).filter(({ type }) => type === "MX");
    const expected = expectedExchangers({ ...register, domains });
    return Object.keys(domains).map((domain) => ({
      subject: `MX of ${domain}`,
      problems: expected
        .filter(({ name }) => name === domain)
        .flatMap((each) => {
          const times = found.filter((record) => record.name === domain && isSameHost(record, each)).length;
          return problems(
            times === 0 && `${each.content === "." ? "the null MX" : each.content} is not there`,
            times > 1 && `${each.content} is there ${times} times`,
          );
        }),
    }));
  },
};

/** Labels below which nothing but records about mail stands. */
const mailLabels = ["_dmarc", "_domainkey", "_smtp._tls", "_mta-sts"];

/** A name with the DNS service in front of it answers with an address, and with nothing about mail. */
export const mailNamesUnproxied: ResourceRule = {
  name: "mail-names-unproxied",
  clauses: ["EMAIL-3", "EMAIL-1"],
  level: "mandatory",
  description: "No record about mail is proxied, and neither is a name that bounces go to or a host that takes mail.",
  remedy: "Set proxied to false.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const { name, proxied } = readDnsRecord(resource, register);
    if (!proxied) return [];
    const hosts = expectedExchangers(register).map(({ content }) => content);
    const about = mailLabels.some((label) => name.startsWith(`${label}.`) || name.includes(`.${label}.`));
    const takes = hosts.includes(name) || [...bounceNames(register)].some((each) => isWithin(name, each));
    return problems(
      about && `${name} is proxied, so receivers are given an address and nothing about mail`,
      takes && `${name} is proxied, so no mail reaches it`,
    );
  },
};
