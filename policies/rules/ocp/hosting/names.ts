import { fullName } from "../../../../model/dns-name.ts";
import { type Register, subjectOf } from "../../../../model/register.ts";
import { hosting } from "../../../settings/hosting.ts";
import { type DnsRecord, dnsRecordTypes, readDnsRecord } from "../../dns-records.ts";
import { listed, problems } from "../../grants.ts";
import type { ResourceRule, StackRule } from "../../rule.ts";

/** A record that a name must have, and no other of its kind. */
interface Due {
  readonly type: "A" | "AAAA" | "CNAME";
  readonly content: string;
  /** The entry of the register that it follows from. */
  readonly subject: string;
}

/** Every name in a zone of ours that the register has a host for, with the records that lead there. */
function dueRecords(register: Register): Map<string, Due[]> {
  const zones = Object.keys(register.domains);
  const isOurs = (name: string) => zones.some((zone) => name === zone || name.endsWith(`.${zone}`));
  const due = new Map<string, Due[]>();
  const add = (name: string | undefined, record: Due) => {
    if (name !== undefined && isOurs(name)) due.set(name, [...(due.get(name) ?? []), record]);
  };
  for (const [id, { hostname, ipv4, ipv6 }] of Object.entries(register.servers)) {
    const subject = subjectOf(register.id, "servers", id);
    if (ipv4 !== undefined) add(hostname, { type: "A", content: ipv4, subject });
    if (ipv6 !== undefined) add(hostname, { type: "AAAA", content: ipv6, subject });
  }
  for (const [id, { hostname, server, pages }] of Object.entries(register.services)) {
    const subject = subjectOf(register.id, "services", id);
    const target = server === undefined ? undefined : register.servers[server]?.hostname;
    if (target !== undefined) add(hostname, { type: "CNAME", content: target, subject });
    add(pages?.cname, { type: "CNAME", content: hosting.pages.target, subject });
  }
  return due;
}

function leadsTo(record: DnsRecord, { type, content }: Due): boolean {
  return record.type === type && fullName(record.content.text) === content.toLowerCase();
}

/** A name leads to the host that the register gives it, and what nobody declared leads nowhere. */
export const namesLeadToHosts: ResourceRule = {
  name: "ocp-names-lead-to-hosts",
  clauses: ["OCP-HOST-2", "OCP-HOST-3", "OCP-HOST-14"],
  level: "mandatory",
  description: "The name of a service or server leads to the host that the register gives it, with nothing in between.",
  remedy:
    "Let the stack's program make the records of hosts from register/ocp/servers.yaml and services.yaml, unproxied.",
  scope: "resource",
  types: dnsRecordTypes,
  judge: (resource, { register }) => {
    const found = readDnsRecord(resource, register);
    const { name, zone, type, content, proxied } = found;
    if (zone === undefined) return ["it is in a zone that is not in register/ocp/domains.yaml"];
    const due = dueRecords(register).get(name);
    const address = type === "A" || type === "AAAA";
    if (due === undefined)
      return problems(address && `${name} leads to ${content.text}, and no server of the register has that name`);
    return problems(
      !due.some((record) => leadsTo(found, record)) &&
        `${name} is ${type} ${content.text}; it should be ${listed(due.map(({ type, content }) => `${type} ${content}`))}`,
      proxied && `${name} is proxied, so it does not lead to its host`,
    );
  },
};

/** Every name that the register has a host for is declared, once. */
export const namesDeclared: StackRule = {
  name: "ocp-names-declared",
  clauses: ["OCP-HOST-3", "OCP-HOST-14"],
  level: "mandatory",
  description: "Every service and server whose name is in a zone of ours has its records there, each once.",
  remedy: "Let the stack's program make the records of hosts from register/ocp/servers.yaml and services.yaml.",
  scope: "stack",
  judge: (resources, { register }) => {
    const records = resources
      .filter(({ type }) => dnsRecordTypes.includes(type))
      .map((resource) => readDnsRecord(resource, register))
      .filter(({ zone }) => zone !== undefined);
    return [...dueRecords(register)].flatMap(([name, due]) =>
      due.map((record) => {
        const found = records.filter((each) => each.name === name && leadsTo(each, record)).length;
        return {
          subject: record.subject,
          problems: problems(
            found === 0 && `${name} has no record ${record.type} ${record.content}`,
            found > 1 && `${name} has the record ${record.type} ${record.content} ${found} times`,
          ),
        };
      }),
    );
  },
};
