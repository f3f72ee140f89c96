import { decoded } from "./json-values.ts";
import type { At } from "./reading.ts";
import type { Source } from "./sources.ts";

/** A place in a text, both from 1. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** What leads to a value, as a tree: the places that end at a key are told when the value begins. */
interface Wanted {
  readonly ends: At[];
  readonly below: Map<string | number, Wanted>;
}

/**
 * Where places of a file stand in its text. Of JSON that is where the value begins to which the keys lead; of what is read by
 * lines, the line that is the only key; else the beginning. A file is gone through once, however many places are asked for.
 */
export function linesOf(source: Source, places: readonly At[]): ReadonlyMap<At, LineAndColumn> {
  const found = new Map(places.map((at) => [at, ofLine(at)] as const));
  if (!source.name.endsWith(".json")) return found;
  let text: string;
  try {
    text = decoded(source.bytes);
  } catch {
    return found;
  }
  return withLines(text, found, offsetsIn(text, places));
}

function ofLine({ keys }: At): LineAndColumn {
  const [line] = keys;
  return { line: keys.length === 1 && typeof line === "number" && line > 0 ? line : 1, column: 1 };
}

function withLines(
  text: string,
  found: Map<At, LineAndColumn>,
  offsets: readonly (readonly [At, number])[],
): ReadonlyMap<At, LineAndColumn> {
  let [line, start] = [1, 0];
  for (const [at, offset] of offsets) {
    for (let next = text.indexOf("\n", start); next !== -1 && next < offset; next = text.indexOf("\n", start)) {
      line += 1;
      start = next + 1;
    }
    found.set(at, { line, column: offset - start + 1 });
  }
  return found;
}

/** Where the values begin. What the keys do not lead to has no offset. */
function offsetsIn(text: string, places: readonly At[]): [At, number][] {
  const values = outermost(text);
  const root = wantedOf(places);
  const found: [At, number][] = [];
  const stack: { readonly node: Wanted | undefined; key: string | number; readonly isList: boolean }[] = [];
  let outer = 0;
  let name: string | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const top = stack.at(-1);
    if (token === "]" || token === "}") {
      stack.pop();
      continue;
    }
    if (token === ",") {
      if (top?.isList === true) top.key = Number(top.key) + 1;
      name = undefined;
      continue;
    }
    if (token === ":") continue;
    if (top !== undefined && !top.isList && name === undefined) {
      name = top.node === undefined ? "" : keyOf(token);
      top.key = name;
      continue;
    }
    // Where there are several values, the first key says which.
    const node = top === undefined ? (values > 1 ? root.below.get(outer++) : root) : top.node?.below.get(top.key);
    for (const at of node?.ends ?? []) found.push([at, index]);
    if (token === "[" || token === "{") {
      stack.push({ node, key: 0, isList: token === "[" });
      name = undefined;
    }
  }
  return found;
}

/** A key as it is meant; what is no text in quotes is no key of anything. */
function keyOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

/** How many values there are one after the other. */
function outermost(text: string): number {
  let [depth, values] = [0, 0];
  for (const { 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") {
      if (depth === 0) values += 1;
      depth += 1;
    } else if (token === "]" || token === "}") depth -= 1;
  }
  return values;
}

function wantedOf(places: readonly At[]): Wanted {
  const root: Wanted = { ends: [], below: new Map() };
  for (const at of places) {
    let node = root;
    for (const key of at.keys) {
      const next = node.below.get(key) ?? { ends: [], below: new Map() };
      node.below.set(key, next);
      node = next;
    }
    node.ends.push(at);
  }
  return root;
}
