import { anything, array, assert, constantFrom, dictionary, oneof, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { fromSarif } from "../../../commands/vulnerabilities/sarif.ts";
import { text } from "../../../model/schema/common.ts";

const day = "2026-11-23";
const read = (log: unknown) => fromSarif(log, "notifications-api", day);

const at = (uri: string, startLine = 1) => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine } },
});
const result = (change: object = {}) => ({
  ruleId: "R1",
  message: { text: "Something is wrong" },
  locations: [at("src/a.py", 3)],
  ...change,
});
const run = (results: unknown, driver: object = {}, more: object = {}) => ({
  tool: { driver: { name: "Scanner", ...driver }, ...("tool" in more ? (more.tool as object) : {}) },
  results,
  ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "tool")),
});
const log = (...runs: unknown[]) => ({ version: "2.1.0", runs });
const one = (change: object, driver: object = {}, more: object = {}) => read(log(run([result(change)], driver, more)));
const severityOf = (...args: Parameters<typeof one>) => one(...args).found.map(({ severity }) => severity);

describe("the rule of a result", () => {
  const rule = (id: string, level: string) => ({ id, defaultConfiguration: { level } });

  test.each<[string, object, object, object, string]>([
    ["by id", {}, { rules: [rule("R0", "note"), rule("R1", "error")] }, {}, "high"],
    [
      "by the id of its reference",
      { ruleId: undefined, rule: { id: "R1" } },
      { rules: [rule("R1", "error")] },
      {},
      "high",
    ],
    [
      "by index alone",
      { ruleId: undefined, ruleIndex: 1 },
      { rules: [rule("R0", "note"), rule("R1", "error")] },
      {},
      "high",
    ],
    [
      "by index where ids stand twice",
      { ruleIndex: 1 },
      { rules: [rule("R1", "note"), rule("R1", "error")] },
      {},
      "high",
    ],
    [
      "by id where the index is of another",
      { ruleIndex: 0 },
      { rules: [rule("R0", "note"), rule("R1", "error")] },
      {},
      "high",
    ],
    [
      "by GUID",
      { ruleId: undefined, rule: { guid: "g" } },
      { rules: [{ ...rule("R9", "error"), guid: "g" }] },
      {},
      "high",
    ],
    [
      "by a hierarchical id",
      { ruleId: "R1/part/more" },
      { rules: [rule("R", "note"), rule("R1", "error")] },
      {},
      "high",
    ],
    [
      "by the longest beginning of a hierarchical id",
      { ruleId: "R1/part/more" },
      { rules: [rule("R1", "note"), rule("R1/part", "error")] },
      {},
      "high",
    ],
    [
      "in the extension that it names by index",
      { rule: { index: 0, toolComponent: { index: 1 } } },
      { rules: [rule("R1", "note")] },
      {
        tool: {
          extensions: [
            { name: "a", rules: [] },
            { name: "b", rules: [rule("R1", "error")] },
          ],
        },
      },
      "high",
    ],
    [
      "in the extension that it names by name",
      { rule: { toolComponent: { name: "b" } } },
      { rules: [rule("R1", "note")] },
      { tool: { extensions: [{ name: "b", rules: [rule("R1", "error")] }] } },
      "high",
    ],
    ["in any extension", {}, {}, { tool: { extensions: [{ name: "b", rules: [rule("R1", "error")] }] } }, "high"],
    ["nowhere", { ruleId: "R2" }, { rules: [rule("R1", "error")] }, {}, "medium"],
    ["not in one whose id only begins alike", { ruleId: "R12" }, { rules: [rule("R1", "error")] }, {}, "medium"],
  ])("is found %s", (_, change, driver, more, severity) => {
    expect(severityOf(change, driver, more)).toEqual([severity]);
  });

  test("a result of no rule is a finding", () => {
    expect(one({ ruleId: undefined }).found).toMatchObject([
      { title: "Something is wrong", source: { id: "no rule" } },
    ]);
  });
});

