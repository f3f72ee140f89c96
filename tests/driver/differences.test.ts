import { describe, expect, test } from "vitest";
import { differences } from "../../driver/changes/differences.ts";
import { differencesOf } from "../../driver/changes/step.ts";

describe("what differs between two values", () => {
  test.each<[string, unknown, unknown, readonly object[]]>([
    ["nothing", { a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1 }, []],
    ["a leaf", { a: { b: 1 } }, { a: { b: 2 } }, [{ path: "a.b", from: 1, to: 2 }]],
    ["what comes", {}, { a: "x" }, [{ path: "a", to: "x" }]],
    ["what goes", { a: null }, {}, [{ path: "a", from: null }]],
    ["a key that is no name", { "a b": 1 }, { "a b": 2 }, [{ path: '["a b"]', from: 1, to: 2 }]],
    ["one put first into a list", { a: ["x", "y"] }, { a: ["z", "x", "y"] }, [{ path: "a[0]", to: "z" }]],
    ["one taken from a list", { a: ["x", "y"] }, { a: ["y"] }, [{ path: "a[0]", from: "x" }]],
    [
      "one of a list of maps",
      { a: [{ b: 1 }, { b: 2 }] },
      { a: [{ b: 1 }, { b: 3 }] },
      [{ path: "a[1].b", from: 2, to: 3 }],
    ],
    ["one put into a list of maps", { a: [{ b: 1 }] }, { a: [{ b: 0 }, { b: 1 }] }, [{ path: "a[0]", to: { b: 0 } }]],
    ["a map in place of a text", { a: "x" }, { a: { b: 1 } }, [{ path: "a", from: "x", to: { b: 1 } }]],
    [
      "a policy, which is a text of JSON",
      { p: '{"S":[{"A":["x"]}]}' },
      { p: '{"S": [{"A":["x","y"]}]}' },
      [{ path: "p.S[0].A[1]", to: "y" }],
    ],
    [
      "a key that stands twice",
      { p: '{"A":1,"A":2,"B":1}' },
      { p: '{"A":9,"A":2,"B":2}' },
      [{ path: "p", from: '{"A":1,"A":2,"B":1}', to: '{"A":9,"A":2,"B":2}' }],
    ],
    ["texts that only begin like JSON", { p: "{a" }, { p: "{b" }, [{ path: "p", from: "{a", to: "{b" }]],
    [
      "a text that became another by spaces alone",
      { p: "a b" },
      { p: "a  b" },
      [{ path: "p", from: "a b", to: "a  b" }],
    ],
  ])("%s", (_, before, after, found) => expect(differences(before, after)).toEqual(found));

  test("JSON that says the same in other letters is no difference of its own, and is not lost", () => {
    // The text differs, and what it says does not: the engine plans an update, which has to be told as something.
    expect(differences({ p: '{"a":1}' }, { p: '{"a": 1}' })).toEqual([{ path: "p", from: '{"a":1}', to: '{"a": 1}' }]);
  });
});

describe("what a step changes", () => {
  const urn = "urn:pulumi:ocp::gatehouse::a:b:C::x";
  const state = { urn, type: "a:b:C", inputs: { a: 1 } };

  test("its inputs", () => {
    expect(differencesOf({ old: state, new: { ...state, inputs: { a: 2 } } })).toEqual([{ path: "a", from: 1, to: 2 }]);
  });

  test("what the engine keeps of it", () => {
    expect(differencesOf({ old: { ...state, protect: true }, new: state })).toEqual([
      { path: "protect", from: true, to: false },
    ]);
  });

  test("a provider's id, which is drawn by lot, is none", () => {
    const by = (id: string) => ({
      ...state,
      provider: `urn:pulumi:ocp::gatehouse::pulumi:providers:aws::default::${id}`,
    });
    expect(differencesOf({ old: by("1"), new: by("2") })).toEqual([]);
  });

  test("properties that only the provider names", () => {
    expect(differencesOf({ old: state, new: state, diffs: ["etag"] })).toEqual([{ path: "etag" }]);
  });

  test("what comes or goes as a whole has none", () => {
    expect(differencesOf({ old: null, new: state })).toEqual([]);
    expect(differencesOf({ old: state, new: undefined })).toEqual([]);
  });
});
