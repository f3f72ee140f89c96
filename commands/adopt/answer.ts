import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decoded, jsonValues } from "../../readings/json-values.ts";
import { isObject, noAnswer, refusalIn } from "../../readings/no-answer.ts";
import type { Ask } from "./ask.ts";
import { commandOf, inShell } from "./command-of.ts";
import { foreignOwner } from "./foreign-owner.ts";
import type { Json } from "./planned.ts";

/** An answer that was read: things, one thing, or the service's word that there is none. */
export type Answer =
  | { readonly items: readonly Json[] }
  /** What is wrong with it, for people. */
  | { readonly problem: string };

/** Why an answer cannot be taken for what is there. */
class Unusable extends Error {}

/** Reads the answer to an ask from a folder. What is missing, cut off or somebody else's is a problem, never nothing. */
export async function readAnswer(folder: string, ask: Ask): Promise<Answer> {
  const file = join(folder, ask.file);
  const again = `make it anew: ${inShell(commandOf(ask))}`;
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: code === "ENOENT" ? `${file} is missing; ${again}` : `${file} cannot be read: ${message}` };
  }
  try {
    const items = itemsOf(ask, bytes);
    const foreign = foreignOwner(ask, items);
    if (foreign !== undefined) throw new Unusable(foreign);
    return { items };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { problem: `${file} ${error.message}; ${again}` };
  }
}

function itemsOf(ask: Ask, bytes: Buffer): readonly Json[] {
  const text = bytes.toString("utf8");
  if (ask.none?.test(text)) return [];
  const refused = noAnswer(text);
  if (refused !== undefined) throw new Unusable(refused);
  let values: unknown[];
  try {
    values = jsonValues(decoded(bytes));
  } catch (error) {
    throw new Unusable(`is no JSON, or cut off (${(error as Error).message.slice(0, 120)})`);
  }
  return inShape(ask, values);
}

function object(value: unknown): Json {
  if (isObject(value)) return value;
  throw new Unusable("has something in it that is no object");
}

function objects(value: unknown, what = "is no list"): readonly Json[] {
  if (!Array.isArray(value)) throw new Unusable(what);
  return value.map(object);
}

function inShape({ shape, words }: Ask, values: readonly unknown[]): readonly Json[] {
  // `gh api --slurp` puts the pages into one list.
  const slurped = values.length === 1 && Array.isArray(values[0]) && values[0].length > 0 && isPaged(values[0], shape);
  const pages = slurped ? (values[0] as readonly unknown[]) : values;
  for (const page of pages) if (isObject(page)) demandNoRefusal(page);
  if (shape.kind === "list") {
    const items = pages.flatMap((page) => objects(page));
    if (!slurped && pages.length === 1 && (items.length === 100 || items.length === 30)) {
      throw new Unusable(
        `has ${items.length} entries, a full page: whether there are more cannot be told (--slurp tells it)`,
      );
    }
    return unique(items, ["id", "name", "login"]);
  }
  if (shape.kind === "counted") {
    const items = pages.flatMap((page) => objects(object(page)[shape.key], `has no list ${shape.key}`));
    demandAll(items.length, object(pages[0]).total_count, "total_count");
    return unique(items, ["name"]);
  }
  if (shape.kind === "protections") return protections(pages);
  if (shape.kind === "tree") return tree(one(pages));
  if (shape.kind === "aws") return awsItems(pages, shape.key);
  if (shape.kind === "cloudflare") return cloudflareItems(pages);
  if (shape.kind === "linode" || shape.kind === "hcloud") return enveloped(pages, shape, values);
  const thing = object(one(pages));
  if (thing.IsTruncated === true || typeof thing.NextToken === "string") throw new Unusable("is cut: IsTruncated");
  if (words[1] === "get-account-authorization-details" && !Array.isArray(thing.UserDetailList)) {
    throw new Unusable("has no UserDetailList");
  }
  return [thing];
}

/** Whether a list is one of pages: of lists, or of objects where a page is an object. */
function isPaged(list: readonly unknown[], { kind }: Ask["shape"]): boolean {
  if (kind === "list") return list.every(Array.isArray);
  return kind === "counted" || kind === "protections" || kind === "tree" || kind === "one";
}

