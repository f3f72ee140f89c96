import type { DateText } from "../../../model/dates.ts";
import type { ExportedFile } from "../exported-file.ts";
import type { Minion } from "../salt/minions.ts";
import { nodeExporter, origin, prometheusServer } from "../settings.ts";
import { yamlText } from "../yaml.ts";

/**
 * Prometheus' configuration: a job for each server, the Prometheus server among them, and one for what Prometheus says of itself.
 * The jobs are in a file of their own besides, for a configuration that has others: Prometheus takes it as one of `scrape_config_files`.
 */
export function scraping(minions: readonly Minion[], asOf: DateText): ExportedFile[] {
  const { scrapeInterval, scrapeTimeout, ruleFile, jobsFile, alertmanager } = prometheusServer;
  const jobs = [ownJob, ...minions.map(job)];
  const whole = {
    path: "prometheus/prometheus.yml",
    text: yamlText(origin(asOf), {
      global: { scrape_interval: scrapeInterval, scrape_timeout: scrapeTimeout },
      rule_files: [ruleFile],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
      scrape_configs: jobs,
    }),
  };
  return [whole, { path: `prometheus/${jobsFile}`, text: yamlText(origin(asOf), { scrape_configs: jobs }) }];
}

const ownJob = {
  job_name: prometheusServer.ownJob.name,
  scheme: "http",
  static_configs: [{ targets: [prometheusServer.ownJob.target] }],
};

function job({ hostname, exporter: { job, port, scheme } }: Minion): unknown {
  return {
    job_name: job,
    scheme,
    ...(scheme === "https" && { tls_config: { ca_file: prometheusServer.caFile } }),
    basic_auth: { username: nodeExporter.username, password_file: prometheusServer.passwordFile },
    static_configs: [{ targets: [`${hostname}:${port}`] }],
  };
}