describe("the severity of a result", () => {
  const score = (value: unknown, bag: object = {}) => ({
    rules: [{ id: "R1", properties: { "security-severity": value, ...bag } }],
  });

  test.each<[unknown, string]>([
    ["9.8", "critical"],
    [9, "critical"],
    ["8.9", "high"],
    ["7.0 (High)", "high"],
    ["5,5", "medium"],
    ["6.1/10", "medium"],
    ["3.9", "low"],
    ["0.1", "low"],
    ["0.0", "informational"],
    ["HIGH", "high"],
    ["Moderate", "medium"],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "critical"],
    ["CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", "low"],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "critical"],
    ["AV:N/AC:L/Au:N/C:P/I:P/A:P", "high"],
  ])("is that of the score %j", (value, severity) => {
    expect(severityOf({}, score(value))).toEqual([severity]);
    expect(one({}, score(value)).told).toEqual([]);
  });

  test.each([["12"], [-1], ["unscored"], [true], [{}], ["CVSS:3.1/AV:N"], ["toString"]])(
    "of a score of %j is told and the worst",
    (value) => {
      const { found, told } = one({}, score(value));
      expect(found).toMatchObject([{ severity: "critical" }]);
      expect(told).toEqual([expect.stringMatching(/^runs\[0\]\.results\[0\]: .*taken at its worst$/)]);
    },
  );

  test("an empty score is none", () => {
    expect(severityOf({ level: "note" }, score(""))).toEqual(["low"]);
    expect(severityOf({ level: "note" }, score(null))).toEqual(["low"]);
  });

  test("the result's own score goes before its rule's", () => {
    expect(severityOf({ properties: { "security-severity": "9.9" } }, score("2.0"))).toEqual(["critical"]);
  });

  test("a scanner that does not know it blocks", () => {
    expect(severityOf({ level: "note" }, score("0.0", { tags: ["security", "UNKNOWN"] }))).toEqual(["critical"]);
    expect(severityOf({ properties: { severity: "unknown" } })).toEqual(["critical"]);
  });

  test.each<[string, object, object, object, string]>([
    [
      "its own level",
      { level: "note" },
      { rules: [{ id: "R1", defaultConfiguration: { level: "error" } }] },
      {},
      "low",
    ],
    [
      "what the run configured",
      {},
      { rules: [{ id: "R1", defaultConfiguration: { level: "note" } }] },
      {
        invocations: [
          { ruleConfigurationOverrides: [{ descriptor: { id: "R1" }, configuration: { level: "error" } }] },
        ],
      },
      "high",
    ],
    [
      "what the invocation that found it configured",
      { provenance: { invocationIndex: 1 }, ruleIndex: 0 },
      { rules: [{ id: "R1" }] },
      {
        invocations: [
          { ruleConfigurationOverrides: [{ descriptor: { index: 0 }, configuration: { level: "note" } }] },
          { ruleConfigurationOverrides: [{ descriptor: { index: 0 }, configuration: { level: "error" } }] },
        ],
      },
      "high",
    ],
    ["a warning where nothing says more", {}, {}, {}, "medium"],
    ["a level of none", { level: "none" }, {}, {}, "informational"],
    [
      "a word that is worse than its level",
      { level: "warning", properties: { issue_severity: "HIGH" } },
      {},
      {},
      "high",
    ],
    [
      "a level that is worse than its word",
      { level: "error" },
      { rules: [{ id: "R1", properties: { tags: ["LOW"] } }] },
      {},
      "high",
    ],
  ])("is by %s", (_, change, driver, more, severity) => {
    expect(severityOf(change, driver, more)).toEqual([severity]);
  });

  test.each([["fatal"], [3], ["constructor"]])("a level of %j is told and the worst", (level) => {
    const { found, told } = one({ level });
    expect(found).toMatchObject([{ severity: "critical" }]);
    expect(told).toHaveLength(1);
  });
});

describe("what is no finding", () => {
  test.each(["pass", "notApplicable", "informational"])("of kind %s is left out and counted", (kind) => {
    expect(one({ kind })).toMatchObject({
      found: [],
      told: ["1 left out: nothing is wrong there, as their kind says"],
    });
  });

  test.each(["fail", "review", "open"])("of kind %s is a finding", (kind) => {
    expect(one({ kind }).found).toHaveLength(1);
  });

  test("of a kind that nobody knows is a finding, and told", () => {
    expect(one({ kind: "perhaps" })).toMatchObject({ found: [{}], told: [expect.stringContaining("kind is")] });
  });

  test.each<[unknown[], number]>([
    [[], 1],
    [[{ kind: "inSource" }], 0],
    [[{ kind: "external", status: "accepted" }], 0],
    [[{ kind: "external", status: "underReview" }], 1],
    [[{ kind: "external", status: "rejected" }], 1],
    [[{ kind: "inSource" }, { kind: "external", status: "rejected" }], 1],
  ])("suppressed by %j: %d findings", (suppressions, count) => {
    expect(one({ suppressions }).found).toHaveLength(count);
  });

  test("what was there before and is gone closes an entry, and adds none", () => {
    const { found, gone } = one({ baselineState: "absent" });
    expect(found).toMatchObject([{ closedOn: day }]);
    expect([...gone]).toEqual(found.map(({ id }) => id));
  });

  test.each(["new", "unchanged", "updated"])("what is %s is a finding", (baselineState) => {
    expect(one({ baselineState })).toMatchObject({ found: [{ detectedOn: day }], gone: new Set() });
  });
});

