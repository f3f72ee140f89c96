import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { providerSettingsListed } from "../../../../policies/rules/baseline/provider-settings.ts";
import type { Resource } from "../../../../policies/rules/rule.ts";
import { providerSettings, providersOfStacks } from "../../../../policies/settings/providers.ts";
import { stacks } from "../../../../stacks/catalogue.ts";
import { aws } from "../../../../toolchain/offline-providers/aws/package.ts";
import { cloudflare } from "../../../../toolchain/offline-providers/cloudflare/package.ts";
import { github } from "../../../../toolchain/offline-providers/github/package.ts";
import { hcloud } from "../../../../toolchain/offline-providers/hcloud/package.ts";
import { linode } from "../../../../toolchain/offline-providers/linode/package.ts";
import { changed, type Draft, notifyRegister, ocpRegister } from "../../compliant.ts";
import { saidOf } from "../../judge.ts";
import { unknown } from "../../packs/harness.ts";

const packages = { aws, cloudflare, github, hcloud, linode };

function provider(stack: string, type: string, props: Record<string, unknown>, name = "default_7_48_0"): Resource {
  const urn = `urn:pulumi:${stack}::gatehouse::pulumi:providers:${type}::${name}`;
  return { type: `pulumi:providers:${type}`, name, urn, props, options: { protect: false, ignoreChanges: [] } };
}

const verdict = (resource: Resource, register = notifyRegister) => saidOf(providerSettingsListed, resource, register);
const onPlatform = (props: Record<string, unknown>, name?: string) =>
  verdict(provider("notify-platform", "github", { owner: "GSA", version: github.version, ...props }, name));

test("what the engine makes of the stacks' own settings is in order", () => {
  expect(onPlatform({ gatehouseOffline: "true" })).toEqual([]);
  expect(onPlatform({}, "default")).toEqual([]);
  const settings = { region: "us-west-2", allowedAccountIds: '["444455556666"]', version: aws.version };
  expect(verdict(provider("notify-staging", "aws", settings))).toEqual([]);
  expect(verdict(provider("ocp", "linode", { version: linode.version }), ocpRegister)).toEqual([]);
  expect(verdict(provider("ocp", "github", { owner: "open-contracting" }), ocpRegister)).toEqual([]);
  expect(verdict(provider("ocp", "pulumi", {}, "default"), ocpRegister)).toEqual([]);
});

// Every setting that a provider has, those of its service's address, of proxies and of credentials among them.
const settings = Object.values(packages).flatMap(({ name, configuration }) =>
  Object.keys(configuration)
    .filter((setting) => !Object.hasOwn(providerSettings[name as keyof typeof packages].settings, setting))
    .map((setting) => [name, setting] as const),
);

test.each(settings)("%s: %s is refused by name, whatever its value", (name, setting) => {
  for (const value of ["x", true, unknown]) {
    const resource = provider("ocp", name, {
      ...(name === "github" && { owner: "open-contracting" }),
      [setting]: value,
    });
    expect(verdict(resource, ocpRegister)).toEqual([
      expect.stringContaining(`its setting ${setting} is not among those that a provider of this stack has. `),
    ]);
  }
});

test("where the code is from, and which variables credentials are read from, is not said", () => {
  expect(onPlatform({ __internal: { pluginDownloadURL: "https://example.net", envVarMappings: { A: "B" } } })).toEqual([
    expect.stringContaining("its setting __internal.pluginDownloadURL is not among"),
    expect.stringContaining("its setting __internal.envVarMappings is not among"),
  ]);
  expect(onPlatform({ pluginDownloadURL: "https://example.net" })).toHaveLength(1);
  expect(onPlatform({ version: "6.14.0" })).toEqual([expect.stringContaining("its version is 6.14.0, not 6.15.0")]);
});

test.each(["mine", "default_6_15_0_https_example_net", "Default", "default-1"])(
  "a provider called %s is refused",
  (name) => {
    expect(onPlatform({}, name)).toEqual([expect.stringContaining("it is a provider of one's own")]);
  },
);

test("one that a program makes under the engine's name shows by its parent", () => {
  const resource = provider("notify-platform", "github", { owner: "GSA" });
  const parent = "urn:pulumi:notify-platform::gatehouse::pulumi:pulumi:Stack::gatehouse-notify-platform";
  expect(verdict({ ...resource, options: { ...resource.options, parent } })).toEqual([
    expect.stringContaining("it is a provider of one's own"),
  ]);
  expect(verdict({ ...resource, options: { ...resource.options, parent: "" } })).toEqual([]);
});

test("the owner is that of the repositories which the register has us manage", () => {
  expect(onPlatform({ owner: "stranger" })).toEqual([expect.stringContaining("its owner is stranger, not GSA. ")]);
  expect(onPlatform({ owner: undefined })).toEqual([expect.stringContaining("its owner is not set, not GSA. ")]);
  const moved = (change: (draft: Draft) => void) =>
    verdict(provider("notify-platform", "github", { owner: "18F" }), changed(notifyRegister, change));
  const all = (draft: Draft) => Object.values(draft.repositories) as { managed: boolean; owner: string }[];
  expect(
    moved((draft) => {
      for (const each of all(draft)) if (each.managed) each.owner = "18F";
    }),
  ).toEqual([]);
  expect(moved((draft) => Object.assign(draft.repositories["usnotify-ssb"], { owner: "18F" }))).toEqual([
    expect.stringContaining("the repositories of the register have the owners"),
  ]);
});

test("a stack has the providers that are listed for it", () => {
  expect(verdict(provider("notify-platform", "aws", {}))).toEqual([
    expect.stringContaining("notify-platform uses github, and not aws. "),
  ]);
  expect(verdict(provider("notify-staging", "linode", {}))).toHaveLength(1);
  expect(verdict(provider("elsewhere", "github", {}))).toEqual([expect.stringContaining("uses no provider")]);
});

test("the list has every stack, and the versions that are installed", () => {
  const listed = Object.entries(providersOfStacks).flatMap(([register, byStack]) =>
    Object.keys(byStack).map((name) => ({ name, register })),
  );
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  expect(listed.sort(byName)).toEqual(stacks.map(({ name, register }) => ({ name, register })).sort(byName));
  const file = readFileSync(join(import.meta.dirname, "../../../../package.json"), "utf8");
  const { dependencies } = JSON.parse(file) as { dependencies: Record<string, string> };
  for (const [name, { version }] of Object.entries(providerSettings)) {
    expect([name, version]).toEqual([name, dependencies[`@pulumi/${name}`]]);
  }
});
