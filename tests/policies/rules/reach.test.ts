import { containsCidr } from "cidr-tools";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  everybody,
  networkOf,
  reachThroughHetzner,
  reachThroughLinode,
  without,
} from "../../../policies/rules/reach.ts";

const port = 7231;
const rule = (more: object = {}) => ({
  action: "ACCEPT",
  protocol: "TCP",
  ports: "7231",
  ipv4s: ["192.0.2.1/32"],
  ...more,
});
const linode = (inbounds: unknown, more: object = {}) =>
  reachThroughLinode({ inboundPolicy: "DROP", inbounds, ...more }, port);
const hetzner = (...rules: object[]) => reachThroughHetzner({ rules }, port);

describe("through a firewall at Linode", () => {
  test("nobody gets where nothing is accepted", () => {
    expect(linode([])).toEqual([]);
    expect(linode(undefined)).toEqual([]);
  });

  test.each<[string, string, boolean]>([
    ["the port alone", "7231", true],
    ["a range", "7000-8000", true],
    ["its first port", "7231-9000", true],
    ["its last port", "22-7231", true],
    ["one of a list", "443, 7230-7232", true],
    ["a list without a space", "443,7231", true],
    ["another port", "7232", false],
    ["a range beside it", "7232-8000", false],
    ["a longer number", "72310", false],
    ["a range the wrong way round", "8000-7000", false],
  ])("ports: %s", (_, ports, open) => {
    expect(linode([rule({ ports })])).toEqual(open ? ["192.0.2.1/32"] : []);
  });

  test("a rule without ports accepts every port", () => {
    expect(linode([rule({ ports: undefined })])).toEqual(["192.0.2.1/32"]);
  });

  test("other protocols do not carry it", () => {
    for (const protocol of ["UDP", "ICMP", "IPENCAP"]) expect(linode([rule({ protocol })])).toEqual([]);
    expect(linode([rule({ protocol: "tcp" })])).toEqual(["192.0.2.1/32"]);
  });

  test("the first rule that matches decides", () => {
    const drop = rule({ action: "DROP", ipv4s: ["192.0.2.0/24"] });
    const accept = rule({ ipv4s: ["0.0.0.0/0"] });
    expect(containsCidr([...linode([drop, accept])], "192.0.2.1/32")).toBe(false);
    expect(containsCidr([...linode([accept, drop])], "192.0.2.1/32")).toBe(true);
  });

  test("who is not decided for gets what the policy says", () => {
    expect(linode([], { inboundPolicy: "ACCEPT" })).toEqual(everybody);
    expect(linode([rule({ action: "DROP", ipv4s: ["0.0.0.0/0"] })], { inboundPolicy: "ACCEPT" })).toEqual(["::/0"]);
  });

  test("a firewall that is off lets everybody in", () => {
    expect(linode([], { disabled: true })).toEqual(everybody);
    expect(linode([], { disabled: "no" })).toEqual(everybody);
    expect(linode([], { disabled: false })).toEqual([]);
  });

  test("IPv4 and IPv6 are told apart, and both count", () => {
    expect(linode([rule({ ipv6s: ["2001:db8::1/128"] })])).toEqual(["192.0.2.1/32", "2001:db8::1/128"]);
  });
});

