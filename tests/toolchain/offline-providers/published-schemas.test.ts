import { expect, test } from "vitest";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import type { Properties, Property, Table } from "../../../toolchain/offline-providers/table.ts";
import published from "./published-schemas.json" with { type: "json" };

// What the real providers publish of themselves, cut down to the types in use. One resource a line.

interface Fact {
  readonly type: string;
  readonly required?: boolean;
  readonly replaces?: boolean;
  readonly secret?: boolean;
}
type Facts = Readonly<Record<string, Fact>>;
interface Resource {
  readonly inputs: Facts;
  readonly computed: Facts;
}

const resources = published.resources as Readonly<Record<string, Resource>>;
const types = published.types as Readonly<Record<string, Facts>>;

/** What the cut-down schema of linode does not tell: it names this property's type and leaves it out. The typings have it. */
const UNTOLD = ["id", "permissions"].map((name) => `linode:index/user:User.placementGroupGrants.${name}`);

const tables = packages.filter(({ name }) => name in published.sources).flatMap((pkg) => pkg.tables);

test("every table of these providers has a published schema, and the other way round", () => {
  expect(tables.map((table) => table.type).sort()).toEqual(Object.keys(resources).sort());
});

test.each(tables.map((table) => [table.type, table] as const))("%s agrees with its published schema", (_, table) => {
  const told = Object.entries(describeTable(table)).filter(([path]) => !UNTOLD.includes(path));
  expect(Object.fromEntries(told)).toEqual(describeResource(table.type));
});

test("what the schema does not tell is in no schema, and in a table", () => {
  const ours = tables.flatMap((table) => Object.keys(describeTable(table)));
  const theirs = tables.flatMap((table) => Object.keys(describeResource(table.type)));
  expect(UNTOLD.filter((path) => !ours.includes(path) || theirs.includes(path))).toEqual([]);
});

/** A line such as `integer required replaces` by path. */
type Lines = Readonly<Record<string, string>>;

// A computed output is always there, so `required` says nothing of it, and what an object of it holds is not compared here.

function describeTable(table: Table): Lines {
  const computed = Object.entries(table.outputs).map(([name, { required: _, ...output }]) => [
    `${table.type}.${name}`,
    `computed ${words(kindOf(output as Property), output)}`,
  ]);
  return { ...describeProperties(table.inputs, table.type), ...Object.fromEntries(computed) };
}

function describeResource(type: string): Lines {
  const { inputs, computed } = resources[type] ?? { inputs: {}, computed: {} };
  const outputs = Object.entries(computed).map(([name, { required: _, ...fact }]) => [
    `${type}.${name}`,
    `computed ${words(kindOfFact(fact.type), fact)}`,
  ]);
  return { ...describeFacts(inputs, type, type), ...Object.fromEntries(outputs) };
}

function describeProperties(properties: Properties, path: string): Lines {
  return Object.assign(
    {},
    ...Object.entries(properties)
      .filter(([, property]) => !property.output)
      .map(([name, property]) => ({
        [`${path}.${name}`]: words(kindOf(property), property),
        ...describeProperties(innermost(property), `${path}.${name}`),
      })),
  );
}

function describeFacts(facts: Facts, path: string, token: string): Lines {
  return Object.assign(
    {},
    ...Object.entries(facts).map(([name, fact]) => ({
      [`${path}.${name}`]: words(kindOfFact(fact.type), fact),
      ...describeFacts(referred(token, fact.type), `${path}.${name}`, token),
    })),
  );
}

function words(kind: string, marks: { required?: unknown; replaces?: unknown; secret?: unknown }): string {
  const { required, replaces, secret } = marks;
  return [kind, required && "required", replaces && "replaces", secret && "secret"].filter(Boolean).join(" ");
}

function kindOf(property: Property): string {
  if (property.kind === "list") return `${kindOf(property.of)}[]`;
  return property.kind === "map" ? `map<${kindOf(property.of)}>` : property.kind;
}

function kindOfFact(type: string): string {
  if (type.endsWith("[]")) return `${kindOfFact(type.slice(0, -2))}[]`;
  return type.includes(":") ? "object" : type;
}

function referred(token: string, type: string): Facts {
  const name = /^(\w+):(\w+)/.exec(type);
  return name ? (types[`${token.split(":")[0]}:index/${name[1]}:${name[2]}`] ?? {}) : {};
}

function innermost(property: Property): Properties {
  if (property.kind === "list" || property.kind === "map") return innermost(property.of);
  return property.kind === "object" ? property.properties : {};
}
