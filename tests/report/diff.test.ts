import { expect, test } from "vitest";
import { engineDiff } from "../../report/diff.ts";

test("the engine's diff without its frame, policy messages, notices and ids of providers, and nothing else is left out", () => {
  const output = [
    "Previewing update (ocp):",
    "  pulumi:pulumi:Stack: (same)",
    "    ~ gatehouse:access:Role: (update)",
    "      - note: [mandatory]",
    "offline linode provider: no real service is contacted",
    "@ previewing update....",
    "    gatehouse-ocp@v0.1.0 [mandatory] [severity: high]  some-rule  (a:b:C: x)What must be so.",
    'ocp/people/ada: it is wrong. Mend it: "Resources:" [OCP-ROOT-1]',
    "    + a:b:C: (create)",
    "        [provider=urn:pulumi:ocp::gatehouse::pulumi:providers:a::default_1_2_3::94e3cfdf-cba7-4eff-b1f9-df8356ecf91c]",
    "        name: Resources: and more",
    "error: preview failed",
    "Resources:",
    "    + 1 to create",
    "",
    "Policy Packs run:",
  ].join("\n");
  expect(engineDiff(output)).toBe(
    [
      "  pulumi:pulumi:Stack: (same)",
      "    ~ gatehouse:access:Role: (update)",
      "      - note: [mandatory]",
      "    + a:b:C: (create)",
      "        [provider=urn:pulumi:ocp::gatehouse::pulumi:providers:a::default_1_2_3]",
      "        name: Resources: and more",
    ].join("\n"),
  );
});

test("resources are in one order, whichever the engine was done with first; the stack before them, its outputs after", () => {
  const stack = ["  pulumi:pulumi:Stack: (same)", "    [urn=urn:pulumi:s::p::pulumi:pulumi:Stack::p-s]"];
  const role = [
    "    ~ gatehouse:access:Role: (update)",
    "        [urn=urn:pulumi:s::p::gatehouse:access:Role::a]",
    "      + b: 1",
  ];
  const domain = ["    ~ gatehouse:mail:Domain: (update)", "        [urn=urn:pulumi:s::p::gatehouse:mail:Domain::b]"];
  const record = [
    "        +-cloudflare:index/dnsRecord:DnsRecord: (replace) 🔒",
    "            [id=4]",
    "            [urn=urn:pulumi:s::p::gatehouse:mail:Domain$cloudflare:index/dnsRecord:DnsRecord::a]",
    "            note: a:b:C: (create)",
  ];
  const outputs = ["    --outputs:--", "  ~ mailProtection: {", "    }"];
  const expected = [...stack, ...role, ...domain, ...record, ...outputs].join("\n");
  for (const parts of [
    [stack, role, record, domain, outputs],
    [record, outputs, stack, domain, role],
    [domain, role, stack, outputs, record],
  ]) {
    expect(engineDiff(["Previewing update (s):", ...parts.flat(), "Resources:"].join("\n"))).toBe(expected);
  }
});
