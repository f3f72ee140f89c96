import { type RegisterId, registerIds } from "../../../model/register.ts";
import type { Placing } from "../../settings/properties/placing.ts";
import { placingsOfType } from "../../settings/resource-properties.ts";
import { isKnownType, isOurs } from "../../settings/resource-types.ts";
import { listed } from "../grants.ts";
import { fields, isKnown, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";

type Placings = ReadonlyMap<string, Placing>;

/** Where the engine and the bridges keep notes of their own; no property of a resource is called so. */
const notes: readonly string[] = ["__defaults", "id", "urn"];

/**
 * What no rule reads may be anything: a password, a script that runs at the first start, an image that somebody has
 * prepared. So each property has its place, and what has none is not set. Values are never quoted: they may be secrets.
 */
export const propertiesPlaced: ResourceRule = {
  name: "properties-placed",
  clauses: ["GATE-12"],
  level: "mandatory",
  description:
    "Every property that a resource sets, nested ones included, is judged by a named rule, has one of the values that are listed for it, or is listed as free with a reason.",
  remedy:
    "Set what is listed and leave out what is not, or place it in policies/settings/resource-properties.ts, by the rule that judges it, the values that it may have, or the reason why any will do (docs/properties.md).",
  scope: "resource",
  types: "every",
  // A type that no rule knows is refused as such.
  judge: ({ type, props }, { register }) => {
    if (isOurs(type) || type.startsWith("gatehouse:") || !isKnownType(type, register.id)) return [];
    const placings = placingsIn(type, register.id);
    return [
      ...Object.keys(props)
        .filter((name) => !notes.includes(name))
        .flatMap((name) => problemsAt(placings, name, name, () => props[name])),
      ...[...placings].flatMap(([path, placing]) =>
        placing.kind === "fixed" && placing.demanded === true && isLeftOut(props, path.split("."))
          ? [`${path} is left out, and has to be ${listed(placing.values.map(shown))}`]
          : [],
      ),
    ];
  },
};

const known = new Map<string, Placings>();

/** What is decided in an organisation's stacks: a rule of another organisation judges nothing there. */
function placingsIn(type: string, organisation: RegisterId): Placings {
  const key = `${organisation} ${type}`;
  const found = known.get(key) ?? new Map([...placingsOfType(type)].filter(([, each]) => holdsIn(each, organisation)));
  known.set(key, found);
  return found;
}

function holdsIn(placing: Placing, organisation: RegisterId): boolean {
  const others = registerIds.filter((id) => id !== organisation);
  return placing.kind !== "judged" || placing.rules.some((rule) => !others.some((id) => rule.startsWith(`${id}-`)));
}

/** Whether what has a property is there, and the property is not. */
function isLeftOut(value: unknown, [name = "", ...below]: readonly string[]): boolean {
  if (!isKnown(() => fields(value)[name])) return false;
  const given = fields(value)[name] ?? undefined;
  if (below.length === 0) return given === undefined;
  return given !== undefined && isLeftOut(given, below);
}

/** What is wrong with a property: at `path`, its place in the settings; at `where`, with the numbers of items. */
function problemsAt(placings: Placings, path: string, where: string, read: () => unknown): string[] {
  const placing = placings.get(path);
  if (placing !== undefined) return placing.kind === "fixed" ? valueProblems(placing.values, where, read) : [];
  const below = [...placings.keys()].some((each) => each.startsWith(`${path}.`) || each.startsWith(`${path}[]`));
  const refused = [`${where} is set, and no rule judges it, no value of it is listed, and it is not free`];
  if (!isKnown(read)) return below ? [`${where} is not known yet, so it cannot be told what it sets`] : refused;
  const value = read();
  if (value === undefined || value === null) return [];
  if (!below || typeof value !== "object") return refused;
  if (Array.isArray(value)) {
    return value.flatMap((_, index) => problemsAt(placings, `${path}[]`, `${where}[${index}]`, () => value[index]));
  }
  return Object.keys(value)
    .filter((name) => name !== "__defaults")
    .flatMap((name) =>
      problemsAt(placings, `${path}.${name}`, `${where}.${name}`, () => (value as Record<string, unknown>)[name]),
    );
}

/** A list or an object is compared as JSON; what is not known yet is not the value that it has to be. */
function valueProblems(values: readonly unknown[], where: string, read: () => unknown): string[] {
  const expected = listed(values.map(shown));
  if (!isKnown(() => JSON.stringify(read()))) return [`${where} is not known yet, and has to be ${expected}`];
  const value = read();
  if (value === undefined || value === null) return [];
  const given = JSON.stringify(value);
  return values.some((each) => JSON.stringify(each) === given)
    ? []
    : [`${where} is not ${values.length > 1 ? "one of " : ""}${expected}`];
}
