import type { PackageDependency as Dependency } from "@pulumi/pulumi/proto/plugin_pb.js";
import { installedPackage, type Manifest, type Package, packageOf } from "./npm-packages.ts";
import { PackageDependency, PackageParameterization } from "./protocol.ts";

const SDK = "@pulumi/pulumi";

/**
 * The provider plugins a program needs: those of the provider packages it depends on, itself or through others, each in
 * the version of the npm package that is installed. What is not installed is left out; the program says so when it runs.
 * @throws {HostFailure} when a package.json cannot be read
 */
export function requiredPackages(programDirectory: string): Dependency[] {
  const program = packageOf(programDirectory);
  if (program === undefined) return [];
  return [...pulumiPackages(program)]
    .filter(({ manifest }) => manifest.pulumi?.resource === true)
    .map(({ manifest }) => dependencyOf(manifest));
}

/** The packages below one that are made with the SDK: only these can be, or need, providers. */
function pulumiPackages(program: Package): Set<Package> {
  const found = new Map<string, Package>();
  const todo = [program];
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    for (const name of Object.keys({ ...one.manifest.optionalDependencies, ...one.manifest.dependencies })) {
      if (name === SDK) continue;
      const dependency = installedPackage(name, one.directory);
      if (dependency === undefined || found.has(dependency.directory) || !usesSdk(dependency.manifest)) continue;
      found.set(dependency.directory, dependency);
      todo.push(dependency);
    }
  }
  return new Set(found.values());
}

function usesSdk(manifest: Manifest): boolean {
  return manifest.pulumi?.resource === true || SDK in { ...manifest.dependencies, ...manifest.peerDependencies };
}

function dependencyOf({ name = "", version = "", pulumi = {} }: Manifest): Dependency {
  const dependency = new PackageDependency()
    .setKind("resource")
    .setName(pulumi.name ?? name.replace(/^@pulumi\//, ""))
    .setVersion((pulumi.version ?? version).replace(/^v?/, "v"))
    .setServer(pulumi.server ?? "");
  const parameterization = pulumi.parameterization;
  if (parameterization === undefined) return dependency;
  return dependency.setParameterization(
    new PackageParameterization()
      .setName(parameterization.name)
      .setVersion(parameterization.version)
      .setValue(parameterization.value), // base64 in both
  );
}
