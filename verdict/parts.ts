import { compare, nameOf } from "../driver/events.ts";
import { manifestType } from "../model/records.ts";
import type { State } from "./deployment.ts";

/** How one resource differs from what the base has of it. */
export interface Part {
  readonly operation: "create" | "update" | "delete";
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Which properties differ, by name: their values may be secrets. Left out where it comes or goes as a whole. */
  readonly properties?: readonly string[];
}

/**
 * What a stack would hold other than the base, by where that comes from: the base's program on the new register against the
 * base, and the new program against the base's on the new register. Who reviews a register reads the first, the code owners
 * of both services the second.
 */
export interface Parts {
  readonly register: readonly Part[];
  readonly program: readonly Part[];
  /** Why all counts as the program's, in words, where it could not be told apart. */
  readonly note?: string;
}

/** The resources that differ, by URN; that the list of a register has another digest says nothing more. */
export function differencesIn(before: readonly State[], after: readonly State[]): Part[] {
  const was = new Map(before.map((state) => [state.urn, state]));
  const is = new Map(after.map((state) => [state.urn, state]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort(compare)
    .flatMap((urn) => partOf(urn, was.get(urn), is.get(urn)))
    .filter(({ type }) => type !== manifestType);
}

function partOf(urn: string, was: State | undefined, is: State | undefined): Part[] {
  const about = { type: (is ?? was)?.type ?? "", name: nameOf(urn), urn };
  if (was === undefined) return [{ operation: "create", ...about }];
  if (is === undefined) return [{ operation: "delete", ...about }];
  const [before, after] = [told(was), told(is)];
  const properties = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => stable(before[name]) !== stable(after[name]))
    .sort(compare);
  return properties.length === 0 ? [] : [{ operation: "update", ...about, properties }];
}

/** What is compared of a resource: its inputs, and how it is kept. */
function told({ type, inputs = {}, protect = false, custom = false, external = false }: State) {
  const kept: Readonly<Record<string, unknown>> = {
    "(type)": type,
    "(protect)": protect,
    "(made)": [custom, external],
  };
  return { ...inputs, ...kept } as Readonly<Record<string, unknown>>;
}

/** A value as text, whatever the order of its keys. */
function stable(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => compare(a, b)))
      : each,
  );
}
