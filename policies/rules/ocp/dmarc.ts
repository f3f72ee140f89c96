import { type DmarcRecord, effectivePolicy, isDmarc, looksLikeDmarc, parseDmarc } from "../../../model/mail/dmarc.ts";
import type { Parsed } from "../../../model/mail/parsed.ts";
import type { Register } from "../../../model/register.ts";
import { ocp } from "../../settings/ocp.ts";
import { type DnsRecord, dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { listed, problems } from "../grants.ts";
import { type Resource, type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";

/** Where receivers look for the policy of the domain. */
const policyName = `_dmarc.${ocp.dmarc.domain}`;
const { aggregate: aggregateHosts, forensic: forensicHosts } = ocp.dmarc.reportHosts;

/** There is one policy, and so it is known which one applies. */
export const dmarcPresent: StackRule = {
  name: "ocp-dmarc-present",
  clauses: ["OCP-DMARC-1"],
  level: "mandatory",
  description: `The name ${policyName} has exactly one DMARC record.`,
  remedy: `Say in register/ocp/domains.yaml, under ${ocp.dmarc.domain}, in which zone the domain is and what its dmarc policy is, and remove any other record at ${policyName}.`,
  scope: "stack",
  judge: (resources, { register }) => {
    const there = resources.filter((resource) => {
      if (!dnsRecordTypes.includes(resource.type)) return false;
      const { name, zone, type, content } = readDnsRecord(resource, register);
      return zone !== undefined && name === policyName && type === "TXT" && isDmarc(content.text);
    });
    const names = listed(there.map(subjectOfResource).sort());
    return [
      {
        subject: policyName,
        problems: problems(
          there.length === 0 && "it has no DMARC record, so receivers are told nothing",
          there.length > 1 && `it has ${there.length} DMARC records, so receivers apply none of them: ${names}`,
        ),
      },
    ];
  },
};

/** What stands where receivers look for a policy is a policy, and says one thing to all of them. */
export const dmarcValid: ResourceRule = {
  name: "ocp-dmarc-valid",
  clauses: ["OCP-DMARC-1"],
  level: "mandatory",
  description:
    "A record at a _dmarc name is a TXT record of ours with a valid DMARC policy, and a policy stands nowhere else.",
  remedy: "Leave the record to the stack, which makes it from the domain's dmarc entry in register/ocp/domains.yaml.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const { name, zone, type, proxied, content } = readDnsRecord(resource, register);
    if (name === "_dmarc" || name.startsWith("_dmarc.")) {
      return problems(
        zone === undefined && "its zone belongs to no domain of the register, so nobody can tell whose policy it is",
        proxied && "it is proxied, so receivers are given an address and no policy",
        type !== "TXT" && `it is a ${type} record, and a policy of ours is a TXT record`,
        ...(type === "TXT" ? [...content.problems, ...parseDmarc(content.text).problems] : []),
      );
    }
    const allowsReports = name.includes("._report._dmarc.");
    return type === "TXT" && looksLikeDmarc(content.text) && !allowsReports
      ? [`it is a DMARC policy at ${name}, and receivers look for one at _dmarc.${name} only`]
      : [];
  },
};

/** A rule about what the policy of the domain says; a record there that says nothing is judged as saying nothing. */
function policyRule(
  about: Pick<ResourceRule, "name" | "clauses" | "level" | "description" | "remedy">,
  check: (policy: Parsed<DmarcRecord>) => string[],
): ResourceRule {
  return {
    ...about,
    scope: "resource",
    types: dnsRecordTypes,
    judge: (resource, { register }) => {
      const record = policyRecord(resource, register);
      if (record === undefined) return [];
      return check(parseDmarc(record.type === "TXT" ? record.content.text : ""));
    },
  };
}

function policyRecord(resource: Resource, register: Register): DnsRecord | undefined {
  const record = readDnsRecord(resource, register);
  return record.name === policyName ? record : undefined;
}

/** Somebody reads what receivers count. */
export const dmarcAggregateReports = policyRule(
  {
    name: "ocp-dmarc-aggregate-reports",
    clauses: ["OCP-DMARC-2"],
    level: "mandatory",
    description: `The DMARC policy sends aggregate reports to an address at ${listed(aggregateHosts)}.`,
    remedy: `Add the address at ${listed(aggregateHosts)} that DMARC Analyzer gave to the domain's dmarc.aggregateReports.`,
  },
  ({ record }) => problems(reportsElsewhere("aggregate", record?.aggregateReports, aggregateHosts)),
);

/** Somebody reads what single messages failed. */
export const dmarcForensicReports = policyRule(
  {
    name: "ocp-dmarc-forensic-reports",
    clauses: ["OCP-DMARC-3"],
    level: "mandatory",
    description: `The DMARC policy sends forensic reports to an address at ${listed(forensicHosts)}.`,
    remedy: `Add the address at ${listed(forensicHosts)} that DMARC Analyzer gave to the domain's dmarc.forensicReports.`,
  },
  ({ record }) => problems(reportsElsewhere("forensic", record?.forensicReports, forensicHosts)),
);

/** Forensic reports that would be lost. */
export const dmarcForensicReportsArrive = policyRule(
  {
    name: "ocp-dmarc-forensic-reports-arrive",
    clauses: ["OCP-DMARC-3"],
    level: "advisory",
    description:
      "Forensic reports go to addresses that are for them, and options for them stand beside such an address.",
    remedy: "Correct dmarc.forensicReports and dmarc.failureOptions of the domain.",
  },
  ({ record }) => {
    const addresses = record?.forensicReports ?? [];
    return problems(
      ...addresses
        .filter((address) => aggregateHosts.includes(hostOf(address)))
        .map((address) => `${address} takes aggregate reports, and it is asked to take forensic ones`),
      record?.failureOptions !== undefined &&
        addresses.length === 0 &&
        "fo says when to send forensic reports, and there is no address to send them to",
    );
  },
);

/** The reference asks for reports only; that mail which fails is still delivered is worth saying (AMB-4). */
export const dmarcEnforced = policyRule(
  {
    name: "ocp-dmarc-enforced",
    clauses: ["OCP-DMARC-1"],
    level: "advisory",
    description: "Mail in the domain's name that fails is at least put into quarantine.",
    remedy:
      "Once the reports show that all senders pass, set the domain's dmarc.policy to quarantine and later to reject.",
  },
  ({ record }) => {
    if (record === undefined) return [];
    const open = (Object.keys(mailInWords) as (keyof typeof mailInWords)[])
      .filter((mail) => effectivePolicy(record, mail) === "none")
      .map((mail) => mailInWords[mail]);
    return problems(
      open.length > 0 && `receivers are asked to deliver mail that fails, in the name of ${listed(open)}`,
    );
  },
);

/** Tags that do nothing, or not the same everywhere. */
export const dmarcUnderstood = policyRule(
  {
    name: "ocp-dmarc-understood",
    clauses: ["OCP-DMARC-1"],
    level: "advisory",
    description: "Receivers of any age understand the DMARC policy in the same way.",
    remedy: "Leave the record to the stack, which makes it from the domain's dmarc entry in register/ocp/domains.yaml.",
  },
  ({ advice }) => [...advice],
);

const mailInWords = {
  domain: "the domain",
  subdomains: "its subdomains",
  nonExistent: "subdomains that do not exist",
} as const;

function reportsElsewhere(
  kind: "aggregate" | "forensic",
  addresses: readonly string[] = [],
  hosts: readonly string[],
): string | false {
  if (addresses.some((address) => hosts.includes(hostOf(address)))) return false;
  const service = `DMARC Analyzer at ${listed(hosts)}`;
  return addresses.length === 0
    ? `it asks for no ${kind} reports, and they have to go to ${service}`
    : `its ${kind} reports go to ${listed(addresses)}, and not to ${service}`;
}

/** The domain of an address that the parser gave, where it is in lower case. */
function hostOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
