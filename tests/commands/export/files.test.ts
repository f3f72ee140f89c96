import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exportedFiles } from "../../../commands/export/files.ts";
import { normalise } from "../../../model/load/normalise.ts";
import type { Register } from "../../../model/register.ts";
import { sshKeyComment } from "../../../model/schema/ssh-key.ts";
import { registerArbitrary } from "../../model/arbitrary.ts";
import { asOf, changed, type Draft, ocpPerson, ocpRegister, sshKey } from "../../policies/compliant.ts";
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

  test("one file gives each server of the register what all get and its own, by the id that the master knows it by", () => {
    expect(files["salt/pillar/gatehouse/init.sls"]).toBe(`#!jinja|yaml
# Made by Gatehouse from register/ocp as of 2026-06-01. Change the register, not this file.
# What a server of the register gets; for any other there is nothing here.

{% if opts.id in ["crm-1","toucan-1","prometheus-1"] %}
include:
  - gatehouse.access
  - gatehouse.monitoring
  - gatehouse.servers.{{ opts.id }}
{% else %}
{}
{% endif %}
`);
  });

  test("nothing is at a name that the operators' own pillar, states or roster have", () => {
    const theirs = /^(salt\/)?(pillar\/)?(top|common|prometheus_\w+)\.sls$|^salt-config\/|^pillar\/private/;
    for (const path of Object.keys(files)) {
      expect(path).not.toMatch(theirs);
      expect(path).toMatch(/^(salt\/(roster$|pillar\/gatehouse\/)|prometheus\/)/);
    }
  });

  test("root on every server is for owners, then managers, each organisation under its name", () => {
    expect(body(files["salt/pillar/gatehouse/access.sls"])).toBe(
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
    expect(body(files["salt/pillar/gatehouse/servers/toucan-1.sls"])).toBe(
      [
        "ssh:",
        "  root:",
        "    # Open Data Services Co-operative",
        `    - ${sshKey("ods-developer-1")}`,
        "  toucan:",
        "    # OCDS Toucan",
        `    - ${sshKey("toucan-ci")}`,
        "prometheus:",
        "  node_exporter:",
        "    flags:",
        "      - --web.listen-address=:7231",
        "      - --web.config.file=/home/prometheus-client/config.yaml",
        "      - --collector.textfile.directory=/home/prometheus-client/node-exporter-textfile-directory",
        "",
      ].join("\n"),
    );
  });

  test("a list of nobody is there, and empty: what is in no list is removed", () => {
    expect(parse(files["salt/pillar/gatehouse/servers/crm-1.sls"] ?? "").ssh).toEqual({ root: [] });
    const alone = exportedAfter((draft) => {
      draft.credentials = {};
    });
    expect(parse(alone["salt/pillar/gatehouse/servers/toucan-1.sls"] ?? "").ssh).toEqual({
      root: expect.any(Array),
      toucan: [],
    });
  });

  test("a service's keys are there by its account and by its own name: states read either", () => {
    const { ssh } = parse(
      exportedAfter((draft) => {
        draft.services.toucan.user = "ocds-toucan";
      })["salt/pillar/gatehouse/servers/toucan-1.sls"] ?? "",
    );
    expect(ssh).toEqual({
      root: expect.any(Array),
      "ocds-toucan": [sshKey("toucan-ci")],
      toucan: [sshKey("toucan-ci")],
    });
  });

  test("a collector that the register turns off is turned off, and one without TLS has no certificate", () => {
    const flagsOf = (change: (draft: Draft) => void) =>
      parse(exportedAfter(change)["salt/pillar/gatehouse/servers/toucan-1.sls"] ?? "").prometheus.node_exporter.flags;
    expect(
      flagsOf((draft) => {
        draft.servers.toucan.monitoring.disabledCollectors = ["wifi", "hwmon"];
      }),
    ).toEqual(expect.arrayContaining(["--no-collector.wifi", "--no-collector.hwmon"]));
    expect(
      flagsOf((draft) => {
        draft.servers.toucan.monitoring = { ...draft.servers.toucan.monitoring, scheme: "http", port: 9100 };
      }),
    ).toEqual(["--web.listen-address=:9100", expect.stringContaining("--collector.textfile.directory=")]);
  });

  test("the Prometheus server, and no other, gets our jobs, alerts and the password beside what it has", () => {
    const configOf = (target: string) =>
      parse(files[`salt/pillar/gatehouse/servers/${target}.sls`] ?? "").prometheus.prometheus;
    expect(configOf("prometheus-1")).toEqual({
      config: {
        "gatehouse-jobs.yml": "salt://gatehouse/jobs.yml",
        "gatehouse-alerts.yml": "salt://gatehouse/alerts.yml",
        "node_exporter.pem": "prometheus:node_exporter:ssl:pubcert",
        "node_exporter.password": "prometheus:node_exporter:password",
      },
    });
    expect([configOf("crm-1"), configOf("toucan-1")]).toEqual([undefined, undefined]);
  });

  test("the firewall lets the Prometheus server in, and the password is named, not given", () => {
    expect(parse(files["salt/pillar/gatehouse/monitoring.sls"] ?? "")).toEqual({
      prometheus: {
        node_exporter: {
          service: "prometheus-node-exporter",
          user: "prometheus-client",
          basename: "node_exporter",
          version: "1.12.1",
          config: {
            "config.yaml": "salt://prometheus/files/config.yaml",
            "node_exporter.pem": "prometheus:node_exporter:ssl:pubcert",
          },
          username: "prometheus",
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
        }, day)["salt/pillar/gatehouse/servers/toucan-1.sls"] ?? "",
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
      })["salt/pillar/gatehouse/servers/toucan-1.sls"] ?? "",
    ).ssh.root;
    expect(list).toEqual([first, second, sshKey("ods-developer-1")]);
  });

  test("names do not run as templates or break out of their comment", () => {
    const text = exportedAfter((draft) => {
      draft.organisations.ods.name = "{{ salt['cmd.run']('id') }}\n    - key: value\u0085- x";
    })["salt/pillar/gatehouse/servers/toucan-1.sls"];
    expect(text).toMatch(/^#!yaml\n/);
    expect(parse(text ?? "").ssh.root).toEqual([sshKey("ods-developer-1")]);
    expect(text).toContain("    # {{ salt['cmd.run']('id') }} - key: value - x\n");
  });
});

