import type { z } from "zod";
import { decoded, jsonValues } from "./json-values.ts";
import { isObject, noAnswer, refusalIn } from "./no-answer.ts";
import type { At, Fault } from "./reading.ts";
import type { Source } from "./sources.ts";

/** An entry of a list, and where it stands. */
export interface Entry<T> {
  readonly value: T;
  readonly at: At;
}

/** How a list comes. */
export interface ListShape {
  /** The key of the list, where a page is an object. */
  readonly key?: string;
  /** The key of the page that tells how many there are in all, as many have to be there; with a dot, a key of what is below a key. */
  readonly total?: string;
  /**
   * How many are on a page, at most, where nothing tells how many there are: a last page that is as long may have been cut
   * off from more. Left out where the service does not page.
   */
  readonly pages?: readonly number[];
  /** How many there are in all, where another file tells. */
  readonly count?: number;
  /**
   * What tells entries apart. The same twice is a page that is there twice, perhaps in place of another. Left out where nothing
   * of an entry does.
   */
  readonly by?: string;
}

/** Reads what services print as JSON. What is wrong it keeps as faults and goes on; it never throws, and takes nothing for an empty list that does not say so. */
export class Answers {
  readonly faults: Fault[] = [];

  fault(file: string, keys: At["keys"], problem: string): void {
    this.faults.push({ at: { file, keys }, problem });
  }

  /** A fault that many entries may have, of which one is enough to be told. */
  faultOnce(file: string, keys: At["keys"], problem: string): void {
    if (!this.faults.some((fault) => fault.at.file === file && fault.problem === problem)) {
      this.fault(file, keys, problem);
    }
  }

  /** The entries of a list, of all pages that the file has. Nothing, where the file is not there. */
  list<T>(source: Source | undefined, schema: z.ZodType<T>, shape: ListShape): Entry<T>[] {
    const values = this.values(source);
    return source === undefined || values === undefined ? [] : this.listIn(source.name, values, schema, shape);
  }

  /** The entries of a list, of all pages that are among the values of a file. */
  listIn<T>(file: string, values: readonly unknown[], schema: z.ZodType<T>, shape: ListShape): Entry<T>[] {
    const { pages, place } = pagesIn(values, shape.key);
    const lists: { readonly list: readonly unknown[]; readonly keys: At["keys"] }[] = [];
    for (const [index, page] of pages.entries()) {
      const keys = [...place(index), ...(shape.key === undefined ? [] : [shape.key])];
      const list = shape.key === undefined ? page : isObject(page) ? page[shape.key] : undefined;
      if (Array.isArray(list)) lists.push({ list, keys });
      else this.fault(file, keys, (isObject(page) ? refusalIn(page) : undefined) ?? `is no list${inWords(page)}`);
    }
    if (lists.length < pages.length) return [];
    const entries = this.#entries(file, lists, schema);
    this.#demandWhole(file, lists, pages, shape);
    if (shape.by !== undefined) this.#demandOnce(entries, shape.by);
    return entries;
  }

  /** The one thing that a file tells of. */
  one<T>(source: Source | undefined, schema: z.ZodType<T>): Entry<T> | undefined {
    const values = this.values(source);
    if (source === undefined || values === undefined) return undefined;
    if (values.length !== 1) this.fault(source.name, [], `has ${values.length} values where there is one`);
    const { success, data, error } = schema.safeParse(values[0]);
    if (success) return { value: data, at: { file: source.name, keys: [] } };
    this.#mismatch(source.name, [], error);
    return undefined;
  }

  /** The values of a file that is JSON and no refusal; undefined, with a fault, of any other. */
  values(source: Source | undefined): readonly unknown[] | undefined {
    if (source === undefined) return undefined;
    let values: unknown[];
    try {
      const text = decoded(source.bytes);
      const problem = noAnswer(text);
      if (problem !== undefined) {
        this.fault(source.name, [], problem);
        return undefined;
      }
      values = jsonValues(text);
    } catch (error) {
      this.fault(source.name, [], `is no JSON, or cut off (${(error as Error).message.slice(0, 120)})`);
      return undefined;
    }
    for (const value of values) {
      const refused = isObject(value) ? refusalIn(value) : undefined;
      if (refused === undefined) continue;
      this.fault(source.name, [], refused);
      return undefined;
    }
    return values;
  }

