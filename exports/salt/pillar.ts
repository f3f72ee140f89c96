import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";
import { everyServer } from "../../model/schema/access.ts";
import type { ExportedFile } from "../exported-file.ts";
import { nodeExporter } from "../settings.ts";
import { groupedList, yamlText } from "../yaml.ts";
import { saltComments } from "./comments.ts";
import { accountKeys, rootKeys } from "./keys.ts";
import type { Minion } from "./minions.ts";

/** The pillar: what every server gets, what each gets of its own, and the top file that says so. */
export function pillar(register: Register, minions: readonly Minion[], asOf: DateText): ExportedFile[] {
  return [
    top(minions, asOf),
    access(register, asOf),
    monitoring(register, asOf),
    ...minions.map((minion) => ownPillar(register, minion, asOf)),
  ];
}

function top(minions: readonly Minion[], asOf: DateText): ExportedFile {
  const own = minions.map(({ target }) => [target, [`servers.${target}`]]);
  return {
    path: "salt/pillar/top.sls",
    text: yamlText(saltComments(asOf, "Which pillar each server gets."), {
      base: { "*": ["access", "monitoring"], ...Object.fromEntries(own) },
    }),
  };
}

function access(register: Register, asOf: DateText): ExportedFile {
  return {
    path: "salt/pillar/access.sls",
    text: yamlText(
      saltComments(asOf, "ssh.admin: the keys with root on every server. A key that is in no list is removed."),
      { ssh: { admin: groupedList(rootKeys(register, everyServer, asOf)) } },
    ),
  };
}

function monitoring(register: Register, asOf: DateText): ExportedFile {
  const prometheus = Object.values(register.servers).find((server) => server.monitoring?.prometheusServer === true);
  return {
    path: "salt/pillar/monitoring.sls",
    text: yamlText(
      saltComments(asOf, "Node Exporter, and whom the firewall lets reach it. Passwords stay in the private pillar."),
      {
        prometheus: {
          node_exporter: {
            service: nodeExporter.service,
            user: nodeExporter.user,
            username: nodeExporter.username,
            password_pillar: nodeExporter.passwordPillar,
          },
        },
        firewall: {
          ...(prometheus?.ipv4 !== undefined && { prometheus_ipv4: `${prometheus.ipv4}/32` }),
          ...(prometheus?.ipv6 !== undefined && { prometheus_ipv6: `${prometheus.ipv6}/128` }),
        },
      },
    ),
  };
}

function ownPillar(register: Register, { id, target, exporter }: Minion, asOf: DateText): ExportedFile {
  const accounts = Object.entries(accountKeys(register, id)).map(([user, groups]) => [user, groupedList(groups)]);
  return {
    path: `salt/pillar/servers/${target}.sls`,
    text: yamlText(
      saltComments(
        asOf,
        `${id}. ssh.root: keys with root here beside those of ssh.admin.`,
        "ssh.accounts: keys of machines for a service's account, beside those of root.",
      ),
      {
        ssh: { root: groupedList(rootKeys(register, id, asOf)), accounts: Object.fromEntries(accounts) },
        prometheus: {
          node_exporter: {
            listen_address: `:${exporter.port}`,
            tls: exporter.scheme === "https",
            disabled_collectors: exporter.disabledCollectors ?? [],
          },
        },
      },
    ),
  };
}
