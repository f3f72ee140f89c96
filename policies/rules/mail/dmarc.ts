import {
  type DmarcPolicy,
  type DmarcRecord,
  effectivePolicy,
  isDmarc,
  looksLikeDmarc,
  type MailOf,
  parseDmarc,
} from "../../../model/mail/dmarc.ts";
import type { Parsed } from "../../../model/mail/parsed.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { mail } from "../../settings/mail.ts";
import { ocp } from "../../settings/ocp.ts";
import { dnsRecordTypes, readDnsRecord } from "../dns-records.ts";
import { listed, problems } from "../grants.ts";
import type { RegisterRule, ResourceRule, StackRule } from "../rule.ts";
import { dnsRecordsIn, domainsOfStack, isFederal, nameBehind } from "./domains.ts";

/** The domain that a name holds the policy of; undefined where receivers look for none. */
export function policyOf(name: string): string | undefined {
  return nameBehind("_dmarc", name);
}

/** What a rule says of a policy: of the domain `of`, as receivers read it. */
export type JudgePolicy = (policy: Parsed<DmarcRecord>, of: string, register: Register) => string[];

/** A rule about what the policies say; a record that says nothing where a policy stands is judged as saying nothing. */
export function policyRule(
  about: Pick<ResourceRule, "name" | "clauses" | "level" | "description" | "remedy">,
  judge: JudgePolicy,
): ResourceRule {
  return {
    ...about,
    scope: "resource",
    types: dnsRecordTypes,
    judge: (resource, { register }) => {
      const { name, type, content } = readDnsRecord(resource, register);
      const of = policyOf(name);
      return of === undefined ? [] : judge(parseDmarc(type === "TXT" ? content.text : ""), of, register);
    },
  };
}

/** There is one policy, and so it is known which one applies. */
export const dmarcPresent: StackRule = {
  name: "mail-dmarc-present",
  clauses: ["OCP-DMARC-1", "EMAIL-1"],
  level: "mandatory",
  description: "Each mail domain has exactly one DMARC record, and no other name has more than one.",
  remedy:
    "Say in the register's domains.yaml, under the domain, in which zone it is and what its dmarc policy is, and remove any other record at the name.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const found = dnsRecordsIn(resources, register).filter(
      ({ name, zone, type, content }) =>
        zone !== undefined && policyOf(name) !== undefined && type === "TXT" && isDmarc(content.text),
    );
    const ocpDomain = register.id === "ocp" ? [ocp.dmarc.domain] : [];
    const due = [...domainsOfStack(register, stack).map(([name]) => name), ...ocpDomain];
    const names = new Set([...due.map((name) => `_dmarc.${name}`), ...found.map(({ name }) => name)]);
    return [...names].map((policyName) => {
      const there = found.filter(({ name }) => name === policyName);
      return {
        subject: policyName,
        problems: problems(
          there.length === 0 && "it has no DMARC record, so receivers are told nothing",
          there.length > 1 &&
            `it has ${there.length} DMARC records, so receivers apply none of them: ${listed(there.map(({ subject }) => subject).sort())}`,
        ),
      };
    });
  },
};

const leaveIt =
  "Leave the record to the stack, which makes it from the domain's dmarc entry in the register's domains.yaml.";

/** What stands where receivers look for a policy is a policy, and says one thing to all of them. */
export const dmarcValid: ResourceRule = {
  name: "mail-dmarc-valid",
  clauses: ["OCP-DMARC-1", "EMAIL-1"],
  level: "mandatory",
  description:
    "A record at a _dmarc name is a TXT record of ours with a valid DMARC policy, and a policy stands nowhere else, and for .gov names not behind an alias of every name below.",
  remedy: leaveIt,
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const { name, zone, type, proxied, content } = readDnsRecord(resource, register);
    if (name === "_dmarc" || policyOf(name) !== undefined) {
      return problems(
        zone === undefined && "its zone belongs to no domain of the register, so nobody can tell whose policy it is",
        proxied && "it is proxied, so receivers are given an address and no policy",
        type !== "TXT" && `it is a ${type} record, and a policy of ours is a TXT record`,
        ...(type === "TXT" ? [...content.problems, ...parseDmarc(content.text).problems] : []),
      );
    }
    // It answers for _dmarc of each name below as well; a proxied one gives an address, and nothing of its target's.
    if (type === "CNAME" && name.startsWith("*.") && !proxied && isFederal(register, name)) {
      return [
        `whoever owns ${content.text} decides about the policy of every name that is not there below ${name.slice(2)}`,
      ];
    }
    const allowsReports = name.includes("._report._dmarc.");
    return type === "TXT" && looksLikeDmarc(content.text) && !allowsReports
      ? [`it is a DMARC policy at ${name}, and receivers look for one at _dmarc.${name} only`]
      : [];
  },
};

