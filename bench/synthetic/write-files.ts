import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { maxBytes } from "../../model/load/read-text.ts";
import { fileOfKind, folderOfKind, type Kind, kinds, type Register } from "../../model/register.ts";
import { shipped } from "./shipped.ts";

/** Writes registers as the files that the loader reads, in a folder that is made; what no file can hold, as a folder of them. */
export async function writeRegisterFiles(folder: string, registers: readonly Register[]): Promise<void> {
  for (const register of registers) {
    await mkdir(join(folder, register.id), { recursive: true });
    for (const kind of Object.keys(kinds) as Kind[]) {
      if (Object.keys(register[kind]).length === 0) continue;
      const text = stringify(register[kind], { aliasDuplicateObjects: false });
      if (text.length <= maxBytes) await writeFile(join(folder, register.id, fileOfKind(kind)), text);
      else await writeParts(join(folder, register.id, folderOfKind(kind)), register[kind]);
    }
  }
  await writeFile(join(folder, "register.yaml"), `asOf: ${shipped().head.asOf}\n`);
}

/** Entries of one file. Few enough for the largest. */
const perFile = 1_500;

async function writeParts(folder: string, entries: Register[Kind]): Promise<void> {
  await mkdir(folder);
  const all = [...leavesOf(entries, [])];
  for (let at = 0; at < all.length; at += perFile) {
    const text = stringify(together(all.slice(at, at + perFile)), { aliasDuplicateObjects: false });
    await writeFile(join(folder, `${String(at).padStart(8, "0")}.yaml`), text);
  }
}

/** An entry, or all grants of one role that somebody holds, and the keys that lead to it. */
interface Leaf {
  readonly keys: readonly string[];
  readonly value: unknown;
}

function* leavesOf(value: unknown, keys: readonly string[]): Generator<Leaf> {
  if (Array.isArray(value)) {
    const people = [...Map.groupBy(value, (item: { person?: string }) => item.person ?? item).values()];
    for (const items of keys.length === 0 ? value.map((item) => [item]) : people) yield { keys, value: items };
    if (value.length === 0) yield { keys, value };
  } else {
    for (const [key, part] of Object.entries(value as object)) {
      const isEntry = keys.length > 0 ? !Array.isArray(part) : !isNested(part);
      if (isEntry) yield { keys: [...keys, key], value: part };
      else yield* leavesOf(part, [...keys, key]);
    }
  }
}

/** Whether something is a list of grants, or a map of such lists. */
function isNested(value: unknown): boolean {
  return Array.isArray(value) || Object.values(value as object).every((part) => Array.isArray(part));
}

function together(leaves: readonly Leaf[]): unknown {
  if (leaves.every(({ keys }) => keys.length === 0)) return leaves.flatMap(({ value }) => value as unknown[]);
  const byKey = Map.groupBy(leaves, ({ keys }) => keys[0] ?? "");
  return Object.fromEntries(
    [...byKey].map(([key, below]) => {
      const [first] = below;
      const isEntry = first !== undefined && first.keys.length === 1 && !Array.isArray(first.value);
      return [key, isEntry ? first.value : together(below.map(({ keys, value }) => ({ keys: keys.slice(1), value })))];
    }),
  );
}
