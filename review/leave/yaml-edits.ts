import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

/** A place of a text, and what stands there instead: nothing is lost but what is between the two offsets. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** An entry of a file, with the keys that lead to it; an item of a list has its index. */
export interface Entry {
  readonly path: readonly (string | number)[];
  readonly map: YAMLMap;
}

/** Every mapping of a text, the outer ones first. The text is of a register that loads, so there are no aliases or tags. */
export function entriesOf(text: string): Entry[] {
  const found: Entry[] = [];
  const walk = (node: unknown, path: readonly (string | number)[]): void => {
    if (isMap(node)) {
      found.push({ path, map: node });
      for (const { key, value } of node.items) walk(value, [...path, keyOf(key)]);
    } else if (isSeq(node)) for (const [at, item] of node.items.entries()) walk(item, [...path, at]);
  };
  walk(parseDocument(text).contents, []);
  return found;
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** Sets a key of a mapping: in place of the value that it has, or after the mapping's last. All else stays as it was written. */
export function setKey(text: string, map: YAMLMap, key: string, value: string): Splice {
  const there = map.items.find((pair) => keyOf(pair.key) === key)?.value as ParsedNode | null | undefined;
  if (there?.range) return { from: there.range[0], to: there.range[1], text: value };
  const first = map.items[0]?.key as ParsedNode;
  const end = endOf(map.items.at(-1)?.value as ParsedNode);
  if (map.flow === true) return { from: end, to: end, text: `, ${key}: ${value}` };
  const start = first.range[0];
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  // After a comment on the last line.
  const newline = text.indexOf("\n", text[end - 1] === "\n" ? end - 1 : end);
  const at = newline === -1 ? text.length : newline;
  return { from: at, to: at, text: `\n${indent}${key}: ${value}` };
}

/** Where what a node says ends; in a list or mapping of lines, the last thing in it. */
function endOf(node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1) as { value?: Node; key?: Node } | Node | undefined;
    if (last !== undefined) return endOf(isMap(node) ? ((last as { value: Node }).value as Node) : (last as Node));
  }
  return node.range?.[1] ?? 0;
}

/** Puts another text in place of an item of a list; without one, takes the item out. */
export function setItem(text: string, list: YAMLSeq, item: string, other: string | undefined): Splice | undefined {
  const at = list.items.findIndex((each) => keyOf(each) === item);
  const range = (list.items[at] as ParsedNode | undefined)?.range;
  if (!range) return undefined;
  if (other !== undefined) return { from: range[0], to: range[1], text: other };
  if (list.flow === true) {
    const next = (list.items[at + 1] as ParsedNode | undefined)?.range;
    const before = (list.items[at - 1] as ParsedNode | undefined)?.range;
    if (next) return { from: range[0], to: next[0], text: "" };
    return { from: before?.[1] ?? range[0], to: range[1], text: "" };
  }
  const newline = text.indexOf("\n", range[1]);
  return { from: text.lastIndexOf("\n", range[0]) + 1, to: newline === -1 ? text.length : newline + 1, text: "" };
}

/** A text with all splices made, the last first. */
export function spliced(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((done, { from, to, text: made }) => done.slice(0, from) + made + done.slice(to), text);
}
