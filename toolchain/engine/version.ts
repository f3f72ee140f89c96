import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/**
 * The oldest engine that the programs and policy packs are tested with. A newer major version may change the protocols,
 * so only this major is taken.
 */
export const MINIMUM_ENGINE = "3.259.0";

/** Folder of the `go.mod` that pins everything the engine is built from. */
export const GO_MODULE = fileURLToPath(new URL(".", import.meta.url));

/** The first `x.y` or `x.y.z` in a text as three numbers, `undefined` where there is none. A pre-release tag is not looked at. */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/** Whether `version` is at least `minimum`. A text without a version is not. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = parseVersion(version);
  const want = parseVersion(minimum);
  if (!have || !want) return false;
  for (const [index, number] of have.entries()) {
    if (number !== want[index]) return number > (want[index] ?? 0);
  }
  return true;
}

/** Whether an engine of this version can be used: {@link MINIMUM_ENGINE} or newer, of the same major version. */
export function isSupportedEngine(version: string): boolean {
  return isAtLeast(version, MINIMUM_ENGINE) && parseVersion(version)?.[0] === parseVersion(MINIMUM_ENGINE)?.[0];
}

/** What `go.mod` pins: the engine's version and the oldest Go that builds it. Throws when the file does not say. */
export async function readGoModule(folder: string = GO_MODULE): Promise<{ engine: string; go: string }> {
  const text = await readFile(`${folder}/go.mod`, "utf8");
  const engine = /^\s*(?:require\s+)?github\.com\/pulumi\/pulumi\/pkg\/v3\s+v(\S+)/m.exec(text)?.[1];
  const go = /^go\s+(\S+)/m.exec(text)?.[1];
  if (!engine || !go) throw new Error(`${folder}/go.mod does not name the engine's version and the Go version`);
  return { engine, go };
}
