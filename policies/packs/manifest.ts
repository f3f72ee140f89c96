import { manifestOf, type RegisterRecord } from "../../model/records.ts";
import type { RegisterId } from "../../model/register.ts";
import { fields, shown } from "../rules/reading.ts";

/** How a manifest differs from the records that came before it; nothing when it does not. */
export function manifestProblems(
  registerId: RegisterId,
  records: readonly RegisterRecord[],
  found: Record<string, unknown>,
): string[] {
  const expected = manifestOf(registerId, records);
  if (found.register !== registerId)
    return [`it is the manifest of ${shown(found.register)}, and this pack judges ${registerId}`];
  const counts = fields(found.records);
  const types = [...new Set([...Object.keys(counts), ...Object.keys(expected.records)])].sort();
  const different = types
    .filter((type) => counts[type] !== expected.records[type])
    .map(
      (type) =>
        `it names ${shown(counts[type] ?? 0)} of ${type}, and there are ${expected.records[type] ?? 0} in the stack`,
    );
  if (different.length > 0) return different;
  return found.digest === expected.digest ? [] : ["its digest does not match: a record was changed on its way"];
}
