import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./digest.ts";

/** A digest of the register's files, by name and content. */
export function registerDigest(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml") && statSync(join(folder, name)).isFile())
    .map((name) => [name.replaceAll("\\", "/"), sha256(readFileSync(join(folder, name), "utf8"))])
    .toSorted();
  return sha256(JSON.stringify(files));
}