describe("what makes a result one", () => {
  const ids = (...results: object[]) => read(log(run(results.map(result)))).found.map(({ id }) => id);
  const print = { partialFingerprints: { primaryLocationLineHash: "1f:1" } };

  test("equal fingerprints in two files are two findings", () => {
    expect(new Set(ids(print, { ...print, locations: [at("src/b.py", 3)] })).size).toBe(2);
  });

  test("equal fingerprints of two rules are two findings", () => {
    expect(new Set(ids(print, { ...print, ruleId: "R2" })).size).toBe(2);
  });

  test("a result keeps its id when it moves in its file", () => {
    expect(ids(print)).toEqual(ids({ ...print, locations: [at("src/a.py", 90)] }));
  });

  test("two places of one file that are alike by all else are two findings, whatever their order", () => {
    const places = [print, { ...print, locations: [at("src/a.py", 20)] }];
    expect(new Set(ids(...places)).size).toBe(2);
    expect(ids(...places)).toEqual(ids(...places.toReversed()));
  });

  test.each(["requires login", "Requires Login", "", "null"])("%j is no fingerprint", (value) => {
    const none = { fingerprints: { "matchBasedId/v1": value } };
    expect(new Set(ids(none, { ...none, message: { text: "Another" }, locations: [at("src/a.py", 9)] })).size).toBe(2);
    expect(ids(none)).toEqual(ids({}));
  });

  test("a file that is named by the run's list of files is that file", () => {
    const listed = { ...print, locations: [{ physicalLocation: { artifactLocation: { index: 0 } } }] };
    const named = { ...print, locations: [{ physicalLocation: { artifactLocation: { uri: "./src/a.py" } } }] };
    const artifacts = [{ location: { uri: "src/a.py" } }];
    const of = (each: object) => read(log(run([result(each)], {}, { artifacts }))).found[0]?.id;
    expect(of(listed)).toBe(of(named));
  });

  test("runs that share a finding give it once, at its worst", () => {
    const { found } = read(log(run([result({ level: "note" })]), run([result({ level: "error" })])));
    expect(found).toMatchObject([{ severity: "high" }]);
  });

  test("two tools have two findings", () => {
    expect(read(log(run([result()]), run([result()], { name: "Other" }))).found).toHaveLength(2);
  });
});

describe("messages", () => {
  test("are found by id, with their arguments", () => {
    const message = { id: "default", arguments: ["eval", 7] };
    const rules = [{ id: "R1", messageStrings: { default: { text: "{0} is called {1} times in {{braces}}" } } }];
    expect(one({ message }, { rules }).found[0]?.title).toBe("eval is called 7 times in {braces}");
    const globalMessageStrings = { default: { text: "Of the tool: {0}" } };
    expect(one({ message }, { globalMessageStrings }).found[0]?.title).toBe("Of the tool: eval");
  });

  test("without words have the rule's, or say so", () => {
    expect(one({ message: {} }).found[0]?.title).toBe("R1");
    expect(one({ message: {}, ruleId: undefined }).found[0]?.title).toBe("A finding without words");
  });
});

describe("what a log cannot tell is told", () => {
  test("a run that has no results did not scan", () => {
    expect(read(log(run(null))).told).toEqual([expect.stringContaining("has no results: it did not scan")]);
  });

  test("a run that failed may not have found all", () => {
    const { told } = read(log(run([], {}, { invocations: [{ executionSuccessful: false }] })));
    expect(told).toEqual([expect.stringContaining("it may not have found all")]);
  });

  test("a result that is none is a finding at its worst", () => {
    const { found, told } = read(log(run([null, "x", result()])));
    expect(found.map(({ severity }) => severity)).toEqual(["critical", "critical", "medium"]);
    expect(told).toHaveLength(2);
  });

  test("results in other files are asked for", () => {
    const more = {
      externalPropertyFileReferences: { results: [{ location: { uri: "more.sarif-external-properties" } }] },
    };
    expect(() => read(log(run(undefined, {}, more)))).toThrow(/more\.sarif-external-properties/);
  });

  test("results that the log has beside its runs are read", () => {
    const inline = { inlineExternalProperties: [{ results: [result({ ruleId: "R2" })] }] };
    expect(read({ ...log(run([result()])), ...inline }).found).toHaveLength(2);
  });

  test.each([[[]], [{}], [null], ["log"], [{ version: "1.0.0", runs: [] }], [{ version: "2.1.0", runs: {} }]])(
    "%j is no log",
    (value) => {
      expect(() => read(value)).toThrow(/is not a SARIF 2\.1\.0 log/);
    },
  );
});

test("whatever stands in a log: no result is lost, and each entry is one that the register takes", () => {
  const names = [
    ...["ruleId", "ruleIndex", "rule", "level", "kind", "message", "locations", "fingerprints", "partialFingerprints"],
    ...["properties", "suppressions", "baselineState", "provenance"],
  ];
  const value = oneof(anything(), string({ unit: "binary" }), constantFrom("error", "R1", -1, 0, [], {}, [{}], [null]));
  const hostile = dictionary(constantFrom(...names), value);
  assert(
    property(array(oneof(hostile, anything()), { maxLength: 4 }), array(value, { maxLength: 3 }), (results, rules) => {
      const { found, told } = read(log(run(results, { rules })));
      const out = told.flatMap((line) => Number(/^(\d+) left out/.exec(line)?.[1] ?? 0)).reduce((a, b) => a + b, 0);
      const all = new Set(results.map((each) => JSON.stringify(each))).size;
      expect(found.length + out).toBeGreaterThanOrEqual(Math.min(all, 1));
      for (const { id, title, source } of found) {
        expect(id).toMatch(/^scanner-[0-9a-f]{12}(-\d+)?$/);
        expect(text.safeParse(title).success && text.safeParse(source.id).success).toBe(true);
      }
    }),
  );
});
