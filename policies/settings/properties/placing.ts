/**
 * What is decided about the properties of a type, each by its path: `rules[].port` is the property `port` of each item of
 * `rules`. A path stands for all below it. What has no place here is refused.
 */
export interface PlacedProperties {
  /** Paths by the name of a rule that judges them. */
  readonly judged?: Readonly<Record<string, readonly string[]>>;
  /** The values that a path has to have: what it is when it is left out is none of them. */
  readonly demanded?: Readonly<Record<string, readonly unknown[]>>;
  /** The values that a path may have; the first is most often what the provider fills in. */
  readonly fixed?: Readonly<Record<string, readonly unknown[]>>;
  /** Paths by the reason why any value will do. */
  readonly free?: Readonly<Record<string, readonly string[]>>;
}

/** By type token. */
export type PropertiesOfTypes = Readonly<Record<string, PlacedProperties>>;

/** What is decided about one path. */
export type Placing =
  | { readonly kind: "judged"; readonly rules: readonly string[] }
  | { readonly kind: "fixed"; readonly values: readonly unknown[]; readonly demanded?: true }
  | { readonly kind: "free"; readonly reason: string };

/** What is decided, path by path. A path that two rules judge is there once. */
export function placingsOf({
  judged = {},
  demanded = {},
  fixed = {},
  free = {},
}: PlacedProperties): ReadonlyMap<string, Placing> {
  const byPath = new Map<string, Placing>();
  for (const [rule, paths] of Object.entries(judged)) {
    for (const path of paths) {
      const before = byPath.get(path);
      byPath.set(path, { kind: "judged", rules: [...(before?.kind === "judged" ? before.rules : []), rule] });
    }
  }
  for (const [path, values] of Object.entries(demanded)) byPath.set(path, { kind: "fixed", values, demanded: true });
  for (const [path, values] of Object.entries(fixed)) byPath.set(path, { kind: "fixed", values });
  for (const [reason, paths] of Object.entries(free)) {
    for (const path of paths) byPath.set(path, { kind: "free", reason });
  }
  return byPath;
}
