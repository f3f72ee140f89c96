import { type RegisterRecord, recordTypes } from "./records.ts";
import { type Kind, type Register, subjectOf } from "./register.ts";
import { everyServer } from "./schema/access.ts";

/** Keys that lead to a part of a record's data, outermost first. */
export type RecordPath = readonly string[];

/** The record types that are one entry of one kind, under its id, so that what is made from one leads back to its file. */
export const kindOfEntry: Readonly<Record<string, Kind | undefined>> = {
  [recordTypes.organisation]: "organisations",
  [recordTypes.server]: "servers",
  [recordTypes.service]: "services",
  [recordTypes.account]: "accounts",
  [recordTypes.domain]: "domains",
  [recordTypes.repository]: "repositories",
  [recordTypes.environment]: "environments",
  [recordTypes.agencyService]: "agencyServices",
  [recordTypes.bucket]: "buckets",
  [recordTypes.serviceAccount]: "serviceAccounts",
  [recordTypes.credential]: "credentials",
};

/** Parts of a record that are entries of another kind, under ids of their own. */
const others: Readonly<Record<string, Kind>> = { people: "people", phoneNumbers: "phoneNumbers" };

/**
 * The entry of the register that a part of a record was written from, as messages name it (`subjectOf`). Items of the
 * lists that several records share are named by where they stand in `register`.
 */
export function entryOfRecord(register: Register, { type, data }: RegisterRecord, path: RecordPath): string {
  const [part = "", ...rest] = path;
  const named = (kind: Kind, ...keys: readonly string[]) => subjectOf(register.id, kind, ...keys);
  const key = String(data.key ?? "");
  if (type === recordTypes.role) {
    const [system, role] = [String(data.system), String(data.role)];
    if (part === "grants") return named("grants", system, role, ...rest);
    return part === "definition" ? named("systems", system, "roles", role, ...rest) : named("systems", system, ...rest);
  }
  if (type === recordTypes.rootAdministrators) return named("rootGrants", everyServer, ...rest);
  if (part === "rootGrants") return named("rootGrants", key, ...rest);
  if (part === "deployments" || part === "smokeTests") return named(part, ...indexIn(register[part], data[part], rest));
  const other = others[part];
  if (other !== undefined) return named(other, ...rest);
  const kind = kindOfEntry[type];
  if (kind !== undefined) return named(kind, key, ...rest);
  return part === "" ? named(Object.keys(data)[0] as Kind) : named(part as Kind, ...rest);
}

/** A path into some items of a list, as a path into the whole list. */
function indexIn(all: readonly unknown[], some: unknown, [index, ...rest]: RecordPath): string[] {
  const item = Array.isArray(some) && index !== undefined ? some[Number(index)] : undefined;
  const at = all.indexOf(item);
  return at === -1 ? [] : [String(at), ...rest];
}
