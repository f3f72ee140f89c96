import { describe, expect, test } from "vitest";
import { exporterClosed, exporterReachable } from "../../../../policies/rules/ocp/firewalls.ts";
import {
  exporterEverywhere,
  onePrometheusServer,
  serversSaltManaged,
  serversScraped,
} from "../../../../policies/rules/ocp/monitoring.ts";
import type { RegisterRule } from "../../../../policies/rules/rule.ts";
import { changed, type Draft, ocpRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";
import { type OcpStack, saidAfter } from "../../ocp-stack.ts";

const broken = (rule: RegisterRule, change: (draft: Draft) => void) => said(rule, changed(ocpRegister, change));

test.each([serversScraped, serversSaltManaged, onePrometheusServer, exporterEverywhere])(
  "$name passes the compliant register, and nothing proves nothing",
  (rule) => {
    expect(said(rule, ocpRegister)).toEqual([]);
    expect(broken(rule, (draft) => (draft.servers = {})).length).toBeGreaterThan(0);
  },
);

describe("OCP-MON-1: Prometheus watches every server", () => {
  const mend =
    "Give the server a monitoring section with a job of its own and scheme https in register/ocp/servers.yaml. [OCP-MON-1]";

  test.each(["crm", "kingfisher-replica1", "toucan"])("%s without monitoring is refused", (server) => {
    expect(broken(serversScraped, ({ servers }) => delete servers[server].monitoring)).toEqual([
      `ocp/servers/${server}: Prometheus does not watch it. ${mend}`,
    ]);
  });

  test("a development server is no exception", () => {
    const dev = ({ servers }: Draft) =>
      (servers.dev = { ...servers.toucan, stage: "development", monitoring: undefined });
    expect(broken(serversScraped, dev)).toHaveLength(1);
  });

  test("over http is refused", () => {
    expect(broken(serversScraped, ({ servers }) => (servers.crm.monitoring.scheme = "http"))).toEqual([
      `ocp/servers/crm: its figures are fetched over http. ${mend}`,
    ]);
  });

  test("two servers under one job are both refused", () => {
    expect(broken(serversScraped, ({ servers }) => (servers.crm.monitoring.job = "toucan"))).toEqual([
      `ocp/servers/crm: its job toucan is also that of toucan. ${mend}`,
      `ocp/servers/toucan: its job toucan is also that of crm. ${mend}`,
    ]);
  });
});

describe("OCP-MON-2: Salt manages every server, and there is one Prometheus server", () => {
  test("a server without Salt, or without a target", () => {
    expect(broken(serversSaltManaged, ({ servers }) => (servers.crm.configManagement = "none"))).toHaveLength(1);
    expect(broken(serversSaltManaged, ({ servers }) => delete servers.crm.saltTarget)).toHaveLength(1);
    expect(broken(serversSaltManaged, ({ servers }) => (servers.crm.saltTarget = " "))).toHaveLength(1);
  });

  test("two servers under one target", () => {
    expect(broken(serversSaltManaged, ({ servers }) => (servers.crm.saltTarget = "toucan"))).toHaveLength(2);
  });

  test("no Prometheus server, or two", () => {
    const none = ({ servers }: Draft) => delete servers.toucan.monitoring.prometheusServer;
    const two = ({ servers }: Draft) => (servers.crm.monitoring.prometheusServer = true);
    const mend =
      "Mark one server with monitoring.prometheusServer: true in register/ocp/servers.yaml, with ipv4 and ipv6. [OCP-MON-2, OCP-MON-3]";
    expect(broken(onePrometheusServer, none)).toEqual([`ocp/servers: none of them is the Prometheus server. ${mend}`]);
    expect(broken(onePrometheusServer, two)).toEqual([
      `ocp/servers: 2 of them are Prometheus servers: crm and toucan. ${mend}`,
    ]);
  });

  test("one whose addresses are not known cannot be let in", () => {
    expect(broken(onePrometheusServer, ({ servers }) => delete servers.toucan.ipv4)).toHaveLength(1);
    expect(broken(onePrometheusServer, ({ servers }) => delete servers.toucan.ipv6)).toHaveLength(1);
  });
});

describe("OCP-MON-3: Node Exporter is on every server", () => {
  test("none, or on another port", () => {
    expect(broken(exporterEverywhere, ({ servers }) => delete servers.crm.monitoring)).toHaveLength(1);
    expect(broken(exporterEverywhere, ({ servers }) => (servers.crm.monitoring.port = 9100))).toHaveLength(1);
  });

  test.each(["filesystem", "meminfo", "--no-collector.filesystem", "MemInfo"])(
    "without the collector %s",
    (collector) => {
      const off = ({ servers }: Draft) => (servers.crm.monitoring.disabledCollectors = ["wifi", collector]);
      expect(broken(exporterEverywhere, off)).toHaveLength(1);
    },
  );

  test("other collectors may be off", () => {
    expect(broken(exporterEverywhere, ({ servers }) => (servers.crm.monitoring.disabledCollectors = ["wifi"]))).toEqual(
      [],
    );
  });

  test("its port is not for everybody, at a host without a firewall of ours either", () => {
    expect(broken(exporterEverywhere, ({ servers }) => servers.toucan.openPorts.push(7231))).toEqual([
      "ocp/servers/toucan: the port of its Node Exporter is open to everybody. Correct monitoring and openPorts of the server in register/ocp/servers.yaml. [OCP-MON-3]",
    ]);
  });
});

describe("OCP-MON-3: the exporter is for Prometheus and nobody else", () => {
  const linode = (props: (firewall: Draft["servers"]) => object) =>
    saidAfter(exporterClosed, (stack) => {
      const firewall = stack.the("Firewall", "crm");
      Object.assign(firewall.props, props(firewall.props));
    });
  const hetzner = (rule: object) =>
    saidAfter(exporterClosed, (stack) => stack.the("Firewall", "kingfisher-replica1").props.rules.push(rule));
  const open = { label: "more", action: "ACCEPT", protocol: "TCP", ports: "7231" };
  const mend =
    "Let the firewall drop by default, and accept port 7231 from the Prometheus server's addresses only. [OCP-MON-3]";

  test("the compliant stack passes", async () => {
    expect(await saidAfter(exporterClosed, () => {})).toEqual([]);
    expect(await saidAfter(exporterReachable, () => {})).toEqual([]);
  });

  test("one more network", async () => {
    const more = await linode(({ inbounds }) => ({ inbounds: [...inbounds, { ...open, ipv4s: ["192.0.2.0/24"] }] }));
    expect(more).toEqual([`linode:index/firewall:Firewall "crm": 192.0.2.0/24 can reach port 7231. ${mend}`]);
  });

  test.each([
    ["everybody", { ...open, ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] }],
    ["everybody by a range", { ...open, ports: "7000-8000", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] }],
    ["everybody by a list", { ...open, ports: "22, 7231", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] }],
  ])("%s", async (_, rule) => {
    expect(await linode(({ inbounds }) => ({ inbounds: [rule, ...inbounds] }))).toEqual([
      `linode:index/firewall:Firewall "crm": everybody can reach port 7231. ${mend}`,
    ]);
  });

  test("everybody over IPv6 alone", async () => {
    expect(await linode(({ inbounds }) => ({ inbounds: [...inbounds, { ...open, ipv6s: ["::/0"] }] }))).toHaveLength(1);
  });

  test("a firewall that is off, or accepts by default", async () => {
    expect(await linode(() => ({ disabled: true }))).toEqual([
      `linode:index/firewall:Firewall "crm": everybody can reach port 7231. ${mend}`,
    ]);
    expect(await linode(() => ({ inboundPolicy: "ACCEPT" }))).toHaveLength(1);
  });

  test("a rule that lets everybody in counts for nothing behind one that drops them", async () => {
    const dropped = { ...open, action: "DROP", ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] };
    const accepted = { ...open, ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] };
    expect(await linode(({ inbounds }) => ({ inbounds: [...inbounds, dropped, accepted] }))).toEqual([]);
    expect(await linode(({ inbounds }) => ({ inbounds: [...inbounds, accepted, dropped] }))).toHaveLength(1);
  });

  test("at Hetzner alike", async () => {
    const more = { direction: "in", protocol: "tcp", sourceIps: ["0.0.0.0/0", "::/0"] };
    expect(await hetzner({ ...more, port: "443" })).toEqual([]);
    expect(await hetzner({ ...more, port: "any" })).toHaveLength(1);
    expect(await hetzner({ ...more, port: "7000-8000" })).toHaveLength(1);
  });

  test("who Prometheus is, the register says", async () => {
    const moved = changed(ocpRegister, ({ servers }) => (servers.toucan.ipv4 = "203.0.113.9"));
    expect(await saidAfter(exporterClosed, () => {}, moved)).toHaveLength(2);
  });
});

