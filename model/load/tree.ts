import { isMap, isScalar, isSeq, type Node } from "yaml";
import { hiddenCharacter } from "./read-text.ts";
import { shorten, showValue } from "./show.ts";
import type { Fault } from "./syntax.ts";

/** Where a value stands: offsets into the text of its kind's files (see `Source`), in the same shape as the value. */
export interface Place {
  /** Offset of the key, or of the item when the value stands in a list. */
  readonly at: number;
  /** Offset of the value itself; that of the key when there is nothing after it. */
  readonly valueAt: number;
  /** How a number, truth value or null is written in the file. */
  readonly written?: string;
  /** Values of a map by key, items of a list by index. */
  readonly parts: ReadonlyMap<string, Place>;
  /** Items of a list by their `person`, the first where a person stands in it twice. */
  readonly byPerson: ReadonlyMap<string, Place>;
}

/** A place that is looked for when one of its fields is first read. */
export function laterPlace(find: () => Place): Place {
  let found: Place | undefined;
  const place = (): Place => {
    found ??= find();
    return found;
  };
  return {
    get at() {
      return place().at;
    },
    get valueAt() {
      return place().valueAt;
    },
    get parts() {
      return place().parts;
    },
    get byPerson() {
      return place().byPerson;
    },
  };
}

/** A path of keys and indices from a file's root to a value. */
export type Path = readonly PropertyKey[];

/** A document as plain data, with the place of each part and what cannot be told apart or named. */
export interface Tree {
  readonly value: unknown;
  readonly place: Place;
  readonly faults: readonly Fault[];
}

const none: ReadonlyMap<string, Place> = new Map();

/** Turns a parsed document into plain data. `root` is null when the file says nothing; its text starts at offset `start`. */
export function treeOf(root: Node | null, start = 0): Tree {
  const reading: Reading = { faults: [], start };
  const { value, place } = convert(root, start, reading);
  return { value, place: { ...place, at: start }, faults: reading.faults };
}

/** What is found while a document is turned into data, and the offset at which its text starts. */
interface Reading {
  readonly faults: Fault[];
  readonly start: number;
}

/** Where a node starts, or `otherwise` where it is not written. */
function offsetOf(node: Node | null | undefined, otherwise: number, { start }: Reading): number {
  const offset = node?.range?.[0];
  return offset === undefined ? otherwise : start + offset;
}

/** The place at the end of `path`, or the nearest one around it and `found` false. */
export function placeOf(root: Place, path: Path): { place: Place; found: boolean } {
  let place = root;
  for (const step of path) {
    const next = place.parts.get(String(step));
    if (next === undefined) return { place, found: false };
    place = next;
  }
  return { place, found: true };
}

/** A value and its place. */
export interface Converted {
  readonly value: unknown;
  readonly place: Place;
}

function convert(node: Node | null | undefined, at: number, reading: Reading): Converted {
  if (isMap(node)) return convertMap(node.items, at, offsetOf(node, at, reading), reading);
  if (isSeq(node)) return convertList(node.items as Node[], at, offsetOf(node, at, reading), reading);
  const value: unknown = isScalar(node) ? node.value : null;
  const written = isScalar(node) ? node.source : undefined;
  const valueAt = value === null && !written ? at : offsetOf(node, at, reading);
  if (typeof value === "string") refuseUnreadable(value, valueAt, reading);
  const place = { at, valueAt, parts: none, byPerson: none };
  return { value, place: typeof value === "string" || written === undefined ? place : { ...place, written } };
}

/** Refuses what stands in a text by an escape, or where the file itself may have it, and is not seen there. */
function refuseUnreadable(text: string, offset: number, { faults }: Reading): void {
  const message = !text.isWellFormed()
    ? "half a character (a lone surrogate); delete it"
    : (hiddenCharacter(text)?.message ?? (/[\t\r]/.test(text) ? "a tab in a text; use a space" : undefined));
  if (message !== undefined) faults.push({ offset, message });
}

function convertMap(
  items: readonly { key: unknown; value: unknown }[],
  at: number,
  valueAt: number,
  reading: Reading,
): Converted {
  const value: Record<string, unknown> = {};
  const parts = new Map<string, Place>();
  const doubles: { key: string; offset: number }[] = [];
  for (const pair of items) {
    const node = pair.key as Node | null;
    const offset = offsetOf(node, valueAt, reading);
    const key = keyOf(node, offset, reading);
    if (key === undefined) continue;
    if (parts.has(key)) {
      doubles.push({ key, offset });
      continue;
    }
    const converted = convert(pair.value as Node | null, offset, reading);
    value[key] = converted.value;
    parts.set(key, converted.place);
  }
  reading.faults.push(...doublesAsFaults(doubles));
  return { value, place: { at, valueAt, parts, byPerson: none } };
}

/** Keys that stand in one map twice. Several of them have one cause: two entries without a key between them, a part pasted again. */
function doublesAsFaults(doubles: readonly { readonly key: string; readonly offset: number }[]): Fault[] {
  const [first, ...others] = doubles;
  if (first === undefined) return [];
  const key = `\`${shorten(first.key)}\``;
  const message =
    others.length === 0
      ? `${key} stands here twice; merge the two entries or rename one`
      : `${key} stands here twice, and so ${others.length === 1 ? "does one key" : `do ${others.length} keys`} after it; write the key of the entry that begins here, or delete what was pasted twice`;
  return [{ offset: first.offset, message }];
}

function keyOf(node: Node | null, offset: number, reading: Reading): string | undefined {
  if (!isScalar(node) || node.value === null) {
    reading.faults.push({ offset, message: "a key is missing, or is not plain text; write `key: value`" });
    return undefined;
  }
  const key = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  if (typeof node.value === "string") refuseUnreadable(node.value, offset, reading);
  else {
    reading.faults.push({
      offset,
      message: `the key is ${showValue(node.value, node.source)}, expected text: put it in quotes`,
    });
  }
  if (key in Object.prototype) {
    reading.faults.push({
      offset,
      message: `\`${key}\` cannot be a key, JavaScript keeps the name for itself; choose another`,
    });
    return undefined;
  }
  return key;
}

function convertList(items: readonly Node[], at: number, valueAt: number, reading: Reading): Converted {
  const value: unknown[] = [];
  const parts = new Map<string, Place>();
  const byPerson = new Map<string, Place>();
  for (const [index, node] of items.entries()) {
    const converted = convert(node, offsetOf(node, valueAt, reading), reading);
    value.push(converted.value);
    parts.set(String(index), converted.place);
    const person = (converted.value as { person?: unknown } | null)?.person;
    if (typeof person === "string" && !byPerson.has(person)) byPerson.set(person, converted.place);
  }
  return { value, place: { at, valueAt, parts, byPerson } };
}
