import { relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { LoadedRegister } from "../../model/load.ts";
import { entryOfRecord, type RecordPath } from "../../model/record-places.ts";
import { type RegisterRecord, writeRecords } from "../../model/records.ts";
import type { Register, RegisterId } from "../../model/register.ts";

/** The register as its files have it, and where in them an entry stands. */
export interface RegisterFiles {
  readonly register: Register;
  /** `file:line:column` of what a subject names, or of the nearest entry around it; nothing where no file has it. */
  readonly whereIs: (subject: string) => string | undefined;
}

/** An organisation's part of a register that was loaded; files of the project are named by their path in it. */
export function registerFiles({ registers, locate }: LoadedRegister, id: RegisterId, root: string): RegisterFiles {
  return {
    register: registers[id],
    whereIs: (subject) => {
      const place = locate(subject);
      if (place === undefined) return undefined;
      const inside = relative(root, place.file);
      return `${inside.startsWith("..") ? place.file : inside}:${place.line}:${place.column}`;
    },
  };
}

/** Most properties of one record that are named. */
const most = 5;

/**
 * How the records that a program declared differ from those of the register's files: a record that is left out, one that
 * no file has, and each property that is another. Nothing when they are the same, whatever their order.
 */
export function differencesFromFiles(
  { register, whereIs }: RegisterFiles,
  declared: readonly RegisterRecord[],
): string[] {
  const wanted = byName(writeRecords(register));
  const found = byName(declared);
  const names = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  const at = (record: RegisterRecord, path: RecordPath) => {
    const place = whereIs(entryOfRecord(register, record, path));
    return place === undefined ? "" : ` (${place})`;
  };
  return names.flatMap((name) => {
    const [ours, theirs] = [wanted.get(name), found.get(name)];
    if (ours === undefined) return [`${name} is declared, and the register's files have no such entry`];
    if (theirs === undefined) return [`${name} is in the register's files${at(ours, [])}, and is not declared`];
    const paths = differentPaths(plain(ours.data), plain(theirs.data), []);
    const rest = paths.length - most;
    return [
      ...paths
        .slice(0, most)
        .map((path) => `${path.join(".")} of ${name} is declared otherwise than the files have it${at(ours, path)}`),
      ...(rest > 0 ? [`${name} differs in ${rest} more properties`] : []),
    ];
  });
}

function byName(records: readonly RegisterRecord[]): Map<string, RegisterRecord> {
  return new Map(records.map((record) => [`${record.type} "${record.name}"`, record]));
}

/** As it comes out of the engine: without what is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The innermost places at which two values differ. */
function differentPaths(a: unknown, b: unknown, path: RecordPath): RecordPath[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => differentPaths(ownOf(a, key), ownOf(b, key), [...path, key]));
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function ownOf(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
