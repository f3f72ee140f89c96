import { type Register, subjectOf } from "../../../model/register.ts";
import type { Server } from "../../../model/schema/hosting.ts";
import { monitoring } from "../../settings/hosting.ts";
import { listed, problems } from "../grants.ts";
import { onceFor } from "../once-for.ts";
import type { Finding, RegisterRule } from "../rule.ts";
import { sharing } from "../sharing.ts";

const { exporterPort, neededCollectors } = monitoring;

/** Every server is watched, the Prometheus server itself (AMB-3) and development servers (AMB-2) too. */
export const serversScraped: RegisterRule = {
  name: "ocp-servers-scraped",
  clauses: ["OCP-MON-1"],
  level: "mandatory",
  description: "Every server is a scrape target of Prometheus, over https, as a job of its own.",
  remedy: "Give the server a monitoring section with a job of its own and scheme https in register/ocp/servers.yaml.",
  scope: "register",
  judge: (register) =>
    each(register, (id, server) => {
      const { monitoring } = server;
      const others = sharingJob(register)(id, server);
      return problems(
        monitoring === undefined && "Prometheus does not watch it",
        monitoring?.scheme === "http" && "its figures are fetched over http",
        others !== undefined && `its job ${monitoring?.job} is also that of ${others}`,
      );
    }),
};

/** Salt configures monitoring, so every server is one of Salt's, under a name of its own. */
export const serversSaltManaged: RegisterRule = {
  name: "ocp-servers-salt-managed",
  clauses: ["OCP-MON-2"],
  level: "mandatory",
  description: "Salt manages every server, under a target of its own.",
  remedy: "Set configManagement: salt and a saltTarget of its own in register/ocp/servers.yaml.",
  scope: "register",
  judge: (register) =>
    each(register, (id, server) => {
      const { configManagement, saltTarget } = server;
      const others = sharingSaltTarget(register)(id, server);
      return problems(
        configManagement !== "salt" && "Salt does not manage it",
        (saltTarget ?? "").trim() === "" && "it has no Salt target",
        others !== undefined && `its Salt target ${saltTarget} is also that of ${others}`,
      );
    }),
};

/** One server collects from all others. */
export const onePrometheusServer: RegisterRule = {
  name: "ocp-one-prometheus-server",
  clauses: ["OCP-MON-2", "OCP-MON-3"],
  level: "mandatory",
  description: "Exactly one server is the Prometheus server, and its IPv4 and IPv6 addresses are known.",
  remedy: "Mark one server with monitoring.prometheusServer: true in register/ocp/servers.yaml, with ipv4 and ipv6.",
  scope: "register",
  judge: (register) => {
    const found = prometheusServers(register);
    return [
      {
        subject: subjectOf(register.id, "servers"),
        problems: problems(
          found.length === 0 && "none of them is the Prometheus server",
          found.length > 1 && `${found.length} of them are Prometheus servers: ${listed(found.map(([id]) => id))}`,
        ),
      },
      ...found.map(([id, { ipv4, ipv6 }]) => ({
        subject: subjectOf(register.id, "servers", id),
        problems: problems(
          ipv4 === undefined && "its IPv4 address is not known, so no firewall can let it in",
          ipv6 === undefined && "its IPv6 address is not known, so no firewall can let it in",
        ),
      })),
    ];
  },
};

/** Node Exporter tells of disk and memory on every server, on the port that firewalls know. */
export const exporterEverywhere: RegisterRule = {
  name: "ocp-exporter-everywhere",
  clauses: ["OCP-MON-3"],
  level: "mandatory",
  description: `Node Exporter listens on port ${exporterPort} of every server, with disk and memory collectors on, and closed to the public.`,
  remedy: "Correct monitoring and openPorts of the server in register/ocp/servers.yaml.",
  scope: "register",
  judge: (register) =>
    each(register, (_, { monitoring, openPorts }) =>
      problems(
        monitoring === undefined && "it has no Node Exporter",
        monitoring !== undefined &&
          monitoring.port !== exporterPort &&
          `its Node Exporter is on port ${monitoring.port}, not on ${exporterPort}`,
        ...neededCollectors
          .filter((needed) => monitoring?.disabledCollectors?.some((off) => off.toLowerCase().includes(needed)))
          .map((needed) => `the collector ${needed} is off`),
        openPorts?.includes(monitoring?.port ?? exporterPort) && "the port of its Node Exporter is open to everybody",
      ),
    ),
};

/** The servers that collect from all others; the rules want exactly one. */
export function prometheusServers(register: Register): [string, Server][] {
  return Object.entries(register.servers).filter(([, { monitoring }]) => monitoring?.prometheusServer === true);
}

function each(register: Register, judge: (id: string, server: Server) => string[]): Finding[] {
  return Object.entries(register.servers).map(([id, server]) => ({
    subject: subjectOf(register.id, "servers", id),
    problems: judge(id, server),
  }));
}

const sharingJob = onceFor(({ servers }: Register) => sharing(servers, ({ monitoring }) => monitoring?.job));
const sharingSaltTarget = onceFor(({ servers }: Register) => sharing(servers, ({ saltTarget }) => saltTarget));
