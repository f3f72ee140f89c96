import { type Register, subjectOf } from "../../../model/register.ts";
import type { Server } from "../../../model/schema/hosting.ts";
import { monitoring } from "../../settings/hosting.ts";
import { listed, problems } from "../grants.ts";
import {
  everybody,
  type Networks,
  networkOf,
  type Opening,
  openingsOfHetzner,
  openingsOfLinode,
  reachThroughHetzner,
  reachThroughLinode,
  without,
} from "../reach.ts";
import { fields, list, shown } from "../reading.ts";
import { names } from "../reading-ids.ts";
import type { Resource, ResourceRule, StackRule } from "../rule.ts";
import { prometheusServers } from "./monitoring.ts";

const port = monitoring.exporterPort;

/** How to read each provider's firewalls, and how they are tied to its machines: from either side. */
const firewalls: Readonly<
  Record<
    string,
    {
      readonly reach: (props: Resource["props"], port: number) => Networks;
      readonly openings: (props: Resource["props"]) => readonly Opening[];
      readonly provider: Server["provider"];
      readonly machine: string;
      /** The firewall's property that names machines. */
      readonly machines: string;
      /** The machine's property that names firewalls. */
      readonly firewalls: string;
    }
  >
> = {
  "linode:index/firewall:Firewall": {
    reach: reachThroughLinode,
    openings: openingsOfLinode,
    provider: "linode",
    machine: "linode:index/instance:Instance",
    machines: "linodes",
    firewalls: "firewallId",
  },
  "hcloud:index/firewall:Firewall": {
    reach: reachThroughHetzner,
    openings: openingsOfHetzner,
    provider: "hetzner-cloud",
    machine: "hcloud:index/server:Server",
    machines: "applyTos",
    firewalls: "firewallIds",
  },
};

/** The addresses that Prometheus comes from. */
function prometheusNetworks(register: Register): Networks {
  return prometheusServers(register).flatMap(([, { ipv4, ipv6 }]) =>
    [ipv4, ipv6].filter((address) => address !== undefined).map(networkOf),
  );
}

/** What Node Exporter tells is for Prometheus. A firewall that is off, or accepts by default, lets everybody in. */
export const exporterClosed: ResourceRule = {
  name: "ocp-exporter-closed",
  clauses: ["OCP-MON-3"],
  level: "mandatory",
  description: `No firewall opens port ${port}, where Node Exporter is, to anybody but the Prometheus server.`,
  remedy: `Let the firewall drop by default, and accept port ${port} from the Prometheus server's addresses only.`,
  scope: "resource",
  types: Object.keys(firewalls),
  judge: ({ type, props }, { register }) => {
    const reaching = firewalls[type]?.reach(props, port) ?? everybody;
    const prometheus = prometheusNetworks(register);
    const others = without(reaching, prometheus);
    const all = without(without(everybody, reaching), prometheus).length === 0;
    return problems(others.length > 0 && `${all ? "everybody" : shownNetworks(others)} can reach port ${port}`);
  },
};

/** What a firewall lets in, the register says: another open port is a door that nobody called for. */
export const openingsFromRegister: ResourceRule = {
  name: "ocp-openings-from-register",
  clauses: ["GATE-10"],
  level: "mandatory",
  description:
    "A firewall lets in ICMP, the TCP ports that the register opens at its server, and the port of Node Exporter, each by its own rule; the first two for everybody, and no rule drops.",
  remedy:
    "Add the port to openPorts of the server in register/ocp/servers.yaml, or take it out; leave the rules to the stack.",
  scope: "resource",
  types: Object.keys(firewalls),
  judge: ({ type, name, props }, { register }) => {
    const server = Object.hasOwn(register.servers, name) ? register.servers[name] : undefined;
    const ports = [...(server?.openPorts ?? []), port].map(String);
    const strange = (firewalls[type]?.openings(props) ?? []).filter(
      (each) => !(each.protocol === "icmp" || (each.protocol === "tcp" && ports.includes(each.ports))),
    );
    const shut = (server?.openPorts ?? []).filter(
      (each) => without(everybody, firewalls[type]?.reach(props, each) ?? []).length > 0,
    );
    const dropping = list(props.inbounds).filter((rule) => shown(fields(rule).action).toUpperCase() !== "ACCEPT");
    return [
      ...strange.map(
        (each) =>
          `it lets in ${each.protocol} ${each.ports || "whatever the port"}, which the register does not open there`,
      ),
      ...problems(
        shut.length > 0 && `it keeps some from ${listed(shut.map(String))}, which the register opens to everybody`,
        server !== undefined && !letsIcmpIn(props) && "it keeps some from ICMP, by which paths are found",
        dropping.length > 0 && "one of its rules does not accept; what none accepts is dropped",
      ),
    ];
  },
};

/** Whether everybody is let in by ICMP, whoever's firewall it is. */
function letsIcmpIn(props: Resource["props"]): boolean {
  const networks = [...list(props.inbounds), ...list(props.rules)]
    .map(fields)
    .filter(({ protocol }) => shown(protocol).toLowerCase() === "icmp")
    .flatMap(({ ipv4s, ipv6s, sourceIps }) => [ipv4s, ipv6s, sourceIps].flatMap(list).map(shown));
  return everybody.every((network) => networks.includes(network));
}

/** A machine has a firewall, and Prometheus gets through it over IPv4 and IPv6. */
export const exporterReachable: StackRule = {
  name: "ocp-exporter-reachable",
  clauses: ["OCP-MON-3"],
  level: "mandatory",
  description: `Every machine is behind a firewall that lets the Prometheus server reach port ${port} over both kinds of address.`,
  remedy: `Tie a firewall to the machine that accepts TCP port ${port} from both addresses of the Prometheus server.`,
  scope: "stack",
  judge: (resources, { register }) =>
    Object.entries(firewalls).flatMap(([type, kind]) => {
      const ofType = resources.filter((resource) => resource.type === type);
      return Object.entries(register.servers)
        .filter(([, { provider }]) => provider === kind.provider)
        .map(([id]) => {
          const subject = subjectOf(register.id, "servers", id);
          const machine = resources.find((resource) => resource.type === kind.machine && resource.name === id);
          if (machine === undefined)
            return { subject, problems: ["it has no machine that could be behind a firewall"] };
          const tied = ofType.filter(
            (firewall) => names(firewall, kind.machines, machine) || names(machine, kind.firewalls, firewall),
          );
          const open = tied.flatMap(({ props }) => kind.reach(props, port));
          const missing = without(prometheusNetworks(register), open);
          return {
            subject,
            problems: problems(
              tied.length === 0 && "its machine is behind no firewall",
              tied.length > 0 && missing.length > 0 && `Prometheus cannot reach port ${port} from ${listed(missing)}`,
            ),
          };
        });
    }),
};

/** Longest list of networks in a message. */
const most = 3;

function shownNetworks(networks: Networks): string {
  const rest = networks.length - most;
  return listed(rest > 0 ? [...networks.slice(0, most), `${rest} more networks`] : networks);
}
