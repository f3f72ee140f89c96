import { isDeepStrictEqual } from "node:util";
import { diffArrays } from "diff";

/** One thing that is not as it was: what stands at a path, and what stood there. What is left out is not there. */
export interface Difference {
  /** As the engine writes paths: `dmarc.reports[0]`, `tags["a b"]`. */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * What differs between two values, leaf by leaf. Lists are compared as lists, so what is put in first does not make all
 * that follows differ; a text that is JSON on both sides, as policies of AWS are, is compared as what it says.
 */
export function differences(before: unknown, after: unknown, path = ""): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [from, to] = [asJson(before), asJson(after)];
  const within = inside(from, to, path);
  // A text of JSON that says the same in other spaces is another text still.
  if (within !== undefined && within.length > 0) return within;
  return [{ path, ...(before !== undefined && { from: before }), ...(after !== undefined && { to: after }) }];
}

/** What differs inside two maps or two lists; undefined where they are neither. */
function inside(from: unknown, to: unknown, path: string): Difference[] | undefined {
  if (Array.isArray(from) && Array.isArray(to)) return inLists(from, to, path);
  if (!isMap(from) || !isMap(to)) return undefined;
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.flatMap((key) => differences(from[key], to[key], joined(path, key)));
}

function inLists(from: readonly unknown[], to: readonly unknown[], path: string): Difference[] {
  const element = (index: number) => `${path}[${index}]`;
  const structured = [...from, ...to].every((each) => typeof each === "object" && each !== null);
  // One that was changed is no addition and removal, where nothing else tells which it was.
  if (structured && from.length === to.length) {
    return from.flatMap((each, index) => differences(each, to[index], element(index)));
  }
  let [old, now] = [0, 0];
  return diffArrays([...from], [...to], { comparator: isDeepStrictEqual }).flatMap(
    ({ value, added, removed }): Difference[] => {
      if (removed) return value.map((each) => ({ path: element(old++), from: each }));
      if (added) return value.map((each) => ({ path: element(now++), to: each }));
      old += value.length;
      now += value.length;
      return [];
    },
  );
}

function joined(path: string, key: string): string {
  const plain = /^[A-Za-z_$][\w$]*$/.test(key);
  return plain ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;
}

/** Maps and lists, also as a text of JSON; every other text is itself, and so is one that reading would lose something of. */
function asJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    const read: unknown = JSON.parse(value);
    return packed(JSON.stringify(read)) === packed(value) ? read : value;
  } catch {
    return value;
  }
}

function packed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
