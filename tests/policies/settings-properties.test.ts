import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { typesOfPage } from "../../docs/properties.ts";
import { countsOf, inputPaths } from "../../docs/properties-page.ts";
import type { RegisterId } from "../../model/register.ts";
import { propertiesPlaced } from "../../policies/rules/baseline/properties-placed.ts";
import { calledValues, valuesCalledFor } from "../../policies/rules/called-for/values/index.ts";
import { everyRule, rulesFor } from "../../policies/rules/index.ts";
import { placingsOf } from "../../policies/settings/properties/placing.ts";
import { resourceProperties } from "../../policies/settings/resource-properties.ts";
import { isKnownType, typesOfServices } from "../../policies/settings/resource-types.ts";
import type { Properties } from "../../toolchain/offline-providers/table.ts";
import { notifyRegister, ocpRegister } from "./compliant.ts";
import { resource, saidOf } from "./judge.ts";

const withTable = typesOfPage.flatMap(({ table, ...each }) => (table === undefined ? [] : [{ ...each, table }]));
const rules = new Map(everyRule.map((rule) => [rule.name, rule]));

/** What a service gives and cases write among the inputs, as an exported state may. */
const givenByService = ["phoneNumber", "pendingConfirmation"];

test("every type that may stand in a stack has its properties placed, and no other", () => {
  expect(Object.keys(resourceProperties).sort()).toEqual(typesOfServices);
});

/** A property that a table gains shows here: somebody places it, or counts it among the refused. */
test("every property of every table is placed or counted as refused", () => {
  const counts = Object.fromEntries(
    withTable.map((each) => {
      const { judged, fixed, free, refused } = countsOf(each);
      return [each.type, `judged ${judged}, fixed ${fixed}, free ${free}, refused ${refused}`];
    }),
  );
  expect(counts).toMatchSnapshot();
});

test.each(Object.entries(resourceProperties))("%s: each path is placed in one way", (_, placed) => {
  const { judged, demanded, fixed, free } = placed;
  const ways = [
    ...new Set(Object.values(judged ?? {}).flat()),
    ...Object.keys(demanded ?? {}),
    ...Object.keys(fixed ?? {}),
    ...Object.values(free ?? {}).flat(),
  ];
  expect(ways.filter((path, index) => ways.indexOf(path) !== index)).toEqual([]);
  expect(
    ways.filter((path) => ways.some((each) => path.startsWith(`${each}.`) || path.startsWith(`${each}[]`))),
  ).toEqual([]);
});

test.each(Object.entries(resourceProperties))(
  "%s: the rules that judge are there, and are shown it",
  (type, { judged }) => {
    const blind = Object.keys(judged ?? {}).filter((name) => {
      const rule = rules.get(name);
      return rule === undefined || rule.scope === "register" || !sees(rule, type);
    });
    expect(blind).toEqual([]);
  },
);

/** A stack rule sees every type; a resource rule says which, and those for every type are named one by one here. */
function sees(rule: (typeof everyRule)[number], type: string): boolean {
  if (rule.scope !== "resource") return rule.scope === "stack";
  if (rule.types !== "every") return rule.types.includes(type);
  return ["resources-called-for", "ocp-stack-in-its-account", "notify-stack-in-its-account"].includes(rule.name);
}

test.each(withTable)("$type: what is placed is there", ({ table, placed }) => {
  const known = inputPaths(table);
  const strange = [...placingsOf(placed).keys()].filter(
    (path) => !known.some((each) => each === path || each.startsWith(`${path}.`) || each.startsWith(`${path}[]`)),
  );
  expect(strange.filter((path) => !givenByService.includes(path))).toEqual([]);
});

/** A type of an earlier version of its provider, which the present one does not have. */
const former = "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride";

