import { expect, test } from "vitest";
import { packages } from "../../toolchain/offline-providers/packages.ts";
import type { Package } from "../../toolchain/offline-providers/table.ts";
import { agreementsOf } from "./agreement.ts";

const github = packages.find(({ name }) => name === "github") as Package;
const team = github.tables.find(({ type }) => type === "github:index/team:Team") as Package["tables"][number];
const agreement = (inputs: typeof team.inputs, withSchema: readonly string[] = []) =>
  agreementsOf({ ...github, tables: [{ ...team, inputs }] }, withSchema)[0];

test("what a table lacks, has besides or has otherwise is named", () => {
  const { name, ...without } = team.inputs;
  expect(name).toBeDefined();
  expect(agreement(without)?.typings.differ).toEqual(["name"]);
  expect(agreement({ ...team.inputs, more: { kind: "string" } })?.typings.differ).toEqual(["more"]);
  expect(agreement({ ...team.inputs, name: { kind: "integer" } })?.typings.differ).toEqual(["name"]);
  expect(agreement({ ...team.inputs, name: { kind: "string", required: true } })?.typings.differ).toEqual(["name"]);
});

test("what the table says and nobody else is named, and no longer when a schema is held against it", () => {
  const inputs = { ...team.inputs, name: { kind: "string", replaces: true, length: [1, 9], default: "x" } } as const;
  expect(agreement(inputs)?.nothing).toEqual(
    expect.arrayContaining(["name: replaces", "name: default", "name: limits"]),
  );
  expect(agreement(inputs, ["github"])?.nothing).not.toContain("name: replaces");
});
