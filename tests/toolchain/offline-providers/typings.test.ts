import { describe, expect, test } from "vitest";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import type { Property, Table, Properties as TableProperties } from "../../../toolchain/offline-providers/table.ts";
import { type Properties, publishedConfiguration, publishedResource, type Shape } from "./typings.ts";

// The tables are held against the typings of the very packages that the programs use.

describe.each(packages)("$name", ({ name, version, configuration, tables }) => {
  test("describes the installed version", async () => {
    const { default: manifest } = await import(`@pulumi/${name}/package.json`, { with: { type: "json" } });
    expect(manifest.version).toBe(version);
  });

  test("knows every setting of the provider, and no other", () => {
    expect(Object.keys(configuration).sort()).toEqual([...publishedConfiguration(name)].sort());
  });

  test("has one table a type", () => {
    const types = tables.map((table) => table.type);
    expect(types).toEqual([...new Set(types)]);
    expect(types.filter((type) => !type.startsWith(`${name}:`))).toEqual([]);
  });

  test.each(tables.map((table) => [table.type, table] as const))("%s has the published inputs", (type, table) => {
    const { inputs } = publishedResource(type);
    expect(describeInputs(table.inputs)).toEqual(describePublished(inputs));
  });

  test.each(tables.map((table) => [table.type, table] as const))("%s has the published outputs", (type, table) => {
    const { outputs } = publishedResource(type);
    expect(withoutOptional(describeOutputs({ ...table.inputs, ...table.outputs }))).toEqual(
      withoutOptional(describePublished(outputs)),
    );
    expect(alwaysSet(table)).toEqual(
      Object.keys(outputs)
        .filter((output) => !outputs[output]?.optional)
        .sort(),
    );
  });
});

function describeOutputs(properties: TableProperties, path = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(properties).map(([name, property]) => ({
      [`${path}${name}`]: kindOf(property),
      ...describeOutputs(innermost(property), `${path}${name}.`),
    })),
  );
}

function withoutOptional(lines: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).map(([path, kind]) => [path, kind.replace(/\?$/, "")]));
}

/** Paths with their kinds; `?` marks what may be left out. */
function describeInputs(properties: TableProperties, path = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(properties)
      .filter(([, property]) => !property.output)
      .map(([name, property]) => ({
        [`${path}${name}`]: `${kindOf(property)}${property.required ? "" : "?"}`,
        ...describeInputs(innermost(property), `${path}${name}.`),
      })),
  );
}

function describePublished(properties: Properties, path = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(properties).map(([name, { shape, optional }]) => ({
      [`${path}${name}`]: `${shapeKind(shape)}${optional ? "?" : ""}`,
      ...describePublished(innermostShape(shape), `${path}${name}.`),
    })),
  );
}

/** Outputs that every state holds: the computed ones, required inputs, and what the service fills in or names. */
function alwaysSet({ inputs, outputs, autoname }: Table): readonly string[] {
  const settled = Object.entries(inputs)
    .filter(([name, property]) => property.required || property.filled !== undefined || autoname?.property === name)
    .map(([name]) => name);
  return [...settled, ...Object.keys(outputs)].sort();
}

function kindOf(property: Property): string {
  if (property.kind === "list" || property.kind === "map") return `${property.kind} of ${kindOf(property.of)}`;
  return property.kind === "integer" ? "number" : property.kind;
}

function innermost(property: Property): TableProperties {
  if (property.kind === "list" || property.kind === "map") return innermost(property.of);
  return property.kind === "object" ? property.properties : {};
}

function shapeKind(shape: Shape): string {
  if (typeof shape === "string") return shape;
  if ("list" in shape) return `list of ${shapeKind(shape.list)}`;
  return "map" in shape ? `map of ${shapeKind(shape.map)}` : "object";
}

function innermostShape(shape: Shape): Properties {
  if (typeof shape === "string") return {};
  if ("list" in shape) return innermostShape(shape.list);
  return "map" in shape ? innermostShape(shape.map) : shape.object;
}
