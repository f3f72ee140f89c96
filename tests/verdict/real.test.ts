import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../../driver/events.ts";
import { changeOf } from "../../verdict/deployment.ts";
import { disguisesIn } from "../../verdict/real.ts";
import { urnOf } from "../driver/events.ts";

const type = "github:index/branchProtection:BranchProtection";
const real = { type, urn: urnOf(type, "main"), custom: true, protect: true, inputs: { pattern: "main" } };

const step = (op: string, old: object | null, made: object | null): EngineEvent =>
  ({ resourcePreEvent: { metadata: { op, type, urn: real.urn, old, new: made } } }) as never;
const said = (...events: EngineEvent[]) => disguisesIn(events).map(({ message }) => message);

test("what a provider makes, and keeps as it was, is what it looks like", () => {
  expect(said(step("create", null, real), step("same", real, real), step("delete", real, null))).toEqual([]);
  const record = { type: "gatehouse:access:Role", urn: urnOf("gatehouse:access:Role", "one"), custom: false };
  expect(said(step("create", null, record))).toEqual([]);
});

describe("what looks as if it were there, or gone, and is not", () => {
  test.each([
    ["a component in its place", { custom: false }, "so nothing is made"],
    ["one that is only read", { external: true }, "it is only read"],
    ["one that stays when it goes", { retainOnDelete: true }, "it stays at its service"],
    ["one whose changes are hidden", { hideDiffs: [["pattern"]] }, "are shown to nobody"],
  ])("%s", (_, option, message) => {
    expect(said(step("update", real, { ...real, ...option }))).toEqual([
      expect.stringMatching(new RegExp(`^${type} "main": .*${message}.*\\[GATE-11\\]$`)),
    ]);
  });

  test("one that goes, and was to stay", () => {
    expect(said(step("delete", { ...real, retainOnDelete: true }, null))).toHaveLength(1);
  });
});

describe("what goes away is judged on what is real", () => {
  test.each([
    ["a component", { custom: false }],
    ["what is only read", { external: true }],
  ])("%s in its place is a loss", (_, option) => {
    const { before, after } = changeOf("ocp", [step("update", real, { ...real, ...option })]);
    expect(before.resources.map(({ urn }) => urn)).toEqual([real.urn]);
    expect(after.resources).toEqual([]);
  });
});
