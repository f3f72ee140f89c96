import type { Package, Properties, Property, Table } from "../../toolchain/offline-providers/table.ts";
import { type Properties as Published, publishedResource, type Shape } from "../toolchain/offline-providers/typings.ts";

/** What of one resource type's inputs is held against what, nested ones too; each by its path. */
export interface Agreement {
  readonly type: string;
  readonly inputs: number;
  /** Existence, shape and whether it may be left out, by the typings of the installed package. */
  readonly typings: { readonly agree: number; readonly differ: readonly string[] };
  /** Whether the provider's published schema is held against the table besides: required, replaced, secret. */
  readonly schema: boolean;
  /** What the table says and nothing is held against yet: `PATH: replaces`, `default` or `limits`. */
  readonly nothing: readonly string[];
}

/** How the tables of a provider agree with what is published of it. `withSchema` are the providers whose schema is kept here. */
export function agreementsOf({ name, tables }: Package, withSchema: readonly string[]): Agreement[] {
  return tables.map((table) => agreementOf(table, withSchema.includes(name)));
}

function agreementOf({ type, inputs, check }: Table, schema: boolean): Agreement {
  const ours = flat(inputs);
  const theirs = flatPublished(publishedResource(type).inputs);
  const paths = [...new Set([...ours.keys(), ...theirs.keys()])];
  const differ = paths.filter((path) => {
    const [mine, published] = [ours.get(path), theirs.get(path)];
    if (mine === undefined || published === undefined) return true;
    return kindOf(mine) !== published.kind || (mine.required === true) === published.optional;
  });
  const nothing = [...ours].flatMap(([path, property]) => {
    const comment = theirs.get(path)?.comment ?? "";
    return [
      ...(property.replaces && !schema && !/forces?\b.*\b(new|replac)|recreat|cannot be changed/i.test(comment)
        ? ["replaces"]
        : []),
      ...(property.default !== undefined && !saysDefault(comment, property.default) ? ["default"] : []),
      ...(limitsOf(property) ? ["limits"] : []),
    ].map((what) => `${path}: ${what}`);
  });
  return {
    type,
    inputs: paths.length,
    typings: { agree: paths.length - differ.length, differ },
    schema,
    nothing: [...nothing, ...(check ? ["as a whole: limits"] : [])],
  };
}

/** Whether a documentation comment tells that default. */
function saysDefault(comment: string, value: unknown): boolean {
  const words = comment.replaceAll(/[`'"*]/g, "").toLowerCase();
  const said = String(value).toLowerCase();
  const ways = ["default", "defaults", "default value"].flatMap((start) =>
    ["is ", "to ", "of ", "", ": "].map((way) => `${start} ${way}${said}`.replace(" :", ":")),
  );
  return [...ways, `${said} by default`].some((way) => words.includes(way));
}

function limitsOf(property: Property): boolean {
  return ["oneOf", "matches", "length", "range", "count"].some((limit) => limit in property);
}

function flat(properties: Properties, path = ""): Map<string, Property> {
  return new Map(
    Object.entries(properties)
      .filter(([, property]) => !property.output)
      .flatMap(([name, property]) => [
        [`${path}${name}`, property] as const,
        ...flat(innermost(property), `${path}${name}.`),
      ]),
  );
}

interface Told {
  readonly kind: string;
  readonly optional: boolean;
  readonly comment: string;
}

function flatPublished(properties: Published, path = ""): Map<string, Told> {
  return new Map(
    Object.entries(properties).flatMap(([name, { shape, optional, comment }]) => [
      [`${path}${name}`, { kind: shapeKind(shape), optional, comment }] as const,
      ...flatPublished(innermostShape(shape), `${path}${name}.`),
    ]),
  );
}

function innermost(property: Property): Properties {
  if (property.kind === "list" || property.kind === "map") return innermost(property.of);
  return property.kind === "object" ? property.properties : {};
}

function innermostShape(shape: Shape): Published {
  if (typeof shape === "string") return {};
  if ("list" in shape) return innermostShape(shape.list);
  return "map" in shape ? innermostShape(shape.map) : shape.object;
}

function kindOf(property: Property): string {
  if (property.kind === "list" || property.kind === "map") return `${property.kind} of ${kindOf(property.of)}`;
  return property.kind === "integer" ? "number" : property.kind;
}

function shapeKind(shape: Shape): string {
  if (typeof shape === "string") return shape;
  if ("list" in shape) return `list of ${shapeKind(shape.list)}`;
  return "map" in shape ? `map of ${shapeKind(shape.map)}` : "object";
}