describe("OCP-MON-3: Prometheus gets through to every machine", () => {
  const verdict = (change: (stack: OcpStack) => void) => saidAfter(exporterReachable, change);
  const mend =
    "Tie a firewall to the machine that accepts TCP port 7231 from both addresses of the Prometheus server. [OCP-MON-3]";

  test("a machine without a firewall", async () => {
    expect(await verdict((stack) => stack.remove("Firewall", "crm"))).toEqual([
      `ocp/servers/crm: its machine is behind no firewall. ${mend}`,
    ]);
    expect(await verdict((stack) => stack.remove("Firewall", "kingfisher-replica1"))).toHaveLength(1);
  });

  test("a firewall that is tied to nothing, or by a number that nobody can follow", async () => {
    expect(
      await verdict((stack) => Object.assign(stack.the("Firewall", "crm"), { propertyDependencies: {} })),
    ).toHaveLength(1);
  });

  test("IPv6 forgotten", async () => {
    const forgotten = await verdict((stack) => {
      for (const rule of stack.the("Firewall", "crm").props.inbounds) rule.ipv6s = [];
    });
    expect(forgotten).toEqual([`ocp/servers/crm: Prometheus cannot reach port 7231 from 2001:db8:2::20/128. ${mend}`]);
  });

  test("no rule for it at all", async () => {
    const none = await verdict((stack) => {
      stack.the("Firewall", "kingfisher-replica1").props.rules = [];
    });
    expect(none).toEqual([
      `ocp/servers/kingfisher-replica1: Prometheus cannot reach port 7231 from 198.51.100.20/32 and 2001:db8:2::20/128. ${mend}`,
    ]);
  });

  test("dropped before it is accepted", async () => {
    const drop = { label: "drop", action: "DROP", protocol: "TCP", ports: "1-65535", ipv4s: ["198.51.100.0/24"] };
    expect(await verdict((stack) => stack.the("Firewall", "crm").props.inbounds.unshift(drop))).toHaveLength(1);
  });

  test("a server without its machine", async () => {
    expect(await verdict((stack) => stack.remove("Instance", "crm"))).toHaveLength(1);
  });
});
