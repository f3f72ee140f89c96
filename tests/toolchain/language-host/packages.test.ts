import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { programDependencies } from "../../../toolchain/language-host/dependencies.ts";
import { requiredPackages } from "../../../toolchain/language-host/required-packages.ts";
import { folderOf } from "./fixture.ts";

const json = (value: object) => JSON.stringify(value);
const sdk = { "node_modules/@pulumi/pulumi/package.json": json({ name: "@pulumi/pulumi", version: "3.0.0" }) };

describe("required packages", () => {
  const required = (folder: string) =>
    requiredPackages(folder).map((one) => `${one.getKind()} ${one.getName()} ${one.getVersion()} ${one.getServer()}`);

  test("are the installed provider packages, in their installed versions", () => {
    const folder = folderOf({
      ...sdk,
      "package.json": json({ dependencies: { "@pulumi/aws": "^7", "plain-package": "1", "@example/cloud": "1" } }),
      "node_modules/@pulumi/aws/package.json": json({
        name: "@pulumi/aws",
        version: "7.48.0",
        pulumi: { resource: true },
      }),
      "node_modules/plain-package/package.json": json({ name: "plain-package", version: "1.0.0" }),
      "node_modules/@example/cloud/package.json": json({
        name: "@example/cloud",
        version: "1.0.0",
        pulumi: { resource: true, name: "cloud", version: "v2.3.4", server: "https://plugins.example.org" },
      }),
    });
    expect(required(folder).sort()).toEqual([
      "resource aws v7.48.0 ",
      "resource cloud v2.3.4 https://plugins.example.org",
    ]);
  });

  test("of a stack's folder are those of the nearest package.json above, and of libraries made with the SDK", () => {
    const folder = folderOf({
      ...sdk,
      "package.json": json({ dependencies: { "@example/components": "1" } }),
      "stacks/registry/Pulumi.yaml": "name: registry",
      "node_modules/@example/components/package.json": json({
        name: "@example/components",
        version: "1.0.0",
        dependencies: { "@pulumi/aws": "6" },
        peerDependencies: { "@pulumi/pulumi": "3" },
      }),
      "node_modules/@example/components/node_modules/@pulumi/aws/package.json": json({
        name: "@pulumi/aws",
        version: "6.0.1",
        pulumi: { resource: true },
      }),
    });
    expect(required(join(folder, "stacks/registry"))).toEqual(["resource aws v6.0.1 "]);
  });

  test("carry the parameters of a bridged provider", () => {
    const folder = folderOf({
      "package.json": json({ dependencies: { "@example/net": "1" } }),
      "node_modules/@example/net/package.json": json({
        name: "@example/net",
        version: "1.0.0",
        pulumi: {
          resource: true,
          name: "terraform-provider",
          version: "0.9.0",
          parameterization: { name: "net", version: "1.0.0", value: "eyJ4IjoxfQ==" },
        },
      }),
    });
    const parameterization = requiredPackages(folder)[0]?.getParameterization();
    expect(parameterization?.getName()).toBe("net");
    expect(Buffer.from(parameterization?.getValue_asU8() ?? []).toString()).toBe(`{"x":1}`);
  });

  test("leave out what is not installed", () => {
    expect(required(folderOf({ "package.json": json({ dependencies: { "@pulumi/aws": "7" } }) }))).toEqual([]);
  });

  test("cannot be told from a broken package.json", () => {
    const folder = folderOf({ "package.json": "{" });
    expect(() => required(folder)).toThrow(`${join(folder, "package.json")} cannot be read`);
  });
});

describe("a program's dependencies", () => {
  const folder = () =>
    folderOf({
      "package.json": json({
        dependencies: { b: "^1" },
        devDependencies: { a: "^1" },
        optionalDependencies: { "not-for-this-system": "1" },
      }),
      "node_modules/a/package.json": json({ name: "a", version: "1.1.0", dependencies: { c: "2" } }),
      "node_modules/b/package.json": json({ name: "b", version: "1.2.0", dependencies: { c: "1", a: "1" } }),
      "node_modules/b/node_modules/c/package.json": json({ name: "c", version: "1.0.0", dependencies: { b: "1" } }),
      "node_modules/c/package.json": json({ name: "c", version: "2.0.0" }),
    });

  test("are those it lists", () => {
    expect(programDependencies(folder(), false)).toEqual([
      { name: "a", version: "1.1.0" },
      { name: "b", version: "1.2.0" },
    ]);
  });

  test("and with `transitive` all below, each version once", () => {
    expect(programDependencies(folder(), true).map(({ name, version }) => `${name}@${version}`)).toEqual([
      "a@1.1.0",
      "b@1.2.0",
      "c@1.0.0",
      "c@2.0.0",
    ]);
  });

  test("that are not installed are named together", () => {
    const incomplete = folderOf({ "package.json": json({ dependencies: { y: "1", x: "1" } }) });
    expect(() => programDependencies(incomplete, false)).toThrow(
      `Not installed in ${incomplete}: x, y. Run \`npm install\` there.`,
    );
  });
});
