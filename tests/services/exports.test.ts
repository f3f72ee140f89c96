import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exportedFiles } from "../../commands/export/files.ts";
import { writeExport } from "../../commands/export/write.ts";
import { loadRegister } from "../../model/load.ts";
import { changed } from "../policies/compliant.ts";
import { debianPackage } from "../tools/debian-package.ts";
import { pythonTools } from "./python-tools.ts";

const { registers, head } = loadRegister("register");
const download = 600_000;

/** Templates as Salt runs them: Jinja, where a name that is not there is an error. */
const render = `
import jinja2, json, sys
text = open(sys.argv[1], encoding="utf-8").read()
print(jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(text).render(opts={"id": sys.argv[2]}))
`;

let dir: string;
let tools: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "export-services-"));
  await writeExport(dir, exportedFiles(registers.ocp, head.asOf));
  tools = await pythonTools();
}, download);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const rendered = async (file: string, minion: string) =>
  parse((await execa("python3", ["-c", render, join(dir, file), minion], { env: { PYTHONPATH: tools } })).stdout);

describe("Jinja, which Salt runs templates with", () => {
  test("gives each server of the register its own files, which are there, and any other server nothing", async () => {
    for (const target of ["crm", "prometheus"]) {
      const { include } = await rendered("salt/pillar/gatehouse/init.sls", target);
      expect(include).toEqual(["gatehouse.access", "gatehouse.monitoring", `gatehouse.servers.${target}`]);
      for (const name of include as string[])
        expect(readFileSync(join(dir, "salt/pillar", `${name.replaceAll(".", "/")}.sls`), "utf8")).toMatch(/^#!yaml\n/);
    }
    expect(await rendered("salt/pillar/gatehouse/init.sls", "somebody-elses")).toEqual({});
  });

  test("leaves the files for Prometheus as they are, though their state runs them as templates", async () => {
    for (const file of ["prometheus/alerts.yml", "prometheus/jobs.yml", "prometheus/prometheus.yml"])
      expect(await rendered(file, "prometheus")).toEqual(parse(readFileSync(join(dir, file), "utf8")));
    expect(readFileSync(join(dir, "prometheus/alerts.yml"), "utf8")).toContain("{{ $labels.instance }}");
  });
});

describe("Node Exporter", () => {
  let exporter: string;
  beforeAll(async () => {
    exporter = join(await debianPackage("prometheus-node-exporter"), "usr/bin/prometheus-node-exporter");
  }, download);
  const starts = async (flags: readonly string[]) =>
    (await execa(exporter, [...flags, "--version"], { reject: false })).exitCode === 0;

  test("takes the flags of every server, also with collectors turned off", async () => {
    const without = changed(registers.ocp, (draft) => {
      draft.servers.crm.monitoring.disabledCollectors = ["wifi", "hwmon"];
    });
    const files = exportedFiles(without, head.asOf).filter(({ path }) => path.includes("/servers/"));
    expect(files.length).toBe(Object.keys(registers.ocp.servers).length);
    for (const { path, text } of files) {
      const { flags } = parse(text).prometheus.node_exporter;
      expect([path, await starts(flags)]).toEqual([path, true]);
    }
  });

  test("refuses one that it does not have, so that the test above can fail", async () => {
    expect(await starts(["--no-collector.nothing"])).toBe(false);
  });
});
