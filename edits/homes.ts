import { existsSync, readFileSync } from "node:fs";
import { isMap, isScalar, parseDocument } from "yaml";

/** Which of a kind's files has the entry of a key, by the file's index. Files that are not there have none. */
export function homesIn(files: readonly string[]): ReadonlyMap<string, number> {
  const homes = new Map<string, number>();
  for (const [at, file] of files.entries()) {
    if (!existsSync(file)) continue;
    const { contents } = parseDocument(readFileSync(file, "utf8"));
    if (!isMap(contents)) continue;
    for (const { key } of contents.items) homes.set(String(isScalar(key) ? key.value : key), at);
  }
  return homes;
}
