import { HostFailure } from "./failure.ts";
import { installedPackage, type Package, packageOf } from "./npm-packages.ts";

/** An npm package a program depends on, in the version that is installed. */
export interface InstalledDependency {
  readonly name: string;
  readonly version: string;
}

/**
 * What a program depends on, sorted by name and version: what its package.json lists (an optional package only where it
 * is installed), and with `transitive` all that these depend on.
 * @throws {HostFailure} naming every package that is listed and not installed
 */
export function programDependencies(programDirectory: string, transitive: boolean): InstalledDependency[] {
  const program = packageOf(programDirectory);
  if (program === undefined) return [];
  const found = new Map<string, InstalledDependency>();
  const missing = new Set<string>();
  const todo = [{ from: program, names: { ...program.manifest.devDependencies, ...program.manifest.dependencies } }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { from, names } = next;
    const optional = from.manifest.optionalDependencies ?? {};
    for (const name of Object.keys({ ...names, ...optional })) {
      const dependency: Package | undefined = installedPackage(name, from.directory);
      if (dependency === undefined) {
        if (!(name in optional)) missing.add(name);
      } else if (!found.has(dependency.directory)) {
        found.set(dependency.directory, { name, version: dependency.manifest.version ?? "" });
        if (transitive) todo.push({ from: dependency, names: { ...dependency.manifest.dependencies } });
      }
    }
  }
  if (missing.size > 0) {
    const names = [...missing].sort().join(", ");
    throw new HostFailure(`Not installed in ${program.directory}: ${names}. Run \`npm install\` there.`);
  }
  const key = ({ name, version }: InstalledDependency) => `${name}@${version}`;
  return [...new Map([...found.values()].map((one) => [key(one), one])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}
