import { describe, expect, test } from "vitest";
import { openingsFromRegister } from "../../../../policies/rules/ocp/firewalls.ts";
import { ocpRegister } from "../../compliant.ts";
import { saidAfter } from "../../ocp-stack.ts";

type Rule = Record<string, unknown>;

const { servers } = ocpRegister;
const at = (provider: string) => {
  const [id] = Object.entries(servers).find(([, server]) => server.provider === provider) ?? [];
  if (id === undefined) throw new Error(`no server is at ${provider}`);
  return id;
};
const atLinode = at("linode");
const atHetzner = at("hetzner-cloud");
const open = { ipv4s: ["0.0.0.0/0"], ipv6s: ["::/0"] };

/** What is said of the firewall of the first machine at Linode, or at Hetzner, after a change of its rules. */
const linode = (change: (rules: Rule[]) => Rule[], register = ocpRegister) =>
  saidAfter(
    openingsFromRegister,
    (stack) => {
      const { props } = stack.the("Firewall", atLinode);
      props.inbounds = change(props.inbounds);
    },
    register,
  );
const hetzner = (change: (rules: Rule[]) => Rule[]) =>
  saidAfter(openingsFromRegister, (stack) => {
    for (const { type, name, props } of stack.resources) {
      if (type === "hcloud:index/firewall:Firewall" && name === atHetzner) props.rules = change(props.rules);
    }
  });

const isPort = (port: unknown) => (rule: Rule) => String(rule.ports ?? rule.port) === String(port);
const [firstPort] = servers[atLinode]?.openPorts ?? [];
const [firstPortAtHetzner] = servers[atHetzner]?.openPorts ?? [];

test("what the register opens is open, however it is put", async () => {
  expect(await linode((rules) => rules)).toEqual([]);
  expect(await hetzner((rules) => rules)).toEqual([]);
  expect(await linode((rules) => rules.toReversed())).toEqual([]);
  // In two rules, by kind of address.
  expect(
    await linode((rules) =>
      rules.flatMap((rule) =>
        isPort(firstPort)(rule)
          ? [
              { ...rule, ipv6s: [] },
              { ...rule, ipv4s: [] },
            ]
          : [rule],
      ),
    ),
  ).toEqual([]);
});

describe("what the register opens to everybody is open to everybody", () => {
  const shut = expect.stringContaining(`it keeps some from ${firstPort}, which the register opens to everybody`);

  test.each<[string, (rule: Rule) => Rule[]]>([
    ["taken out", () => []],
    ["for one network alone", (rule) => [{ ...rule, ipv4s: ["198.51.100.0/24"] }]],
    ["for one kind of address alone", (rule) => [{ ...rule, ipv6s: [] }]],
    ["over another protocol", (rule) => [{ ...rule, protocol: "ICMP", ports: undefined }]],
  ])("not %s", async (_, change) => {
    expect(await linode((rules) => rules.flatMap((rule) => (isPort(firstPort)(rule) ? change(rule) : [rule])))).toEqual(
      [shut],
    );
  });

  test("not after a rule that drops", async () => {
    const dropped = await linode((rules) => [
      { label: "none", action: "DROP", protocol: "TCP", ports: String(firstPort), ...open },
      ...rules,
    ]);
    expect(dropped).toEqual([shut, expect.stringContaining("one of its rules does not accept")]);
  });

  test("nor with a rule that drops what nobody needs", async () => {
    const dropped = await linode((rules) => [
      ...rules,
      { label: "none", action: "DROP", protocol: "UDP", ports: "1", ...open },
    ]);
    expect(dropped).toEqual([expect.stringContaining("one of its rules does not accept")]);
  });

  test("ICMP too, by which paths are found", async () => {
    const none = expect.stringContaining("it keeps some from ICMP");
    expect(await linode((rules) => rules.filter(({ protocol }) => protocol !== "ICMP"))).toEqual([none]);
    expect(await hetzner((rules) => rules.filter(({ protocol }) => protocol !== "icmp"))).toEqual([none]);
  });

  test("at Hetzner too", async () => {
    expect(
      await hetzner((rules) =>
        rules.map((rule) => (isPort(firstPortAtHetzner)(rule) ? { ...rule, sourceIps: ["198.51.100.0/24"] } : rule)),
      ),
    ).toEqual([expect.stringContaining(`it keeps some from ${firstPortAtHetzner}`)]);
  });
});
