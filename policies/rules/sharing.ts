import { listed } from "./grants.ts";

/**
 * Who else says the same, for entries of which each should be the only one to say it. Gives, for an entry, the others in
 * words; nothing where there are none or it does not say it.
 */
export function sharing<T>(entries: Readonly<Record<string, T>>, read: (entry: T) => string | undefined) {
  const groups = Map.groupBy(Object.entries(entries), ([, entry]) => read(entry));
  return (id: string, entry: T): string | undefined => {
    const key = read(entry);
    if (key === undefined) return undefined;
    const others = (groups.get(key) ?? []).map(([other]) => other).filter((other) => other !== id);
    return others.length === 0 ? undefined : listed(others);
  };
}
