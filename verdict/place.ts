import { nameOf, typeOf } from "../driver/events.ts";
import { kindOfEntry } from "../model/record-places.ts";
import { type RegisterId, subjectOf } from "../model/register.ts";
import { subjectOfResource } from "../policies/rules/rule.ts";
import { entryMeant } from "./entry-meant.ts";

/** A line of the register. */
export interface Place {
  /** Path of the file as the user gave the register's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where a violation is to be mended: the line of the entry that it names or speaks of, else of the entry that the resource
 * was made from, found by climbing to the parents. What a rule about a whole stack says of a resource, the engine reports on the
 * stack, so the resource is found by the type and name that it says.
 */
export function placeOf(
  register: RegisterId,
  subject: string,
  urn: string,
  parents: ReadonlyMap<string, string>,
  locate: (subject: string, how?: "exact") => Place | undefined,
): Place | undefined {
  const named = locate(subject) ?? entryMeant(register, subject, (entry) => locate(entry, "exact"));
  if (named !== undefined) return named;
  const isIt = (each: string) => subjectOfResource({ type: typeOf(each), name: nameOf(each) }) === subject;
  const start = subject.endsWith('"') ? [...parents.keys()].find(isIt) : undefined;
  for (let at: string | undefined = start ?? urn; at !== undefined; at = parents.get(at)) {
    const kind = kindOfEntry[typeOf(at)];
    if (kind !== undefined) return locate(subjectOf(register, kind, nameOf(at)));
  }
  return undefined;
}
