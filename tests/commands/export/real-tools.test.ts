import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { exportedFiles } from "../../../commands/export/files.ts";
import { writeExport } from "../../../commands/export/write.ts";
import { loadRegister } from "../../../model/load.ts";
import { promtool } from "../../tools/promtool.ts";
import { readWithPyYaml } from "../../tools/pyyaml.ts";

const { registers, head } = loadRegister("register");
const files = exportedFiles(registers.ocp, head.asOf);
const download = 600_000;

let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "export-tools-"));
  await writeExport(dir, files);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("promtool", () => {
  let tool: string;
  beforeAll(async () => {
    tool = await promtool();
  }, download);
  const check = (...args: string[]) => execa(tool, args, { cwd: join(dir, "prometheus"), reject: false, all: true });

  test("takes the configuration and the rules that it names", async () => {
    const { all, exitCode } = await check("check", "config", "prometheus.yml");
    expect(all).toContain("SUCCESS: 3 rules found");
    expect(exitCode).toBe(0);
  });

  test("takes the alert rules", async () => {
    const { all, exitCode } = await check("check", "rules", "alerts.yml");
    expect([exitCode, all]).toEqual([0, expect.stringContaining("SUCCESS: 3 rules found")]);
  });

  test("refuses both when something in them is wrong, so that the tests above can fail", async () => {
    const broken = (name: string, from: string, to: string) => {
      const text = readFileSync(join(dir, "prometheus", name), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(dir, "prometheus", `broken-${name}`), text.replace(from, to));
    };
    broken("prometheus.yml", "scrape_timeout: 30s", "scrape_timeout: 90s");
    broken("alerts.yml", "up == 0", "up === 0");
    expect((await check("check", "config", "broken-prometheus.yml")).exitCode).not.toBe(0);
    expect((await check("check", "rules", "broken-alerts.yml")).exitCode).not.toBe(0);
  });

  test("fires each alert when it has lasted long enough, at the share that it should, and not before", async () => {
    const labels = 'instance="crm.example.org:7231",job="crm"';
    const disk = (value: number) => [
      { series: `node_filesystem_avail_bytes{mountpoint="/",${labels}}`, values: `${value}x40` },
      { series: `node_filesystem_size_bytes{mountpoint="/",${labels}}`, values: "100x40" },
    ];
    const memory = (value: number) => [
      { series: `node_memory_MemAvailable_bytes{${labels}}`, values: `${value}x40` },
      { series: `node_memory_MemTotal_bytes{${labels}}`, values: "100x40" },
    ];
    const up = (value: number) => [{ series: `up{${labels}}`, values: `${value}x40` }];
    const fires = (alertname: string, series: object[], at: string, firing: boolean, summary: string) => ({
      interval: "1m",
      input_series: series,
      alert_rule_test: [
        {
          alertname,
          eval_time: at,
          exp_alerts: firing
            ? [
                {
                  exp_labels: {
                    severity: "critical",
                    instance: "crm.example.org:7231",
                    job: "crm",
                    ...(alertname === "RootFilesystemLow" && { mountpoint: "/" }),
                  },
                  exp_annotations: { summary: `crm.example.org:7231 (job crm) ${summary}` },
                },
              ]
            : [],
        },
      ],
    });
    const diskText = "has less than 15 % of its root filesystem available";
    const memoryText = "has less than 10 % of its memory available";
    const tests = [
      fires("InstanceDown", up(0), "19m", false, ""),
      fires("InstanceDown", up(0), "20m", true, "does not answer"),
      fires("InstanceDown", up(1), "40m", false, ""),
      fires("RootFilesystemLow", disk(14), "4m", false, ""),
      fires("RootFilesystemLow", disk(14), "5m", true, diskText),
      fires("RootFilesystemLow", disk(15), "40m", false, ""),
      fires("MemoryLow", memory(9), "4m", false, ""),
      fires("MemoryLow", memory(9), "5m", true, memoryText),
      fires("MemoryLow", memory(10), "40m", false, ""),
    ];
    const text = stringify({ rule_files: ["alerts.yml"], evaluation_interval: "1m", tests });
    writeFileSync(join(dir, "prometheus", "tests.yml"), text);
    const { all, exitCode } = await check("test", "rules", "tests.yml");
    expect([exitCode, all]).toEqual([0, expect.stringContaining("SUCCESS")]);
  });
});

test(
  "PyYAML, which Salt reads with, reads in every file what we do",
  async () => {
    const data = files.filter(({ path }) => !path.endsWith("/init.sls"));
    const read = await readWithPyYaml(data.map(({ path }) => join(dir, path)));
    for (const { path, text } of data) expect(read[join(dir, path)]).toEqual(parse(text));
  },
  download,
);

test("no file that Salt reads is run as a template but the one that asks which server it is for", () => {
  for (const { path, text } of files.filter(({ path }) => path.startsWith("salt/") && !path.endsWith("/init.sls"))) {
    expect([path, text.split("\n")[0]]).toEqual([path, "#!yaml"]);
    expect([path, /\{[{%#]/.test(text)]).toEqual([path, false]);
  }
});
