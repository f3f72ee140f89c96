import fc from "fast-check";

/** The same register with every list and every map in another order. */
export function shuffled<T>(value: T): fc.Arbitrary<T> {
  return fc.infiniteStream(fc.nat()).map((stream) => reordered(value, () => stream.next().value)) as fc.Arbitrary<T>;
}

function reordered(value: unknown, next: () => number): unknown {
  const mixed = <E>(items: readonly E[]) =>
    items
      .map((item) => [next(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  if (Array.isArray(value)) return mixed(value).map((item) => reordered(item, next));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(mixed(Object.entries(value)).map(([key, item]) => [key, reordered(item, next)]));
}
