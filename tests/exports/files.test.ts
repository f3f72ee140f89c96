import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exportedFiles } from "../../exports/files.ts";
import { normalise } from "../../model/load/normalise.ts";
import type { Register } from "../../model/register.ts";
import { sshKeyComment } from "../../model/schema/ssh-key.ts";
import { registerArbitrary } from "../model/arbitrary.ts";
import { asOf, changed, type Draft, ocpPerson, ocpRegister, sshKey } from "../policies/compliant.ts";
import { exportable, threeServers } from "./exportable.ts";

const textsOf = (register: Register, day = asOf): Record<string, string> =>
  Object.fromEntries(exportedFiles(register, day).map(({ path, text }) => [path, text]));

/** The files of the three servers after a change. */
const exportedAfter = (change: (draft: Draft) => void, day = asOf) => textsOf(changed(threeServers, change), day);

/** A file without its comments at the top. */
const body = (text: string | undefined) => text?.slice(text.indexOf("\n\n") + 2);

describe("for Salt", () => {
  const files = textsOf(threeServers);

  test("the roster names every server", () => {
    expect(files["salt/roster"]).toMatchInlineSnapshot(`
      "#!yaml
      # Made by Gatehouse from register/ocp as of 2026-06-01. Change the register, not this file.
      # The servers that salt-ssh reaches.

      crm-1:
        host: crm.example.org
        user: root
      toucan-1:
        host: toucan.example.org
        user: root
      prometheus-1:
        host: prometheus.example.org
        user: root
      "
    `);
  });

  test("the top file gives each server what all get and its own", () => {
    expect(parse(files["salt/pillar/top.sls"] ?? "")).toEqual({
      base: {
        "*": ["access", "monitoring"],
        "crm-1": ["servers.crm-1"],
        "toucan-1": ["servers.toucan-1"],
        "prometheus-1": ["servers.prometheus-1"],
      },
    });
  });

  test("root on every server is for owners, then managers, each organisation under its name", () => {
    expect(body(files["salt/pillar/access.sls"])).toBe(
      [
        "ssh:",
        "  admin:",
        "    # Open Contracting Partnership",
        `    - ${sshKey("ocp-owner-1")}`,
        `    - ${sshKey("ocp-owner-2")}`,
        "    # Dogsbody Technology",
        `    - ${sshKey("dogsbody-manager-1")}`,
        "",
      ].join("\n"),
    );
  });

  test("a server's own pillar has its developers, the accounts of its services, and its exporter", () => {
    expect(body(files["salt/pillar/servers/toucan-1.sls"])).toBe(
      [
        "ssh:",
        "  root:",
        "    # Open Data Services Co-operative",
        `    - ${sshKey("ods-developer-1")}`,
        "  accounts:",
        "    toucan:",
        "      # OCDS Toucan",
        `      - ${sshKey("toucan-ci")}`,
        "prometheus:",
        "  node_exporter:",
        "    listen_address: :7231",
        "    tls: true",
        "    disabled_collectors: []",
        "",
      ].join("\n"),
    );
  });

  test("a list of nobody is there, and empty: what is in no list is removed", () => {
    expect(parse(files["salt/pillar/servers/crm-1.sls"] ?? "").ssh).toEqual({ root: [], accounts: {} });
    const alone = exportedAfter((draft) => {
      draft.credentials = {};
    });
    expect(parse(alone["salt/pillar/servers/toucan-1.sls"] ?? "").ssh.accounts).toEqual({ toucan: [] });
  });

  test("the firewall lets the Prometheus server in, and the password is named, not given", () => {
    expect(parse(files["salt/pillar/monitoring.sls"] ?? "")).toEqual({
      prometheus: {
        node_exporter: {
          service: "prometheus-node-exporter",
          user: "prometheus-client",
          username: "prometheus",
          password_pillar: "prometheus:node_exporter:password",
        },
      },
      firewall: { prometheus_ipv4: "192.0.2.20/32", prometheus_ipv6: "2001:db8::20/128" },
    });
  });

  test("a revoked grant is left out from the day that it ends", () => {
    const revoked = (day: string) =>
      parse(
        exportedAfter((draft) => {
          draft.rootGrants.toucan[0].revokedOn = "2026-06-01";
        }, day)["salt/pillar/servers/toucan-1.sls"] ?? "",
      ).ssh.root;
    expect([revoked("2026-05-31"), revoked("2026-06-01"), revoked("2026-06-02")]).toEqual([
      [sshKey("ods-developer-1")],
      [],
      [],
    ]);
  });

  test("somebody with two grants is listed once, with all their keys, in the order of the people", () => {
    const [first, second] = [sshKey("a-developer", "1"), sshKey("a-developer", "2")];
    const list = parse(
      exportedAfter((draft) => {
        draft.people = {
          "a-developer": { ...ocpPerson("a-developer", "ods", "example.org"), sshKeys: [first, second] },
          ...draft.people,
        };
        const grant = { ...draft.rootGrants.toucan[0], person: "a-developer" };
        draft.rootGrants.toucan.push(grant, grant);
      })["salt/pillar/servers/toucan-1.sls"] ?? "",
    ).ssh.root;
    expect(list).toEqual([first, second, sshKey("ods-developer-1")]);
  });

  test("names do not run as templates or break out of their comment", () => {
    const text = exportedAfter((draft) => {
      draft.organisations.ods.name = "{{ salt['cmd.run']('id') }}\n    - key: value\u0085- x";
    })["salt/pillar/servers/toucan-1.sls"];
    expect(text).toMatch(/^#!yaml\n/);
    expect(parse(text ?? "").ssh.root).toEqual([sshKey("ods-developer-1")]);
    expect(text).toContain("    # {{ salt['cmd.run']('id') }} - key: value - x\n");
  });
});

describe("for Prometheus", () => {
  test("every server is a job, the Prometheus server too", () => {
    const { scrape_configs: jobs, global } = parse(textsOf(threeServers)["prometheus/prometheus.yml"] ?? "");
    expect(global).toEqual({ scrape_interval: "60s", scrape_timeout: "30s" });
    expect(jobs.map(({ job_name: name }: { job_name: string }) => name)).toEqual(["crm", "toucan", "prometheus"]);
    expect(jobs[1]).toEqual({
      job_name: "toucan",
      scheme: "https",
      tls_config: { ca_file: "node_exporter.pem" },
      basic_auth: { username: "prometheus", password_file: "node_exporter.password" },
      static_configs: [{ targets: ["toucan.example.org:7231"] }],
    });
  });

  test("words that YAML 1.1 takes for something else are texts", () => {
    const text = exportedAfter((draft) => {
      draft.servers.crm.monitoring.job = "no";
      draft.servers.toucan.monitoring.job = "1e3";
    })["prometheus/prometheus.yml"];
    const jobs = parse(text ?? "", { version: "1.1" }).scrape_configs;
    expect(jobs.slice(0, 2).map(({ job_name: name }: { job_name: unknown }) => name)).toEqual(["no", "1e3"]);
  });
});

describe("what cannot be exported is refused, all of it at once", () => {
  const refusal = (change: (draft: Draft) => void) => () => exportedAfter(change);

  test("servers that Salt or Prometheus could not be told of", () => {
    expect(
      refusal((draft) => {
        delete draft.servers.crm.saltTarget;
        draft.servers.toucan.configManagement = "none";
        delete draft.servers.prometheus.monitoring;
      }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [BadInput: register/ocp/servers.yaml: crm is not managed by Salt; give it configManagement and saltTarget
      register/ocp/servers.yaml: toucan is not managed by Salt; give it configManagement and saltTarget
      register/ocp/servers.yaml: prometheus has no monitoring; give it a job
      Nothing was exported.]
    `);
  });

  test("machines' keys that would be left out", () => {
    expect(
      refusal((draft) => {
        delete draft.credentials["toucan-ci"].publicKey;
        draft.credentials["crm-ci"] = {
          ...draft.credentials["toucan-ci"],
          service: "crm",
          publicKey: sshKey("crm-ci"),
        };
      }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [BadInput: register/ocp/credentials.yaml: toucan-ci has no publicKey
      register/ocp/services.yaml: crm needs a server and a user for the key crm-ci to let into
      Nothing was exported.]
    `);
  });
});

describe("for any register", () => {
  const anyRegister = registerArbitrary("ocp").map((register) => normalise(exportable(register)));

  /** Who has root where, read from the exported lists: server (or `*`) to ids, sorted. */
  function holdersIn(files: Record<string, string>, register: Register): Record<string, string[]> {
    const idsIn = (keys: readonly string[]) => [...new Set(keys.map(sshKeyComment))].sort();
    const servers = Object.entries(register.servers).map(([id, { saltTarget }]) => [
      id,
      idsIn(parse(files[`salt/pillar/servers/${saltTarget}.sls`] ?? "").ssh.root),
    ]);
    return { "*": idsIn(parse(files["salt/pillar/access.sls"] ?? "").ssh.admin), ...Object.fromEntries(servers) };
  }

  test("the exported lists give back the root grants of those who have a key", () => {
    fc.assert(
      fc.property(anyRegister, fc.constantFrom("2010-01-01", "2026-06-01", "2039-12-31"), (register, day) => {
        const granted = ["*", ...Object.keys(register.servers)].map((server) => {
          const holders = (register.rootGrants[server] ?? [])
            .filter(({ revokedOn }) => revokedOn === undefined || revokedOn > day)
            .map(({ person }) => person)
            .filter((person) => (register.people[person]?.sshKeys ?? []).length > 0);
          return [server, [...new Set(holders)].sort()];
        });
        expect(holdersIn(textsOf(register, day), register)).toEqual(Object.fromEntries(granted));
      }),
      { numRuns: 30 },
    );
  });

  test("both readings of YAML agree, and the same register gives the same bytes", () => {
    fc.assert(
      fc.property(anyRegister, (register) => {
        const files = exportedFiles(register, asOf);
        for (const { text } of files) expect(parse(text, { version: "1.1" })).toEqual(parse(text, { version: "1.2" }));
        expect(exportedFiles(structuredClone(register), asOf)).toEqual(files);
      }),
      { numRuns: 20 },
    );
  });

  test("a file is at one path only", () => {
    const paths = exportedFiles(exportable(ocpRegister), asOf).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
