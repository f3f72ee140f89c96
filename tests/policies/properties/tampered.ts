type Properties = Readonly<Record<string, unknown>>;
type Step = string | number;

const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** Values that a property does not have: of the type that it has, or of any when it has none. */
export function otherValues(value: unknown): unknown[] {
  if (typeof value === "string") return ["somebody-elses", `${value}x`, "", undefined];
  if (typeof value === "number") return [value + 1, value * 1000 + 7, 0, undefined];
  if (typeof value === "boolean") return [!value, undefined];
  if (Array.isArray(value)) return [[], [...value, ...otherItems(value[0])], undefined];
  if (typeof value === "object" && value !== null) return [{ ...value, other: "somebody-elses" }, {}, undefined];
  const texts = ["somebody-elses", ["somebody-elses"], { other: "somebody-elses" }];
  return [...texts, true, false, 7, [{ other: "somebody-elses" }], [{ name: "other", policy: everything }]];
}

function otherItems(item: unknown): unknown[] {
  return otherValues(item)
    .filter((value) => value !== undefined && value !== "")
    .slice(0, 1);
}

/**
 * Where a path such as `rules[].port` leads in these properties: to that of each item of the list, or to that of a first
 * item where there is none.
 */
export function placesOf(props: Properties, path: string): Step[][] {
  return path.split(".").reduce<Step[][]>(
    (places, part) => {
      const [name = "", ...lists] = part.split("[]");
      return lists.reduce<Step[][]>(
        (found) => found.flatMap((place) => itemsAt(props, place).map((index) => [...place, index])),
        places.map((place) => [...place, name]),
      );
    },
    [[]],
  );
}

function itemsAt(props: Properties, place: readonly Step[]): number[] {
  const items = valueAt(props, place);
  return Array.isArray(items) && items.length > 0 ? [...items.keys()] : [0];
}

/** The value at a place; undefined where there is none. */
export function valueAt(props: Properties, place: readonly Step[]): unknown {
  // biome-ignore lint/suspicious/noExplicitAny: properties of any provider's resource
  return place.reduce((at: any, step) => at?.[step], props);
}

/** Properties with another value at a place, which is made where there is none; with none at all for `undefined`. */
export function withValueAt(props: Properties, place: readonly Step[], value: unknown): Properties {
  const changed = structuredClone(props);
  const [last] = place.slice(-1);
  if (last === undefined) throw new Error("a place has a step at least");
  // biome-ignore lint/suspicious/noExplicitAny: properties of any provider's resource
  const holder = place.slice(0, -1).reduce((at: any, step, index) => {
    at[step] ??= typeof place[index + 1] === "number" ? [] : {};
    return at[step];
  }, changed);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return changed;
}
