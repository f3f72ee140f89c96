import { type Register, subjectOf } from "../../../../model/register.ts";
import { hosting } from "../../../settings/hosting.ts";
import { fullName } from "../../dns-name.ts";
import { listed, problems } from "../../grants.ts";
import { isOn, shown } from "../../reading.ts";
import type { Resource, ResourceRule, StackRule } from "../../rule.ts";

const recordType = "cloudflare:index/dnsRecord:DnsRecord";

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

/** A record's full name, from its zone; undefined where the zone is none of ours. */
function nameOf({ props }: Resource, register: Register): string | undefined {
  const [zone] = Object.entries(register.domains).find(([, { zoneId }]) => zoneId === props.zoneId) ?? [];
  return zone === undefined ? undefined : fullName(shown(props.name), zone);
}

function leadsTo({ props }: Resource, { type, content }: Due): boolean {
  return props.type === type && shown(props.content).toLowerCase().replace(/\.$/, "") === content.toLowerCase();
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
  types: [recordType],
  judge: (resource, { register }) => {
    const { props } = resource;
    const name = nameOf(resource, register);
    if (name === undefined) return ["it is in a zone that is not in register/ocp/domains.yaml"];
    const due = dueRecords(register).get(name);
    const address = props.type === "A" || props.type === "AAAA";
    if (due === undefined)
      return problems(
        address && `${name} leads to ${shown(props.content)}, and no server of the register has that name`,
      );
    return problems(
      !due.some((record) => leadsTo(resource, record)) &&
        `${name} is ${shown(props.type)} ${shown(props.content)}; it should be ${listed(due.map(({ type, content }) => `${type} ${content}`))}`,
      isOn(props.proxied) && `${name} is proxied, so it does not lead to its host`,
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
    const records = resources.filter(({ type }) => type === recordType);
    return [...dueRecords(register)].flatMap(([name, due]) =>
      due.map((record) => {
        const found = records.filter((each) => nameOf(each, register) === name && leadsTo(each, record)).length;
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
