import { isDefaulted, withoutInternals } from "./check.ts";
import type { Properties, Property, Table } from "./table.ts";
import { type Bag, bare, canonical, hasUnknown, isBag, isList, Secret, same, type Value } from "./wire.ts";

/** How one property differs. */
export interface Difference {
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/** How wanted inputs differ from those of the state. */
export interface Differences {
  /** By property path, as deep as the difference lies. */
  readonly detailed: ReadonlyMap<string, Difference>;
  /** Whether the old resource must go before the new one comes, since both would have the same name. */
  readonly deleteFirst: boolean;
}

/** Compares checked inputs with those of the state. A value that is not known yet counts as changed. Never throws. */
export function diff(table: Table, olds: Bag, news: Bag): Differences {
  const detailed = new Map(differences(table.inputs, withoutInternals(olds), withoutInternals(news), "", false));
  const name = table.autoname?.property;
  const deleteFirst =
    name !== undefined &&
    [...detailed.values()].some((difference) => difference.replaces) &&
    same(olds[name], news[name]) &&
    !isDefaulted(news, name);
  return { detailed, deleteFirst };
}

type Found = readonly (readonly [path: string, Difference])[];

function differences(properties: Properties, olds: Bag, news: Bag, path: string, replacing: boolean): Found {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  return names.flatMap((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return compare(
      property,
      Object.hasOwn(olds, name) ? olds[name] : undefined,
      Object.hasOwn(news, name) ? news[name] : undefined,
      path === "" ? name : `${path}.${name}`,
      replacing || property?.replaces === true,
    );
  });
}

function compare(
  property: Property | undefined,
  old: Value | undefined,
  wanted: Value | undefined,
  path: string,
  replaces: boolean,
): Found {
  if (wanted === undefined) {
    // What the service fills in by itself keeps its value when the program no longer gives one.
    const kept = property?.filled !== undefined && !property.planned;
    return old === undefined || kept ? [] : [[path, { kind: "delete", replaces }]];
  }
  if (old === undefined) return [[path, { kind: "add", replaces }]];
  const [a, b] = [plain(old), plain(wanted)];
  if (property?.kind === "object" && isBag(a) && isBag(b))
    return differences(property.properties, a, b, path, replaces);
  if (isBag(a) && isBag(b)) return compareMaps(property, a, b, path, replaces);
  if (isList(a) && isList(b)) return compareLists(property, a, b, path, replaces);
  return same(a, b) || (property?.caseless && sameLetters(a, b)) ? [] : [[path, { kind: "update", replaces }]];
}

function sameLetters(a: Value, b: Value): boolean {
  return typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();
}

function compareMaps(property: Property | undefined, old: Bag, wanted: Bag, path: string, replaces: boolean): Found {
  const member = property?.kind === "map" ? property.of : undefined;
  const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
  return keys.flatMap((key) =>
    compare(
      member,
      Object.hasOwn(old, key) ? old[key] : undefined,
      Object.hasOwn(wanted, key) ? wanted[key] : undefined,
      /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`,
      replaces,
    ),
  );
}

function compareLists(
  property: Property | undefined,
  old: readonly Value[],
  wanted: readonly Value[],
  path: string,
  replaces: boolean,
): Found {
  const list = property?.kind === "list" ? property : undefined;
  if (list?.unordered && !hasUnknown(old) && !hasUnknown(wanted) && sorted(old) === sorted(wanted)) return [];
  return Array.from({ length: Math.max(old.length, wanted.length) }, (_, index) =>
    compare(list?.of, old[index], wanted[index], `${path}[${index}]`, replaces),
  ).flat();
}

function sorted(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => canonical(bare(value))).sort());
}

function plain(value: Value): Value {
  return value instanceof Secret ? plain(value.value) : value;
}
