import type { RememberedKind } from "../../../model/history.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { allGrants, allRootGrants, placeOfGrant } from "../grants.ts";

/** An entry of which the past counts, whatever its kind. */
export interface Item {
  readonly kind: RememberedKind;
  readonly subject: string;
  /** What it is known by. Of lists several entries may be known by the same, and their days tell them apart. */
  readonly key: string;
  /** The field with that day; none where entries are kept under ids. */
  readonly dayField?: string;
  /** Keys under which it stands in its kind: an id; system and role; a server; none in a list. */
  readonly under: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: an entry of any kind
  readonly entry: Readonly<Record<string, any>>;
}

/** How ids of before are to be read, where something has another id now. */
export interface Renames {
  readonly people: ReadonlyMap<string, string>;
  readonly servers: ReadonlyMap<string, string>;
}

export const noRenames: Renames = { people: new Map(), servers: new Map() };

/** The items of a kind, with what they are known by under the ids of today. */
export function itemsOf(kind: RememberedKind, register: Register, { people, servers }: Renames = noRenames): Item[] {
  const person = (id: string) => people.get(id) ?? id;
  const server = (id: string | undefined) => (id === undefined ? "" : (servers.get(id) ?? id));
  const item = (entry: Item["entry"], key: readonly string[], more: Partial<Item>): Item => ({
    ...{ kind, entry, subject: subjectOf(register.id, kind), key: key.join(" "), under: [], ...more },
  });
  switch (kind) {
    case "grants":
      return allGrants(register).map(({ subject, system, role, grant }) =>
        item(grant, [system, role, person(grant.person), placeOfGrant(grant) ?? ""], {
          ...{ subject, dayField: "createdOn", under: [system, role] },
        }),
      );
    case "rootGrants":
      return allRootGrants(register).map(({ subject, server: on, grant }) =>
        item(grant, [server(on), person(grant.person)], { subject, dayField: "grantedOn", under: [on] }),
      );
    case "deployments":
      return register.deployments.map((each) =>
        item(each, [person(each.person), server(each.server), each.commit], {
          ...{ subject: subjectOf(register.id, kind, each.person), dayField: "deployedOn" },
        }),
      );
    case "reviews":
      return register.reviews.map((each) =>
        item(each, [each.subject, person(each.by), server(each.server)], { dayField: "reviewedOn" }),
      );
    case "restageRuns":
      return register.restageRuns.map((each) =>
        item(each, [each.repository, each.environment], { dayField: "startedAt" }),
      );
    case "buildpackReleases":
      return register.buildpackReleases.map((each) => item(each, [each.buildpack], { dayField: "releasedOn" }));
    case "smokeTests":
      return register.smokeTests.map((each) =>
        item(each, [each.environment, each.part, person(each.by)], { dayField: "testedOn" }),
      );
    default:
      return Object.entries(register[kind]).map(([id, entry]) =>
        item(entry, [kind === "people" ? person(id) : id], { subject: subjectOf(register.id, kind, id), under: [id] }),
      );
  }
}

/** A field by its path in the settings, such as `source.tool`; of the values of a list, such as `apps.*`, the list. */
export function fieldAt(path: string): string {
  return path.replace(/\.\*$/, "");
}

/** The value of a field, such as `source.tool`. */
export function fieldOf({ entry }: Pick<Item, "entry">, field: string): unknown {
  return field.split(".").reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], entry);
}

/** The day by which an entry of a list is told from others like it. */
export function dayOf(item: Item): string | undefined {
  return item.dayField === undefined ? undefined : String(item.entry[item.dayField]);
}