describe("what is odd counts as what is least safe", () => {
  test.each(["192.0.2.1", "192.0.2.1/33", "300.0.2.1/8", "::1", "fe80::1%eth0/64", "", "everyone", 7, null])(
    "the network %j of a rule that accepts",
    (network) => {
      expect(linode([rule({ ipv4s: [network] })])).toEqual(everybody);
    },
  );

  test("a rule that accepts nobody in particular", () => {
    expect(linode([rule({ ipv4s: [] })])).toEqual(everybody);
    expect(linode([rule({ ipv4s: undefined })])).toEqual(everybody);
  });

  test.each([
    ["an action", { action: "MAYBE" }],
    ["ports", { ports: "all" }],
    ["a port that is a list", { ports: [443] }],
    ["a protocol", { protocol: "SCTP" }],
  ])("%s that nobody knows accepts", (_, odd) => {
    expect(linode([rule(odd)])).toEqual(["192.0.2.1/32"]);
  });

  test.each([
    ["networks", { ipv4s: ["everyone"] }],
    ["no networks", { ipv4s: [] }],
    ["ports", { ports: "all" }],
    ["no ports", { ports: undefined }],
    ["a protocol", { protocol: "any" }],
  ])("a rule that drops %s drops nobody", (_, odd) => {
    const drop = rule({ action: "DROP", ipv4s: ["0.0.0.0/0"], ...odd });
    expect(linode([drop], { inboundPolicy: "ACCEPT" })).toEqual(everybody);
  });

  test("a policy that nobody knows accepts", () => {
    expect(linode([], { inboundPolicy: undefined })).toEqual(everybody);
  });
});

describe("through a firewall at Hetzner", () => {
  const open = { direction: "in", protocol: "tcp", port: "7231", sourceIps: ["192.0.2.1/32"] };

  test("whoever a rule lets in, and nobody else", () => {
    expect(hetzner()).toEqual([]);
    expect(hetzner(open, { ...open, sourceIps: ["2001:db8::1/128"] })).toEqual(["192.0.2.1/32", "2001:db8::1/128"]);
  });

  test.each(["any", "1-65535", undefined])("port %s is open too", (port) => {
    expect(hetzner({ ...open, port })).toEqual(["192.0.2.1/32"]);
  });

  test("rules for what goes out, for other ports and other protocols do not count", () => {
    expect(hetzner({ ...open, direction: "out" }, { ...open, port: "443" }, { ...open, protocol: "udp" })).toEqual([]);
  });

  test("a rule that names nobody lets everybody in", () => {
    expect(hetzner({ ...open, sourceIps: undefined })).toEqual(everybody);
  });
});

test("an address is a network of its own", () => {
  expect([networkOf("192.0.2.1"), networkOf("2001:db8::1")]).toEqual(["192.0.2.1/32", "2001:db8::1/128"]);
});

describe("for any rules", () => {
  const network = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
    fc.constantFrom("0.0.0.0/0", "192.0.2.0/24", "192.0.2.0/28", "192.0.2.1/32"),
  );
  const anyRule = fc.record({
    action: fc.constantFrom("ACCEPT", "DROP"),
    protocol: fc.constantFrom("TCP", "UDP"),
    ports: fc.constantFrom("7231", "443", "7000-8000", "1-80, 7231"),
    ipv4s: fc.array(network, { minLength: 1, maxLength: 3 }),
  });
  const inboundPolicy = fc.constantFrom("ACCEPT", "DROP");
  const address = fc.oneof(fc.constantFrom("192.0.2.1", "192.0.2.7", "192.0.2.200", "8.8.8.8"), fc.ipV4());

  test("an address is let in exactly when the first rule that holds it accepts, or none holds it and the policy does", () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), inboundPolicy, address, (inbounds, policy, from) => {
        const deciding = inbounds.find(
          ({ protocol, ports, ipv4s }) =>
            protocol === "TCP" && ports !== "443" && ipv4s.some((net) => holds(net, from)),
        );
        const reaching = linode(inbounds, { inboundPolicy: policy });
        expect(reaching.some((net) => !net.includes(":") && holds(net, from))).toBe(
          (deciding?.action ?? policy) === "ACCEPT",
        );
      }),
      { numRuns: 300 },
    );
  });

  test("nobody is left of a set without itself, and all of it without nothing", () => {
    fc.assert(
      fc.property(fc.array(network, { maxLength: 5 }), (networks) => {
        expect(without(networks, networks)).toEqual([]);
        for (const each of networks) expect(containsCidr([...without(networks, [])], each)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

/** Whether an IPv4 network holds an address, by its bits. */
function holds(network: string, address: string): boolean {
  const bits = (text: string) =>
    text
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  const [base = "", length = ""] = network.split("/");
  return bits(base).slice(0, Number(length)) === bits(address).slice(0, Number(length));
}
