import type { DateText } from "../../model/dates.ts";
import type { Server } from "../../model/schema/hosting.ts";

/** Where the operators' private pillar keeps what Node Exporter and Prometheus share: where it is, not what it is. */
const shared = { certificate: "prometheus:node_exporter:ssl:pubcert", password: "prometheus:node_exporter:password" };

/** Prometheus as Salt installs it. Files are named relative to its configuration. */
export const prometheusServer = {
  scrapeInterval: "60s",
  scrapeTimeout: "30s",
  /** The certificate that every Node Exporter presents. */
  caFile: "node_exporter.pem",
  passwordFile: "node_exporter.password",
  ruleFile: "alerts.yml",
  jobsFile: "jobs.yml",
  alertmanager: "localhost:9095",
  /** Its figures of itself, which leave the server no more than its own page does. */
  ownJob: { name: "prometheus-server-software", target: "localhost:9057" },
} as const;

/** Node Exporter as the operators' states install it, each key as they read it. */
export const nodeExporter = {
  username: "prometheus",
  entry: {
    service: "prometheus-node-exporter",
    user: "prometheus-client",
    basename: "node_exporter",
    version: "1.12.1",
    config: {
      "config.yaml": "salt://prometheus/files/config.yaml",
      [prometheusServer.caFile]: shared.certificate,
    },
  },
} as const;

/**
 * What the states put beside the Prometheus server's configuration, as its `config` in the pillar: our jobs and alerts under names
 * that are not those of the operators' own, and what our jobs name.
 */
export const besidePrometheus = {
  [`gatehouse-${prometheusServer.jobsFile}`]: `salt://gatehouse/${prometheusServer.jobsFile}`,
  [`gatehouse-${prometheusServer.ruleFile}`]: `salt://gatehouse/${prometheusServer.ruleFile}`,
  [prometheusServer.caFile]: shared.certificate,
  [prometheusServer.passwordFile]: shared.password,
};

/** How a server's figures are collected. */
export type Exporter = NonNullable<Server["monitoring"]>;

/** How Node Exporter is started on a server: where it listens, over TLS or not, and without which collectors. */
export function nodeExporterFlags({ port, scheme, disabledCollectors = [] }: Exporter): string[] {
  const home = `/home/${nodeExporter.entry.user}`;
  return [
    `--web.listen-address=:${port}`,
    ...(scheme === "https" ? [`--web.config.file=${home}/config.yaml`] : []),
    `--collector.textfile.directory=${home}/node-exporter-textfile-directory`,
    ...disabledCollectors.map((name) => `--no-collector.${name}`),
  ];
}

/** When to alert. Shares are of the whole; times are how long it has to last. */
export const alerts = {
  instanceDownFor: "20m",
  rootFilesystem: { availableBelow: 0.15, lasting: "5m" },
  memory: { availableBelow: 0.1, lasting: "5m" },
} as const;

/** What every exported file says of where it comes from, as comment lines. */
export function origin(asOf: DateText): string[] {
  return [` Made by Gatehouse from register/ocp as of ${asOf}. Change the register, not this file.`];
}