test.each(typesOfPage.filter(({ type, table }) => table === undefined && type !== former))(
  "$type, without a table: what is placed is there",
  ({ type, placed }) => {
    const [pkg = "", module = ""] = type.split(":");
    const file = join(import.meta.dirname, "../../node_modules/@pulumi", pkg, module.replace(/^index\//, ""));
    const args = readFileSync(`${file}.d.ts`, "utf8").split(/export interface \w+Args \{/)[1] ?? "";
    const known = [...args.matchAll(/^ {4}(\w+)\??: pulumi\.Input/gm)].map(([, name]) => name);
    const tops = [...placingsOf(placed).keys()].map((path) => path.split(/[.[]/)[0]);
    expect(tops.filter((name) => !known.includes(name))).toEqual([]);
  },
);

/** What providers fill in comes to the packs among the inputs; where that is not what has to be, it is demanded. */
test.each(withTable)("$type: what the provider fills in passes", ({ type, table, placed: { demanded = {} } }) => {
  const due = Object.entries(demanded).map(([path, [value]]) => [path, value]);
  const set = Object.fromEntries(due.filter(([path]) => !String(path).includes(".")));
  const filled = resource(type, "any", { ...defaultsOf(table.inputs), ...set, __defaults: ["any"] });
  const register = isKnownType(type, "ocp") ? ocpRegister : notifyRegister;
  expect(saidOf(propertiesPlaced, filled, register)).toEqual([]);
});

function defaultsOf(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A value that is left out is the provider's: where that is no listed one, it may not be left out. */
test.each(withTable)("$type: what is fixed and left out is one of its values", ({ table, placed: { fixed = {} } }) => {
  const strange = Object.entries(fixed).filter(([path, values]) => {
    const value = defaultAt(table.inputs, path.split(/\[\]\.|\./));
    return value !== undefined && !values.some((each) => JSON.stringify(each) === JSON.stringify(value));
  });
  expect(strange.map(([path]) => path)).toEqual([]);
});

/** The default of a property, or of the items of a list. */
function defaultAt(properties: Properties, [name = "", ...below]: readonly string[]): unknown {
  const property = properties[name];
  const inner = property?.kind === "list" ? property.of : property;
  if (below.length > 0) return inner?.kind === "object" ? defaultAt(inner.properties, below) : undefined;
  return property?.default;
}

/** Which values are called for by path, and which paths are said to be judged by it. */
test("what is judged by the values that are called for has such values, and all that have are", () => {
  const said = Object.entries(resourceProperties).flatMap(([type, { judged = {} }]) =>
    (judged[valuesCalledFor.name] ?? []).map((path) => `${type} ${path}`),
  );
  const called = Object.entries(calledValues).flatMap(([type, paths]) =>
    Object.keys(paths).map((path) => `${type} ${path}`),
  );
  const within = (path: string, whole: string) => path === whole || path.startsWith(`${whole}[]`);
  expect(said.filter((path) => !called.some((whole) => within(path, whole)))).toEqual([]);
  expect(called.filter((whole) => !said.some((path) => within(path, whole)))).toEqual([]);
});

/** A rule of the one organisation judges nothing in the other's stacks, and is known by its name. */
test("the name of a rule tells in whose stacks alone it judges", () => {
  const of = (id: RegisterId) => new Set(rulesFor(id).map(({ name }) => name));
  const [ocp, notify] = [of("ocp"), of("notify")];
  const only = (mine: Set<string>, others: Set<string>) => [...mine].filter((name) => !others.has(name));
  expect(only(ocp, notify).filter((name) => !name.startsWith("ocp-"))).toEqual([]);
  expect(only(notify, ocp).filter((name) => !name.startsWith("notify-"))).toEqual([]);
});

/** Passwords, data and scripts for the first start, and other systems to start from. */
const never =
  /\b(?:rootPass|password|userData|metadatas|stackscriptData|stackscriptId|rescue|iso|backupId|configs|disks)\b/;

test.each(typesOfPage)("$type: no password and no start-up data has a place", ({ placed }) => {
  expect([...placingsOf(placed).keys()].filter((path) => never.test(path))).toEqual([]);
});
