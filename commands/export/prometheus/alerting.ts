import type { DateText } from "../../../model/dates.ts";
import type { ExportedFile } from "../exported-file.ts";
import { alerts, origin, prometheusServer } from "../settings.ts";
import { yamlText } from "../yaml.ts";

const where = "{{ $labels.instance }} (job {{ $labels.job }})";

/** Prometheus' alert rules: a server that does not answer, and one short of disk or memory. */
export function alerting(asOf: DateText): ExportedFile {
  const { instanceDownFor, rootFilesystem, memory } = alerts;
  return {
    path: `prometheus/${prometheusServer.ruleFile}`,
    // For Salt, which installs files as templates, the comments at both ends say that the braces are Prometheus' own.
    text: `${yamlText([...origin(asOf), " {% raw %}"], {
      groups: [
        {
          name: "servers",
          rules: [
            rule("InstanceDown", "up == 0", instanceDownFor, `${where} does not answer`),
            rule(
              "RootFilesystemLow",
              `node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"} < ${rootFilesystem.availableBelow}`,
              rootFilesystem.lasting,
              `${where} has less than ${percent(rootFilesystem.availableBelow)} of its root filesystem available`,
            ),
            rule(
              "MemoryLow",
              `node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < ${memory.availableBelow}`,
              memory.lasting,
              `${where} has less than ${percent(memory.availableBelow)} of its memory available`,
            ),
          ],
        },
      ],
    })}# {% endraw %}\n`,
  };
}

function rule(alert: string, expr: string, lasting: string, summary: string): unknown {
  return { alert, expr, for: lasting, labels: { severity: "critical" }, annotations: { summary } };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
