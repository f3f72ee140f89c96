import { describe, expect, test } from "vitest";
import { isReal, resourcesReal } from "../../../policies/rules/baseline/real.ts";
import { ocpRegister } from "../compliant.ts";
import { resource, saidOf } from "../judge.ts";

const record = "cloudflare:index/dnsRecord:DnsRecord";
const made = (type: string, provider?: string) => ({
  ...resource(type, "example", {}),
  ...(provider !== undefined && { provider }),
});

describe("counts as there", () => {
  test.each([
    ["what its provider makes", record, "pulumi:providers:cloudflare"],
    ["what AWS makes", "aws:s3/bucket:Bucket", "pulumi:providers:aws"],
    ["a component of ours", "gatehouse:host:Machine", undefined],
    ["a record of the register", "gatehouse:access:Role", undefined],
    ["the stack itself", "pulumi:pulumi:Stack", undefined],
    ["a provider", "pulumi:providers:aws", undefined],
  ])("%s", (_, type, provider) => {
    expect(isReal(made(type, provider))).toBe(true);
    expect(saidOf(resourcesReal, made(type, provider), ocpRegister)).toEqual([]);
  });
});

describe("does not count as there, and is refused", () => {
  test.each([
    ["a component of a provider's type", record, undefined, "nothing is made"],
    ["a component of a type that nobody has", "somebodys:access:Administrator", undefined, "nothing is made"],
    [
      "what another provider makes",
      record,
      "pulumi:providers:aws",
      "made by pulumi:providers:aws, not by the provider of cloudflare",
    ],
    ["what a dynamic provider makes", record, "pulumi:providers:pulumi-nodejs", "not by the provider of cloudflare"],
    [
      "a component's type that a provider makes",
      "gatehouse:host:Machine",
      "pulumi:providers:gatehouse",
      "its type is that of a component",
    ],
    [
      "a provider of that name further on",
      record,
      "pulumi:providers:cloudflare-more",
      "not by the provider of cloudflare",
    ],
  ])("%s", (_, type, provider, said) => {
    expect(isReal(made(type, provider))).toBe(false);
    expect(saidOf(resourcesReal, made(type, provider), ocpRegister)).toEqual([expect.stringContaining(said)]);
  });
});