describe("for Prometheus", () => {
  test("every server is a job, the Prometheus server too, and what Prometheus says of itself", () => {
    const { scrape_configs: jobs, global } = parse(textsOf(threeServers)["prometheus/prometheus.yml"] ?? "");
    expect(global).toEqual({ scrape_interval: "60s", scrape_timeout: "30s" });
    expect(jobs.map(({ job_name: name }: { job_name: string }) => name)).toEqual([
      "prometheus-server-software",
      ...["crm", "toucan", "prometheus"],
    ]);
    expect(jobs[0]).toEqual({
      job_name: "prometheus-server-software",
      scheme: "http",
      static_configs: [{ targets: ["localhost:9057"] }],
    });
    expect(parse(textsOf(threeServers)["prometheus/jobs.yml"] ?? "")).toEqual({ scrape_configs: jobs });
    expect(jobs[2]).toEqual({
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
    expect(jobs.slice(1, 3).map(({ job_name: name }: { job_name: unknown }) => name)).toEqual(["no", "1e3"]);
  });
});

describe("what cannot be exported is refused, all of it at once", () => {
  const refusal = (change: (draft: Draft) => void) => () => exportedAfter(change);

  test("servers that Salt or Prometheus could not be told of", () => {
    expect(
      refusal((draft) => {
        delete draft.servers.crm.saltTarget;
        draft.servers.toucan.configManagement = "none";
        draft.servers.toucan.monitoring.job = "prometheus-server-software";
        delete draft.servers.prometheus.monitoring;
      }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [BadInput: register/ocp/servers.yaml: crm is not managed by Salt; give it configManagement and saltTarget
      register/ocp/servers.yaml: toucan is not managed by Salt; give it configManagement and saltTarget
      register/ocp/servers.yaml: toucan has the job that Prometheus has for itself; give it another
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

test.each(["root", "admin"])("an account or a service called %s is refused: its keys would be root's", (name) => {
  expect(() =>
    exportedAfter((draft) => {
      draft.services.toucan.user = name;
    }),
  ).toThrow(`register/ocp/services.yaml: toucan: keys of \`${name}\` would be those of root; name it otherwise`);
});

describe("for any register", () => {
  const anyRegister = registerArbitrary("ocp").map((register) => normalise(exportable(register)));

  /** Who has root where, read from the exported lists: server (or `*`) to ids, sorted. */
  function holdersIn(files: Record<string, string>, register: Register): Record<string, string[]> {
    const idsIn = (keys: readonly string[]) => [...new Set(keys.map(sshKeyComment))].sort();
    const servers = Object.entries(register.servers).map(([id, { saltTarget }]) => [
      id,
      idsIn(parse(files[`salt/pillar/gatehouse/servers/${saltTarget}.sls`] ?? "").ssh.root),
    ]);
    return {
      "*": idsIn(parse(files["salt/pillar/gatehouse/access.sls"] ?? "").ssh.admin),
      ...Object.fromEntries(servers),
    };
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
        for (const { text } of files.filter(({ path }) => !path.endsWith("/init.sls")))
          expect(parse(text, { version: "1.1" })).toEqual(parse(text, { version: "1.2" }));
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