  /** A file that is text and no refusal; undefined, with a fault, of any other. */
  text(source: Source): string | undefined {
    let text: string;
    try {
      text = decoded(source.bytes);
    } catch {
      this.fault(source.name, [], "is no text");
      return undefined;
    }
    const problem = noAnswer(text);
    if (problem === undefined) return text;
    this.fault(source.name, [], problem);
    return undefined;
  }

  #entries<T>(
    file: string,
    lists: readonly { readonly list: readonly unknown[]; readonly keys: At["keys"] }[],
    schema: z.ZodType<T>,
  ): Entry<T>[] {
    const entries: Entry<T>[] = [];
    let wrong = 0;
    for (const { list, keys } of lists) {
      for (const [index, value] of list.entries()) {
        const { success, data, error } = schema.safeParse(value);
        if (success) entries.push({ value: data, at: { file, keys: [...keys, index] } });
        else if (++wrong <= shownFaults) this.#mismatch(file, [...keys, index], error);
      }
    }
    if (wrong > shownFaults) this.fault(file, [], `has ${wrong - shownFaults} more entries like that`);
    return entries;
  }

  #mismatch(file: string, keys: At["keys"], { issues }: z.core.$ZodError): void {
    const [issue] = issues;
    const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
    const path = (issue?.path ?? []).map((key) => (typeof key === "symbol" ? String(key) : key));
    this.fault(
      file,
      [...keys, ...path],
      `is not what this version of the API sends (${issue?.message ?? "unknown"}${more})`,
    );
  }

  #demandWhole(
    file: string,
    lists: readonly { readonly list: readonly unknown[] }[],
    pages: readonly unknown[],
    { total, pages: sizes = [], count }: ListShape,
  ): void {
    const found = lists.reduce((sum, { list }) => sum + list.length, 0);
    const [page] = pages;
    const told = total === undefined ? count : valueAt(page, total);
    if (typeof told === "number") {
      if (told !== found) this.fault(file, [], `has ${found} of ${told} entries: a page is missing, or there twice`);
      return;
    }
    if (total !== undefined) {
      this.fault(file, [], `does not tell how many there are (${total})`);
      return;
    }
    const last = lists.at(-1)?.list.length ?? 0;
    const full = sizes.some(
      (size) => last === size || (lists.length === 1 && last > size && last % size === 0 && size >= 100),
    );
    if (full) this.fault(file, [], `ends with a full page of ${last}: whether there are more cannot be told`);
  }

  #demandOnce<T>(entries: readonly Entry<T>[], by: string): void {
    const seen = new Set<unknown>();
    for (const { value, at } of entries) {
      const key = isObject(value) ? value[by] : undefined;
      if (seen.has(key)) {
        this.fault(at.file, at.keys, `is there twice (${by} ${key}): a page is there twice`);
        return;
      }
      seen.add(key);
    }
  }
}

/** Pages among the values of a file, and the keys that lead to each: one after the other, or all in one list, as `--slurp` puts them. */
function pagesIn(values: readonly unknown[], key: string | undefined) {
  const [first] = values;
  const isPage = key === undefined ? Array.isArray : isObject;
  if (values.length === 1 && Array.isArray(first) && first.length > 0 && first.every(isPage)) {
    return { pages: first as readonly unknown[], place: (index: number) => [index] };
  }
  return { pages: values, place: (index: number) => (values.length > 1 ? [index] : []) };
}

/** How many entries of a file that are no such entries are told one by one. */
const shownFaults = 5;

/** What stands in a page at a key, or with a dot at a key of what is below a key. */
function valueAt(page: unknown, path: string): unknown {
  return path.split(".").reduce((value, key) => (isObject(value) ? value[key] : undefined), page);
}

function inWords(page: unknown): string {
  return isObject(page) ? `, but an object of ${Object.keys(page).slice(0, 5).join(", ")}` : "";
}
