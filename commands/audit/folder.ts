import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { SystemToRead } from "../../policies/rules/reality/systems.ts";
import type { Adapter, FileOfReading } from "../../readings/adapter.ts";
import { dayOf } from "../../readings/day.ts";
import { adaptersOf, isFileOf } from "../../readings/find.ts";
import type { Fault, Reading } from "../../readings/reading.ts";
import { type Source, Sources } from "../../readings/sources.ts";

/** The file beside those of a reading that says when they were made, and by what. */
export const aboutFile = "reading.yaml";

const about = z.strictObject({
  readAt: z.string().refine((text) => dayOf(text) !== undefined, "a moment, as 2026-11-29T06:00:00Z"),
  by: z.string().max(200).optional(),
});

/** A reading as it was taken from a folder, with the files that it is made of. */
export interface Taken {
  readonly reading: Reading;
  readonly sources: Sources;
  /** SHA-256 of names and contents: what a review that rests on the reading keeps of it. */
  readonly digest: string;
  readonly by?: string;
}

/** Where the reading of a system is kept below the folder of all readings. */
export function folderOf(from: string, { register, id }: Pick<SystemToRead, "register" | "id">): string {
  return join(from, register, id);
}

/** Whether there is a folder of that path. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Takes the reading of a system from a folder; undefined where there is none. What is wrong with its files are faults of it. */
export function takeReading(from: string, system: SystemToRead): Taken | undefined {
  const folder = folderOf(from, system);
  if (!isFolder(folder)) return undefined;
  const { files, faults: unread } = readFiles(folder);
  const sources = new Sources(files.filter(({ name }) => name !== aboutFile));
  const adapter = adapterFor(system, sources);
  const { readOn, by, faults: unknown } = madeWhen(files.find(({ name }) => name === aboutFile));
  const read: Reading = adapter?.read(sources, system.whose) ?? {
    ...{ service: system.service, principals: [], grants: [] },
    faults: [{ at: { file: ".", keys: [] }, problem: `has no file of a reading: ${neededWords(system)}` }],
  };
  const faults = [
    ...unread,
    ...unknown,
    ...(adapter === undefined ? [] : [...missing(adapter, sources, system), ...strangers(adapter, sources)]),
    ...read.faults,
  ];
  const day = read.readOn ?? readOn;
  return {
    reading: { ...read, ...(day !== undefined && { readOn: day }), faults },
    ...{ sources, digest: digestOf(files) },
    ...(by !== undefined && { by }),
  };
}

/** The first adapter of which there is a file. */
function adapterFor({ service }: SystemToRead, sources: Sources): Adapter | undefined {
  return adaptersOf(service).find(({ files }) =>
    files.some((file) => sources.names.some((name) => isFileOf(file, name))),
  );
}

function neededWords({ service, whose }: SystemToRead): string {
  const [adapter] = adaptersOf(service);
  if (adapter === undefined) return `nothing here reads ${service}`;
  return adapter.files
    .filter(({ optional }) => optional !== true)
    .map((file) => `${file.name} (${file.command(whose, "NAME")})`)
    .join(", ");
}

function readFiles(folder: string): { files: Source[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path): Source[] => {
      const name = relative(folder, path).split(sep).join("/");
      try {
        return [{ name, bytes: readFileSync(path) }];
      } catch (error) {
        faults.push({ at: { file: name, keys: [] }, problem: `cannot be read: ${(error as Error).message}` });
        return [];
      }
    });
  return { files, faults };
}

function madeWhen(source: Source | undefined): { readOn?: string; by?: string; faults: Fault[] } {
  if (source === undefined) return { faults: [] };
  const fault = (problem: string) => ({ faults: [{ at: { file: aboutFile, keys: [] }, problem }] });
  let value: unknown;
  try {
    value = parse(new TextDecoder().decode(source.bytes), { schema: "failsafe" });
  } catch (error) {
    return fault(`cannot be read as YAML: ${(error as Error).message.split("\n")[0]}`);
  }
  const { success, data, error } = about.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    return fault(`does not say when the reading was made: ${issue?.path.join(".") || "it"}: ${issue?.message}`);
  }
  const readOn = dayOf(data.readAt);
  return { ...(readOn !== undefined && { readOn }), ...(data.by !== undefined && { by: data.by }), faults: [] };
}

/** A file that has to be there and is not: what it tells is not known. */
function missing({ files }: Adapter, sources: Sources, { whose }: SystemToRead): Fault[] {
  const isMissing = (file: FileOfReading, name: string, star?: string): Fault[] =>
    sources.get(name) !== undefined
      ? []
      : [{ at: { file: name, keys: [] }, problem: `is missing; make it: ${file.command(whose, star)}` }];
  return files
    .filter(({ optional }) => optional !== true)
    .flatMap((file) =>
      file.name.includes("*")
        ? (file.each?.(sources, whose) ?? []).flatMap((star) => isMissing(file, file.name.replace("*", star), star))
        : isMissing(file, file.name),
    );
}

/** A file that nobody reads is one that was meant for something: its name is mistyped, or it is of another system. */
function strangers({ files }: Adapter, sources: Sources): Fault[] {
  return sources.names
    .filter((name) => !files.some((file) => isFileOf(file, name)))
    .map((name) => ({
      at: { file: name, keys: [] },
      problem: `is none of the files that are read: ${files.map((file) => file.name).join(", ")}`,
    }));
}

function digestOf(files: readonly Source[]): string {
  const hash = createHash("sha256");
  for (const { name, bytes } of files) hash.update(JSON.stringify([name, bytes.length])).update(bytes);
  return `sha256:${hash.digest("hex")}`;
}
