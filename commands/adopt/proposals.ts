import { Document } from "yaml";
import type { Leftover, Proposal } from "./leftovers.ts";

/** The text of a file for each of the register's that something is proposed for, by its name. */
export function proposalFiles(left: readonly Leftover[]): ReadonlyMap<string, string> {
  const trees = new Map<string, Record<string, unknown>>();
  for (const { kind, path, entry } of left.flatMap(({ proposals }) => proposals)) {
    const tree = trees.get(kind) ?? {};
    trees.set(kind, tree);
    put(tree, path, entry);
  }
  return new Map(
    [...trees].map(([kind, tree]) => [`${kind}.yaml`, `${heading}${new Document(tree).toString({ lineWidth: 0 })}`]),
  );
}

const heading = `# What is at the services and not in the register. Take over what is right, and fill in what only people know;
# what nobody answers for is better deleted at the service. The loader refuses FILL IN.
`;

/** Puts an entry where its path leads; lists are joined. */
export function put(tree: Record<string, unknown>, [key = "", ...rest]: Proposal["path"], entry: unknown): void {
  if (rest.length === 0) {
    const before = tree[key];
    tree[key] = merged(before, entry);
    return;
  }
  tree[key] ??= {};
  put(tree[key] as Record<string, unknown>, rest, entry);
}

function merged(before: unknown, entry: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(entry)) return [...before, ...entry];
  if (isDelegation(before) && isDelegation(entry)) return { ...before, servers: [...before.servers, ...entry.servers] };
  return entry;
}

const isDelegation = (entry: unknown): entry is { readonly servers: readonly string[] } =>
  typeof entry === "object" && entry !== null && "servers" in entry && Array.isArray(entry.servers);
