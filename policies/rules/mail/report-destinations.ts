import { isDmarc } from "../../../model/mail/dmarc.ts";
import { domainAbove, isWithin } from "../../../model/mail/records.ts";
import { mail } from "../../settings/mail.ts";
import { listed, problems } from "../grants.ts";
import type { StackRule } from "../rule.ts";
import { policyRule } from "./dmarc.ts";
import { dnsRecordsIn, domainsOfStack, expectedRecords } from "./domains.ts";

/** A domain of ours that is sent reports about another says that it takes them; else receivers send none (RFC 9990). */
export const reportsAccepted: StackRule = {
  name: "mail-reports-accepted",
  clauses: ["EMAIL-8"],
  level: "mandatory",
  description: "Where reports about one domain go to another of the register, that one says that it takes them.",
  remedy: "Leave the record at _report._dmarc to the stack, which makes it from the reports that the domains ask for.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const found = dnsRecordsIn(resources, register);
    const due = expectedRecords(register).filter(({ name }) => name.includes("._report._dmarc."));
    return domainsOfStack(register, stack).map(([domain]) => ({
      subject: domain,
      problems: due
        .filter(({ name }) => domainAbove(register, name) === domain)
        .filter(
          (each) =>
            !found.some(({ name, type, content }) => name === each.name && type === "TXT" && isDmarc(content.text)),
        )
        .map(({ name }) => `there is no record v=DMARC1 at ${name}, so no such reports are sent here`),
    }));
  },
};

/** Reports to others arrive only where those have said so, which no stack of ours can see to. */
export const reportsToOthers = policyRule(
  {
    name: "mail-reports-to-others",
    clauses: ["EMAIL-8"],
    level: "advisory",
    description: "Reports go to domains of the register, or to services that are known to take them.",
    remedy:
      "Have the other domain's owner publish v=DMARC1 at the name, and add its host to reportServices in policies/settings/mail.ts.",
  },
  ({ record }, of, register) => {
    const addresses = [...(record?.aggregateReports ?? []), ...(record?.forensicReports ?? [])];
    const hosts = new Set(addresses.map((address) => address.slice(address.lastIndexOf("@") + 1)));
    const unsure = [...hosts].filter(
      (host) => !isWithin(host, of) && !mail.reportServices.includes(host) && domainAbove(register, host) === undefined,
    );
    return problems(
      unsure.length > 0 &&
        `reports go to ${listed(unsure)}, and arrive only if ${listed(unsure.map((host) => `${of}._report._dmarc.${host}`))} says so`,
    );
  },
);
