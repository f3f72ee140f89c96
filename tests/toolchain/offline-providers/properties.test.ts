import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check, withoutInternals } from "../../../toolchain/offline-providers/check.ts";
import { diff } from "../../../toolchain/offline-providers/diff.ts";
import { makeOutputs } from "../../../toolchain/offline-providers/outputs.ts";
import { packages } from "../../../toolchain/offline-providers/packages.ts";
import type { Property, Table } from "../../../toolchain/offline-providers/table.ts";
import {
  type Bag,
  bagFromJson,
  fromWire,
  hasUnknown,
  Secret,
  toWire,
  UNKNOWN,
  type Value,
} from "../../../toolchain/offline-providers/wire.ts";

// What must hold for any inputs whatsoever, sensible or not.

const tables = packages.flatMap((pkg) => pkg.tables).map((table) => [table.type, table] as const);
const RUNS = { numRuns: 25 };

describe.each(tables)("%s", (_, table) => {
  test("any JSON is judged, and nothing throws", () => {
    fc.assert(
      fc.property(fc.dictionary(anyName(table), fc.jsonValue()), (json) => {
        const { inputs, failures } = judged(table, bagFromJson(json));
        expect(failures.every(({ reason }) => reason !== "")).toBe(true);
        diff(table, inputs, bagFromJson(json));
      }),
      RUNS,
    );
  });

  test("inputs of the right kinds, known or not, are judged, and nothing throws", () => {
    fc.assert(
      fc.property(likely(table), (inputs) => {
        judged(table, inputs);
      }),
      RUNS,
    );
  });

  test("checked inputs differ in nothing from themselves, and a second check changes nothing", () => {
    fc.assert(
      fc.property(likely(table, { known: true }), (given) => {
        const { inputs } = judged(table, given);
        expect(diff(table, inputs, inputs).detailed.size).toBe(0);
        expect(withoutInternals(judged(table, inputs).inputs)).toEqual(withoutInternals(inputs));
      }),
      RUNS,
    );
  });

  test("inputs make the same state each time, all of it known; an update with the same inputs changes nothing", () => {
    fc.assert(
      fc.property(likely(table, { known: true }), (given) => {
        const inputs = withoutInternals(judged(table, given).inputs);
        const basis = { urn: "urn", id: "id", inputs, configuration: { region: "eu-west-1" }, preview: false };
        const state = makeOutputs(table, { ...basis, state: {} });
        expect(hasUnknown(state)).toBe(false);
        expect(makeOutputs(table, { ...basis, state })).toEqual(state);
        expect(makeOutputs(table, { ...basis, state, preview: true })).toEqual(state);
      }),
      RUNS,
    );
  });
});

test("what goes over the wire comes back as it was", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        anyValue(),
      ),
      (bag) => {
        expect(fromWire(toWire(bag))).toEqual(bag);
      },
    ),
  );
});

function judged(table: Table, inputs: Bag) {
  return check(table, { name: "thing", inputs, seed: "seed" });
}

/** Often a name that the table knows, so that what lies below is reached. */
function anyName(table: Table) {
  return fc.oneof(fc.constantFrom(...Object.keys(table.inputs)), fc.string());
}

/** Inputs of the right kinds; each may be missing or secret and, unless all are to be known, unknown. */
function likely(table: Table, { known } = { known: false }): fc.Arbitrary<Bag> {
  return record(table.inputs, known);
}

function record(properties: Readonly<Record<string, Property>>, known: boolean): fc.Arbitrary<Bag> {
  const inputs = Object.entries(properties).filter(([, property]) => !property.output);
  const requiredKeys = inputs.filter(([, property]) => property.required).map(([name]) => name);
  const members = inputs.map(([name, property]) => [name, wrapped(kindOf(property, known), known)]);
  return fc.record(Object.fromEntries(members), { requiredKeys });
}

function wrapped(value: fc.Arbitrary<Value>, known: boolean): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 20, arbitrary: value },
    { weight: 1, arbitrary: value.map((inner) => new Secret(inner)) },
    { weight: known ? 0 : 1, arbitrary: fc.constant(UNKNOWN) },
  );
}

function kindOf(property: Property, known: boolean): fc.Arbitrary<Value> {
  switch (property.kind) {
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.integer();
    case "string":
      return property.oneOf ? fc.constantFrom(...property.oneOf) : fc.string();
    case "any":
      return fc.oneof(fc.boolean(), fc.string(), fc.integer());
    case "list":
      return fc.array(wrapped(kindOf(property.of, known), known), { maxLength: 2 });
    case "map":
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), wrapped(kindOf(property.of, known), known), {
        maxKeys: 2,
      });
    case "object":
      return record(property.properties, known);
  }
}

function anyValue(): fc.Arbitrary<Value> {
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.boolean(),
      fc.string(),
      fc.integer(),
      fc.constant(UNKNOWN),
      tie("value").map((inner) => new Secret(inner)),
      fc.array(tie("value")),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("value")),
    ),
  }));
  return value;
}