/** Tags that do nothing, or not the same everywhere. */
export const dmarcUnderstood = policyRule(
  {
    name: "mail-dmarc-understood",
    clauses: ["OCP-DMARC-1", "EMAIL-1"],
    level: "advisory",
    description: "Receivers of any age understand each DMARC policy in the same way.",
    remedy: leaveIt,
  },
  ({ advice }) => [...advice],
);

const mailInWords: Readonly<Record<MailOf, string>> = {
  domain: "the domain",
  subdomains: "its subdomains",
  nonExistent: "subdomains that do not exist",
};

/** For whose mail a policy asks, in effect, for one of some treatments; in words. */
export function mailTreatedAs(record: DmarcRecord, treatments: readonly DmarcPolicy[]): string[] {
  return (Object.keys(mailInWords) as MailOf[])
    .filter((whose) => treatments.includes(effectivePolicy(record, whose)))
    .map((whose) => mailInWords[whose]);
}

/** Mail in the name of the government, or of a domain that sends none, does not arrive unless it is proven genuine. */
export const dmarcRejects = policyRule(
  {
    name: "mail-dmarc-rejects",
    clauses: ["EMAIL-1"],
    level: "mandatory",
    description:
      "The policy of a .gov name, and of a domain that sends no mail, has all mail that fails rejected: that of the domain, of its subdomains, and of names that do not exist.",
    remedy:
      "Set the domain's dmarc.policy to reject, leave subdomainPolicy, nonExistentPolicy and testing out, and give no subdomain a weaker policy of its own.",
  },
  ({ record }, of, register) => {
    const silent = Object.hasOwn(register.domains, of) && register.domains[of]?.sendsMail === false;
    if (!isFederal(register, of) && !silent) return [];
    if (record === undefined) return ["it has no policy that receivers could apply, so they reject nothing"];
    const open = mailTreatedAs(record, ["none", "quarantine"]);
    return problems(
      open.length > 0 &&
        `mail that fails is not rejected in the name of ${listed(open)}${record.testing === true ? ", because the policy is being tried out (t=y)" : ""}${record.percent !== undefined && record.percent < 100 ? `, because it is for ${record.percent} percent of the mail (pct)` : ""}`,
    );
  },
);

/** Whoever defends the government's names sees who abuses them. */
export const dmarcFederalReports = policyRule(
  {
    name: "mail-dmarc-federal-reports",
    clauses: ["EMAIL-2"],
    level: "mandatory",
    description: `The policy of a .gov name sends aggregate reports to ${mail.federalReports}.`,
    remedy: `Add ${mail.federalReports} to the domain's dmarc.aggregateReports.`,
  },
  ({ record }, of, register) =>
    isFederal(register, of) && !record?.aggregateReports?.some((each) => each.toLowerCase() === mail.federalReports)
      ? [
          `its aggregate reports go to ${listed(record?.aggregateReports ?? []) || "nobody"}, and not to ${mail.federalReports}`,
        ]
      : [],
);

/** What binds a domain follows from its name, not from what its entry admits. */
export const mandatesFit: RegisterRule = {
  name: "mail-mandates-fit",
  clauses: ["EMAIL-1"],
  level: "mandatory",
  description: `Every .gov domain carries the mandate bod-18-01, and ${ocp.dmarc.domain} alone the OCP reference.`,
  remedy: "Correct mandates in the register's domains.yaml.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.domains).map(([name, { mandates = [] }]) => ({
      subject: subjectOf(register.id, "domains", name),
      problems: problems(
        name.endsWith(mail.federalSuffix) &&
          !mandates.includes("bod-18-01") &&
          "it is a .gov domain, and its entry does not carry bod-18-01",
        mandates.includes("ocp-reference") &&
          name !== ocp.dmarc.domain &&
          `it carries ocp-reference, which is about ${ocp.dmarc.domain}`,
      ),
    })),
};