function one(pages: readonly unknown[]): unknown {
  if (pages.length === 1) return pages[0];
  throw new Unusable(`has ${pages.length} values where there is one`);
}

function demandNoRefusal(page: Json): void {
  const refused = refusalIn(page);
  if (refused !== undefined) throw new Unusable(refused);
}

function demandAll(found: number, told: unknown, by: string): void {
  if (typeof told !== "number") throw new Unusable(`does not tell how many there are (${by})`);
  if (told !== found) throw new Unusable(`has ${found} of ${told} entries: a page is missing, or there twice`);
}

/** The same thing twice is a page that was put there twice, perhaps in place of another. */
function unique(items: readonly Json[], by: readonly string[]): readonly Json[] {
  const keys = items.map((item) => by.map((name) => item[name]).find((value) => value !== undefined));
  if (keys.includes(undefined)) throw new Unusable(`has an entry without ${by.join(", ")}`);
  if (new Set(keys).size < keys.length) throw new Unusable("has an entry twice: a page is there twice");
  return items;
}

function protections(pages: readonly unknown[]): readonly Json[] {
  const found = pages.map((page) => {
    const data = object(page).data;
    const repository = isObject(data) ? data.repository : undefined;
    if (!isObject(repository)) throw new Unusable("tells of no repository");
    const rules = object(repository.branchProtectionRules);
    return { rules, name: repository.nameWithOwner };
  });
  const items = found.flatMap(({ rules, name }) =>
    objects(rules.nodes).map((node) => ({ ...node, nameWithOwner: name })),
  );
  demandAll(items.length, found[0]?.rules.totalCount, "totalCount");
  return unique(items, ["id"]);
}

function tree(value: unknown): readonly Json[] {
  const { tree: entries, truncated, url } = object(value);
  if (truncated !== false)
    throw new Unusable("is cut: GitHub says truncated, the repository is too large for one answer");
  return objects(entries, "has no tree").map((entry) => ({ ...entry, url }));
}

function awsItems(pages: readonly unknown[], key: string): readonly Json[] {
  return pages.flatMap((page) => {
    const answer = object(page);
    if (answer.IsTruncated === true || typeof answer.NextToken === "string" || typeof answer.nextToken === "string") {
      throw new Unusable("is one page of several (NextToken)");
    }
    const list = answer[key];
    if (!Array.isArray(list)) throw new Unusable(`has no list ${key}`);
    return list.map((entry) => (typeof entry === "string" ? { Name: entry } : object(entry)));
  });
}

function cloudflareItems(pages: readonly unknown[]): readonly Json[] {
  const items = pages.flatMap((page) => {
    if (object(page).success !== true) throw new Unusable("does not say success");
    return objects(object(page).result, "has no list result");
  });
  const info = object(pages[0]).result_info;
  demandAll(items.length, isObject(info) ? info.total_count : undefined, "result_info.total_count");
  return unique(items, ["id"]);
}

/** What Linode and Hetzner send; their command lines print the bare list, of all pages. */
function enveloped(pages: readonly unknown[], shape: Ask["shape"], values: readonly unknown[]): readonly Json[] {
  if (values.length === 1 && Array.isArray(values[0])) {
    const items = objects(values[0]);
    if (items.length > 0 && [25, 50, 100, 500].includes(items.length)) {
      throw new Unusable(`has ${items.length} entries, a full page: whether there are more cannot be told`);
    }
    return unique(items, ["id", "username"]);
  }
  const key = shape.kind === "hcloud" ? shape.key : "data";
  const items = pages.flatMap((page) => objects(object(page)[key], `has no list ${key}`));
  const first = object(pages[0]);
  const meta =
    isObject(first.meta) && isObject(first.meta.pagination) ? first.meta.pagination.total_entries : undefined;
  demandAll(
    items.length,
    shape.kind === "hcloud" ? meta : first.results,
    shape.kind === "hcloud" ? "total_entries" : "results",
  );
  return unique(items, ["id", "username"]);
}
