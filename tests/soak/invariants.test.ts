import { expect, test } from "vitest";
import { broken, resourcesIn } from "../../soak/invariants.ts";

const a = { urn: "urn:a", id: "1" };
const b = { urn: "urn:bucket-b", id: "2" };
const applied = { exitCode: 0, refused: false };

test("what is added, and what stays, is well", () => {
  expect(broken([a], [a, b], applied)).toEqual([]);
  expect(broken([a], [a], { ...applied, exitCode: 1 })).toEqual([]);
});

test("a URN stands once; what waits to be deleted may stand beside its replacement", () => {
  expect(broken([a], [a, a], applied)).toEqual(["the state has urn:a twice"]);
  expect(broken([a], [a, { ...a, delete: true }], applied)).toEqual([]);
});

test("an id is lost, or another", () => {
  expect(broken([a, b], [a], applied)).toEqual(["the state has lost urn:bucket-b (id 2)"]);
  expect(broken([b], [{ ...b, id: "3" }], applied)).toEqual(["the state has lost urn:bucket-b (id 2)"]);
});

test.each([
  ["violations", { exitCode: 1 }, 1],
  ["bad input", { exitCode: 2 }, 1],
  ["something pending", { exitCode: 4 }, 1],
  ["a kill", { exitCode: undefined }, 0],
  ["a kill with a register to be refused", { exitCode: undefined, refused: true }, 1],
  ["a register to be refused that passes", { refused: true }, 2],
])("a state that changed after %s", (_, change, count) => {
  expect(broken([a], [a, b], { ...applied, ...change })).toHaveLength(count);
});

test("a state that is none is told", () => {
  expect(resourcesIn(undefined)).toEqual([]);
  expect(() => resourcesIn({ resources: [{}] })).toThrow();
});
