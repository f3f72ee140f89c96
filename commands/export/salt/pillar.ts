import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { everyServer } from "../../../model/schema/access.ts";
import type { ExportedFile } from "../exported-file.ts";
import { besidePrometheus, nodeExporter, nodeExporterFlags } from "../settings.ts";
import { groupedList, yamlText } from "../yaml.ts";
import { saltComments } from "./comments.ts";
import { accountKeys, rootKeys } from "./keys.ts";
import type { Minion } from "./minions.ts";

const folder = "salt/pillar/gatehouse";

/**
 * The pillar: what every server gets, what each gets of its own, and one file that gives each server both. All under a name that
 * the operators' own pillar does not have; their top file names it.
 */
export function pillar(register: Register, minions: readonly Minion[], asOf: DateText): ExportedFile[] {
  return [
    entrance(minions, asOf),
    access(register, asOf),
    monitoring(register, asOf),
    ...minions.map((minion) => ownPillar(register, minion, asOf)),
  ];
}

/** The only file that is a template: a pillar cannot be told by its name whose it is. Ids are slugs, and written as JSON. */
function entrance(minions: readonly Minion[], asOf: DateText): ExportedFile {
  const [, ...comments] = saltComments(
    asOf,
    "What a server of the register gets; for any other there is nothing here.",
  );
  const targets = minions.map(({ target }) => target);
  return {
    path: `${folder}/init.sls`,
    text: [
      "#!jinja|yaml",
      ...comments.map((line) => `#${line}`),
      "",
      // What a minion says of itself (its grains) may be a lie; the master knows its id by its key.
      `{% if opts.id in ${JSON.stringify(targets)} %}`,
      "include:",
      "  - gatehouse.access",
      "  - gatehouse.monitoring",
      "  - gatehouse.servers.{{ opts.id }}",
      "{% else %}",
      "{}",
      "{% endif %}",
      "",
    ].join("\n"),
  };
}

function access(register: Register, asOf: DateText): ExportedFile {
  return {
    path: `${folder}/access.sls`,
    text: yamlText(
      saltComments(asOf, "ssh.admin: the keys with root on every server. A key that is in no list is removed."),
      { ssh: { admin: groupedList(rootKeys(register, everyServer, asOf)) } },
    ),
  };
}

function monitoring(register: Register, asOf: DateText): ExportedFile {
  const prometheus = Object.values(register.servers).find((server) => server.monitoring?.prometheusServer === true);
  return {
    path: `${folder}/monitoring.sls`,
    text: yamlText(
      saltComments(asOf, "Node Exporter, and whom the firewall lets reach it. Passwords stay in the private pillar."),
      {
        prometheus: {
          node_exporter: { ...nodeExporter.entry, username: nodeExporter.username },
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
    path: `${folder}/servers/${target}.sls`,
    text: yamlText(
      saltComments(
        asOf,
        `${id}. ssh.root: keys with root here beside those of ssh.admin.`,
        "ssh.ACCOUNT: keys of machines for a service's account, beside those of root.",
      ),
      {
        ssh: { root: groupedList(rootKeys(register, id, asOf)), ...Object.fromEntries(accounts) },
        prometheus: {
          node_exporter: { flags: nodeExporterFlags(exporter) },
          ...(exporter.prometheusServer === true && { prometheus: { config: besidePrometheus } }),
        },
      },
    ),
  };
}
