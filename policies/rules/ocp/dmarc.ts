import type { DmarcRecord } from "../../../model/mail/dmarc.ts";
import type { Parsed } from "../../../model/mail/parsed.ts";
import { ocp } from "../../settings/ocp.ts";
import { listed, problems } from "../grants.ts";
import { mailTreatedAs, policyRule } from "../mail/dmarc.ts";
import type { ResourceRule } from "../rule.ts";

const { aggregate: aggregateHosts, forensic: forensicHosts } = ocp.dmarc.reportHosts;

/** A rule about the policy of the domain that the OCP reference is about, and of no other. */
function ocpPolicyRule(
  about: Pick<ResourceRule, "name" | "clauses" | "level" | "description" | "remedy">,
  check: (policy: Parsed<DmarcRecord>) => string[],
): ResourceRule {
  return policyRule(about, (policy, of) => (of === ocp.dmarc.domain ? check(policy) : []));
}

/** Somebody reads what receivers count. */
export const dmarcAggregateReports = ocpPolicyRule(
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
export const dmarcForensicReports = ocpPolicyRule(
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
export const dmarcForensicReportsArrive = ocpPolicyRule(
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
export const dmarcEnforced = ocpPolicyRule(
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
    const open = mailTreatedAs(record, ["none"]);
    return problems(
      open.length > 0 && `receivers are asked to deliver mail that fails, in the name of ${listed(open)}`,
    );
  },
);

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
