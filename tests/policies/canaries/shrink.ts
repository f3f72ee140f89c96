/** JSON, of whatever shape. */
type Json = unknown;

/**
 * Takes parts out of a value, one after the other and the largest first, for as long as it still holds what `holds`
 * looks for: entries of objects, items of lists, lines of texts. What is left is as small as that gets it, and the same
 * each time.
 */
export function shrink<T>(value: T, holds: (candidate: T) => boolean): T {
  let smallest = value;
  for (;;) {
    const before = JSON.stringify(smallest).length;
    for (const path of pathsOf(smallest)) {
      const without = removed(smallest, path) as T;
      if (without !== undefined && holds(without)) smallest = without;
    }
    if (JSON.stringify(smallest).length === before) return smallest;
  }
}

type Path = readonly (string | number)[];

/** The parts of a value, outer ones before inner ones, the last item of a list first so that indices keep their meaning. */
function pathsOf(value: Json, at: Path = []): Path[] {
  const keys = partsOf(value);
  return keys.flatMap((key) => [[...at, key], ...pathsOf(part(value, key), [...at, key])]);
}

function partsOf(value: Json): (string | number)[] {
  if (Array.isArray(value)) return value.map((_, index) => index).reverse();
  if (typeof value === "object" && value !== null) return Object.keys(value);
  return typeof value === "string" && value.includes("\n")
    ? value
        .split("\n")
        .map((_, index) => index)
        .reverse()
    : [];
}

function part(value: Json, key: string | number): Json {
  if (typeof value === "string") return undefined;
  return (value as Record<string, Json>)[key];
}

/** A copy without one part; undefined when that part is not there any more. */
function removed(value: Json, [key, ...rest]: Path): Json {
  if (key === undefined || value === null || value === undefined) return undefined;
  if (typeof value === "string") {
    const lines = value.split("\n");
    return typeof key === "number" && lines.length > 1 && key < lines.length
      ? lines.toSpliced(key, 1).join("\n")
      : undefined;
  }
  if (Array.isArray(value)) {
    if (typeof key !== "number" || key >= value.length) return undefined;
    if (rest.length === 0) return value.toSpliced(key, 1);
    const inner = removed(value[key], rest);
    return inner === undefined ? undefined : value.with(key, inner);
  }
  if (typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
  const { [key]: inner, ...others } = value as Record<string, Json>;
  if (rest.length === 0) return others;
  const less = removed(inner, rest);
  return less === undefined ? undefined : { ...(value as object), [key]: less };
}
