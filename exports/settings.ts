import type { DateText } from "../model/dates.ts";

/** Node Exporter as Salt installs it, and the credential by which Prometheus reads it: where that is, not what it is. */
export const nodeExporter = {
  service: "prometheus-node-exporter",
  user: "prometheus-client",
  username: "prometheus",
  /** Where the password is in Salt's private pillar. */
  passwordPillar: "prometheus:node_exporter:password",
} as const;

/** Prometheus as Salt installs it. Files are named relative to its configuration. */
export const prometheusServer = {
  scrapeInterval: "60s",
  scrapeTimeout: "30s",
  /** The certificate that every Node Exporter presents. */
  caFile: "node_exporter.pem",
  passwordFile: "node_exporter.password",
  ruleFile: "alerts.yml",
  alertmanager: "localhost:9095",
} as const;

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
