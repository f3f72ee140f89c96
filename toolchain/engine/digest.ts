import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { markOf } from "../file-mark.ts";

/** What was put into an engine's folder: each file with its digest, and by what it was last seen to be the same. */
const record = z.record(z.string(), z.object({ sha256: z.string(), seen: z.string() }));
type Recorded = z.infer<typeof record>;

const fileOf = (folder: string) => join(folder, "digests.json");

/** Notes what is in a folder, for {@link spoiltIn}. */
export async function recordDigests(folder: string): Promise<void> {
  const files = (await filesIn(folder)).map(async (path) => [path, await look(folder, path)] as const);
  await keep(folder, Object.fromEntries(await Promise.all(files)));
}

/**
 * What in a folder is not what was put there, in words; undefined, if all is. A file that has not been written to since it
 * was last looked at, as the system tells, is not read again. A folder of which nothing was noted has nothing to compare
 * with: that is `"unknown"`.
 */
export async function spoiltIn(folder: string): Promise<{ readonly reason: string } | "unknown" | undefined> {
  const text = await readFile(fileOf(folder), "utf8").catch(() => undefined);
  if (text === undefined) return "unknown";
  const recorded = parse(text);
  if (recorded === undefined) return { reason: "its list of digests cannot be read" };
  const seen: Recorded = {};
  for (const [path, before] of Object.entries(recorded)) {
    const found = await fingerprint(join(folder, path));
    if (found === undefined) return { reason: `${path} is missing` };
    const now = found === before.seen ? before : await look(folder, path);
    if (!isExecutable(found)) return { reason: `${path} cannot be run` };
    if (now.sha256 !== before.sha256) return { reason: `${path} is not what was put there` };
    seen[path] = now;
  }
  if (JSON.stringify(seen) !== JSON.stringify(recorded)) await keep(folder, seen).catch(() => {}); // it is read again next time
  return undefined;
}

function parse(text: string): Recorded | undefined {
  try {
    return record.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function keep(folder: string, recorded: Recorded): Promise<void> {
  const temporary = `${fileOf(folder)}.tmp-${process.pid}`;
  try {
    await writeFile(temporary, `${JSON.stringify(recorded, null, 2)}\n`);
    await rename(temporary, fileOf(folder));
  } finally {
    await rm(temporary, { force: true });
  }
}

async function look(folder: string, path: string): Promise<Recorded[string]> {
  const file = join(folder, path);
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { sha256: hash.digest("hex"), seen: (await fingerprint(file)) ?? "" };
}

/** The mark of a file; undefined for what is no file. */
async function fingerprint(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found?.isFile() ? markOf(found) : undefined;
}

/** Whether a fingerprint is of a file that may be run, as all of an engine's are. */
function isExecutable(fingerprint: string): boolean {
  return (Number(fingerprint.split(" ").at(-1)) & 0o100) !== 0;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, "bin"), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
