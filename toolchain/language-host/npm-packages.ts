import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { HostFailure, messageOf } from "./failure.ts";

/** The part of a package.json the host reads. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /** What a provider's npm package says of its plugin. */
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
    readonly parameterization?: { readonly name: string; readonly version: string; readonly value: string };
  };
}

/** An installed package, or the program itself. */
export interface Package {
  /** Its folder, links resolved. */
  readonly directory: string;
  readonly manifest: Manifest;
}

/**
 * The package a folder belongs to: the nearest package.json in it or above. Undefined when there is none.
 * @throws {HostFailure} when that package.json cannot be read
 */
export function packageOf(directory: string): Package | undefined {
  for (const folder of upwards(directory)) if (existsSync(join(folder, "package.json"))) return readPackage(folder);
  return undefined;
}

/**
 * The package Node would load for a name from a folder: the nearest `node_modules/NAME` above. Undefined when it is not
 * installed.
 * @throws {HostFailure} when its package.json cannot be read
 */
export function installedPackage(name: string, from: string): Package | undefined {
  for (const folder of upwards(from)) {
    const directory = join(folder, "node_modules", name);
    if (existsSync(join(directory, "package.json"))) return readPackage(realpathSync(directory));
  }
  return undefined;
}

/**
 * The version of the npm on a PATH, from its own package.json; undefined where there is none. The engine asks at the start
 * of every run and waits, and npm itself takes a quarter of a second to say it.
 */
export function npmVersion(path = ""): string | undefined {
  const command = path
    .split(delimiter)
    .map((folder) => join(folder, "npm"))
    .find((file) => existsSync(file));
  if (command === undefined) return undefined;
  const npm = packageOf(dirname(realpathSync(command)));
  return npm?.manifest.name === "npm" ? npm.manifest.version : undefined;
}

function readPackage(directory: string): Package {
  const file = join(directory, "package.json");
  try {
    return { directory, manifest: JSON.parse(readFileSync(file, "utf8")) as Manifest };
  } catch (error) {
    throw new HostFailure(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function* upwards(directory: string): Generator<string> {
  for (let folder = directory, above = dirname(folder); ; folder = above, above = dirname(folder)) {
    yield folder;
    if (above === folder) return;
  }
}
