import type { z } from "zod";
import { type Kind, kinds } from "../register.ts";
import type { Grant, RootGrant } from "../schema/access.ts";
import type { Finding } from "./finding.ts";
import type { Path } from "./tree.ts";

/** One entry of a kind and where in its file it stands. */
export interface Entry<T> {
  readonly path: Path;
  readonly value: T;
}

type Collection<K extends Kind> = z.infer<(typeof kinds)[K]>;

/** What one entry of a kind is: a grant or root grant is an entry by itself, not the list that it stands in. */
export type EntryOf<K extends Kind> = K extends "grants"
  ? Grant
  : K extends "rootGrants"
    ? RootGrant
    : Collection<K> extends readonly (infer Item)[]
      ? Item
      : Collection<K>[keyof Collection<K>];

/** The sound entries of one organisation's folder: those whose own shape is right, whatever may be wrong with others. */
export type Entries = { readonly [K in Kind]: readonly Entry<EntryOf<K>>[] } & {
  /** Each role's list of grants, also when it is empty, by the path of its key. */
  readonly grantLists: readonly Path[];
};

/** How many keys lead to an entry; the others are directly in their file. */
const depths: Partial<Record<Kind, number>> = { grants: 3, rootGrants: 2 };

/** Takes the sound entries out of what the files say; `unsound` has the findings about each file's shape. */
export function soundEntries(
  values: Partial<Record<Kind, unknown>>,
  unsound: Partial<Record<Kind, readonly Finding[]>>,
): Entries {
  const lists = (Object.keys(kinds) as Kind[]).map((kind) => {
    const depth = depths[kind] ?? 1;
    const broken = new Set((unsound[kind] ?? []).map(({ path }) => identity(path.slice(0, depth))));
    const all = partsAt(values[kind], depth, []);
    const isSound = ({ path }: Entry<unknown>) =>
      path.every((_, length) => !broken.has(identity(path.slice(0, length + 1))));
    const entries = broken.size === 0 ? all : all.filter(isSound);
    return [kind, broken.has(identity([])) ? [] : entries];
  });
  const grantLists = partsAt(values.grants, 2, []).map(({ path }) => path);
  return { ...Object.fromEntries(lists), grantLists } as Entries;
}

function identity(path: Path): string {
  return JSON.stringify(path.map(String));
}

function partsAt(value: unknown, depth: number, path: Path): Entry<unknown>[] {
  if (depth === 0) return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  const step = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return Object.entries(value).flatMap(([key, part]) => partsAt(part, depth - 1, [...path, step(key)]));
}
