import { isNamed, type NamedRole } from "../../edits/give/given.ts";
import { type Entry, entriesOf, setKey, spliced } from "../../edits/yaml-edits.ts";
import type { DateText } from "../../model/dates.ts";
import type { Grant } from "../../model/schema/access.ts";

/** What somebody loses, and what of theirs was looked at and stays. */
export interface Changing {
  readonly person: string;
  readonly on: DateText;
  readonly take: readonly NamedRole[];
  readonly keep: readonly NamedRole[];
  /** Servers, or `*`. */
  readonly takeRoot: readonly string[];
}

/** The text of a file of grants with a change of role written into it: `revokedOn` of what is taken, `updatedOn` of what is kept. */
export function withChangedRoles(text: string, { person, on, take, keep }: Changing): string {
  return edited(text, person, on, ([system, role], grant) => {
    const isOne = (named: NamedRole) => isNamed({ system: String(system), role: String(role), grant }, named);
    if (take.some(isOne)) return "revokedOn";
    return keep.some(isOne) ? "updatedOn" : undefined;
  });
}

/** The same with root that is taken. */
export function withChangedRoot(text: string, { person, on, takeRoot }: Changing): string {
  return edited(text, person, on, ([server]) => (takeRoot.includes(String(server)) ? "revokedOn" : undefined));
}

function edited(
  text: string,
  person: string,
  on: DateText,
  keyOf: (path: Entry["path"], grant: Grant) => "revokedOn" | "updatedOn" | undefined,
): string {
  const splices = entriesOf(text).flatMap(({ path, map }) => {
    const grant = map.toJSON() as Grant;
    if (grant.person !== person || (grant.revokedOn !== undefined && grant.revokedOn <= on)) return [];
    const key = keyOf(path, grant);
    return key === undefined || grant[key] === on ? [] : [setKey(text, map, key, on)];
  });
  return spliced(text, splices);
}
