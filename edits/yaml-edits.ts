import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
  Document as YamlDocument,
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
  return afterLine(text, end, `${" ".repeat(columnOf(text, first.range[0]))}${key}: ${value}`);
}

/** Puts lines after the line on which something ends, behind a comment that stands there. */
function afterLine(text: string, end: number, lines: string): Splice {
  const newline = text.indexOf("\n", text[end - 1] === "\n" ? end - 1 : end);
  if (newline === -1) return { from: text.length, to: text.length, text: `\n${lines}` };
  const at = text[newline - 1] === "\r" ? newline - 1 : newline;
  return { from: at, to: at, text: `\n${lines}` };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Takes a key and its value out of a mapping; nothing where it has none, or nothing else. */
export function dropKey(text: string, map: YAMLMap, key: string): Splice | undefined {
  const at = map.items.findIndex((pair) => keyOf(pair.key) === key);
  const pair = map.items[at];
  const start = (pair?.key as ParsedNode | undefined)?.range?.[0];
  if (pair === undefined || start === undefined || map.items.length === 1) return undefined;
  const end = endOf((pair.value ?? pair.key) as ParsedNode);
  if (map.flow === true) {
    const next = (map.items[at + 1]?.key as ParsedNode | undefined)?.range;
    const before = map.items[at - 1]?.value as ParsedNode | undefined;
    if (next) return { from: start, to: next[0], text: "" };
    return { from: before === undefined ? start : endOf(before), to: end, text: "" };
  }
  const next = (map.items[at + 1]?.key as ParsedNode | undefined)?.range;
  // The first key of an item of a list stands behind its dash, which stays.
  if (at === 0 && next) return { from: start, to: next[0], text: "" };
  const newline = text.indexOf("\n", text[end - 1] === "\n" ? end - 1 : end);
  return { from: text.lastIndexOf("\n", start) + 1, to: newline === -1 ? text.length : newline + 1, text: "" };
}

/**
 * Puts a value under a path of keys: as one more item of the list that stands there, or, where there is none, as what the
 * path leads to. What of the path is missing is made, at the end of what is there; all else stays as it was written.
 */
export function withAdded(text: string, path: readonly string[], value: unknown, as: "item" | "value"): string {
  const { contents } = parseDocument(text);
  let node: unknown = contents;
  let depth = 0;
  while (isMap(node) && depth < path.length) {
    const next = node.items.find((pair) => keyOf(pair.key) === path[depth])?.value;
    if (!isCollection(next) || next.items.length === 0) break;
    node = next;
    depth += 1;
  }
  const made = as === "item" ? [value] : value;
  if (isSeq(node)) return spliced(text, [itemAdded(text, node, value)]);
  if (isMap(node) && depth < path.length) return spliced(text, [keyAdded(text, node, path.slice(depth), made)]);
  const lines = written(under(path, made));
  return text === "" || text.endsWith("\n") ? `${text}${lines}\n` : `${text}\n${lines}\n`;
}

function itemAdded(text: string, list: YAMLSeq, value: unknown): Splice {
  const end = endOf(list.items.at(-1) as Node);
  if (list.flow === true) return { from: end, to: end, text: `, ${writtenInLine(value)}` };
  const start = list.range?.[0] ?? 0;
  return afterLine(text, end, indented(written([value]), columnOf(text, start)));
}

/** Puts what a path leads to into a mapping that does not have it, or has it as nothing: `[]`, `{}` or no value at all. */
function keyAdded(text: string, map: YAMLMap, [key = "", ...rest]: readonly string[], value: unknown): Splice {
  const inner = under(rest, value);
  const pair = map.items.find((each) => keyOf(each.key) === key);
  const column = columnOf(text, (map.items[0]?.key as ParsedNode | undefined)?.range[0] ?? 0);
  if (pair === undefined) {
    const last = map.items.at(-1);
    const end = endOf((last?.value ?? last?.key) as Node);
    if (map.flow === true) return { from: end, to: end, text: `, ${writtenInLine({ [key]: inner }).slice(2, -2)}` };
    return afterLine(text, end, indented(written({ [key]: inner }), column));
  }
  const range = (pair.value as ParsedNode | null)?.range;
  const from = range?.[0] ?? endOf(pair.key as ParsedNode);
  const to = range?.[1] ?? from;
  if (map.flow === true) return { from, to, text: writtenInLine(inner) };
  // The space before what stood there goes with it.
  const start = text.lastIndexOf(":", from) + 1;
  return { from: start, to, text: `\n${indented(written(inner), column + 2)}` };
}

function under(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** A value as the register writes it: a line for each key, what a grant permits in brackets. */
function written(value: unknown): string {
  const document = new YamlDocument(value);
  visit(document, {
    Pair: (_, { key, value: list }) => {
      if (keyOf(key) === "permissions" && isSeq(list)) list.flow = true;
    },
  });
  return asText(document);
}

/** What editors that read YAML as it once was would not take for a text. */
const wordsOfOld = /^(?:y|n|yes|no|on|off)$/i;

/** A text as a value of one line, in quotes where it would else be read as something else, be it within brackets. */
export function scalar(value: string): string {
  const plain = asText(new YamlDocument(value));
  return /[,[\]{}\n]/.test(plain) ? JSON.stringify(value) : plain;
}

/** The same in one line, within brackets. */
function writtenInLine(value: unknown): string {
  const document = new YamlDocument(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return asText(document).replaceAll(/\n\s*/g, " ");
}

function asText(document: Document): string {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && wordsOfOld.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

function indented(lines: string, by: number): string {
  return lines.replaceAll(/^(?=.)/gm, " ".repeat(by));
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

/** A text with all splices made, the last first; with the ends of lines that the text has. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  return splices
    .toSorted((a, b) => b.from - a.from)
    .reduce(
      (done, { from, to, text: made }) => done.slice(0, from) + made.replaceAll("\n", end) + done.slice(to),
      text,
    );
}
