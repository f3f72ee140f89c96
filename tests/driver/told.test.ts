import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EngineEvent } from "../../driver/events.ts";
import { kinds, toldBy } from "../../driver/told.ts";
import { diagnostic, evaluated, step, urnOf } from "./events.ts";

/** The events of a run of the real engine, on a program of one SSH key at the offline provider. */
function recorded(name: string): EngineEvent[] {
  const text = readFileSync(join(import.meta.dirname, "recorded", `${name}.jsonl`), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const told = (name: string, ended: boolean) => toldBy(recorded(name), ended);

describe("recorded runs", () => {
  test("one that created what it was to create has nothing to tell", () => {
    expect(told("created", true)).toEqual({ problems: [], warnings: [] });
  });

  test("a warning reaches the reader and stands in nobody's way; what a program prints does neither", () => {
    expect(told("warned", true)).toEqual({
      problems: [],
      warnings: ['linode:index/sshKey:SshKey "ada": the key is old'],
    });
  });

  test("an error is a problem, also where the run ended well all the same", () => {
    expect(told("erred", true)).toEqual({ problems: ["the key is wrong"], warnings: [] });
  });

  test("a program that broke off, in its own words", () => {
    const { problems } = told("thrown", false);
    expect(problems).toEqual([expect.stringContaining("the program cannot go on")]);
  });

  test("a step that failed is told once, by the provider's words", () => {
    expect(told("failed-step", false).problems).toEqual([expect.stringMatching(/^a preview tried to create/)]);
    const unexplained = recorded("failed-step").filter(({ diagnosticEvent }) => diagnosticEvent === undefined);
    expect(toldBy(unexplained, false).problems).toContain('create of linode:index/sshKey:SshKey "ada" failed');
  });

  test("an update over something pending is warned of", () => {
    expect(told("pending", true).warnings).toEqual([
      expect.stringMatching(/with 1 pending operations.*interrupted while creating/s),
    ]);
  });

  test.each(["created", "erred", "warned", "pending"])("%s: any event that was lost is missed", (name) => {
    const events = recorded(name);
    for (let at = 1; at < events.length - 1; at++) {
      const { problems } = toldBy(events.toSpliced(at, 1), true);
      expect(problems).toContainEqual(expect.stringMatching(/^1 of the engine's events did not arrive/));
    }
    expect(toldBy(events.slice(0, -2), true).problems).toContain("the engine's account of the run has no end");
  });
});

const whole = evaluated();
const problemsWith = (event: object) => toldBy([...whole, event as EngineEvent], true).problems;
const warningsWith = (event: object) => toldBy([...whole, event as EngineEvent], true).warnings;

test("a run of which nothing is to be told", () => {
  expect(toldBy(whole, true)).toEqual({ problems: [], warnings: [] });
});

/** Each kind that the engine has (apitype.EngineEvent), with an example, and what it does. */
const examples = {
  cancelEvent: [{}, "nothing"],
  stdoutEvent: [{ message: "a word of the engine\n", color: "never" }, "warning"],
  diagnosticEvent: [{ message: "no", color: "never", severity: "error" }, "problem"],
  preludeEvent: [{ config: {} }, "nothing"],
  summaryEvent: [{ maybeCorrupt: true, durationSeconds: 1, resourceChanges: {} }, "problem"],
  resourcePreEvent: [step("create", "linode:index/sshKey:SshKey", "ada").resourcePreEvent, "nothing"],
  resOutputsEvent: [step("create", "linode:index/sshKey:SshKey", "ada").resourcePreEvent, "nothing"],
  resOpFailedEvent: [step("create", "linode:index/sshKey:SshKey", "ada").resourcePreEvent, "problem"],
  policyEvent: [{ policyName: "a", message: "b", enforcementLevel: "mandatory" }, "nothing"],
  policyRemediationEvent: [{ policyName: "a", resourceUrn: urnOf("a:b:C", "d") }, "problem"],
  policyLoadEvent: [{}, "nothing"],
  policyAnalyzeSummaryEvent: [{ policyPackName: "a" }, "nothing"],
  policyRemediateSummaryEvent: [{ policyPackName: "a", failed: ["b"] }, "problem"],
  policyAnalyzeStackSummaryEvent: [{ policyPackName: "a" }, "nothing"],
  startDebuggingEvent: [{ config: {} }, "problem"],
  progressEvent: [{ type: "plugin-download" }, "nothing"],
  errorEvent: [{ error: "it broke" }, "problem"],
} as const;

test("every kind of event is placed", () => {
  expect(Object.keys(kinds).sort()).toEqual(Object.keys(examples).sort());
});

test.each(Object.entries(examples))("%s", (kind, [payload, does]) => {
  const event = { [kind]: payload };
  const found = problemsWith(event).length > 0 ? "problem" : warningsWith(event).length > 0 ? "warning" : "nothing";
  expect(found).toBe(does);
});

test("a kind that nobody has placed is a problem, and so is an event with nothing in it", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.anything(), (kind, payload) => {
      fc.pre(!Object.hasOwn(kinds, kind) && kind !== "sequence" && kind !== "timestamp" && payload != null);
      expect(problemsWith(Object.fromEntries([[kind, payload]]))).toHaveLength(1);
    }),
  );
  expect(problemsWith({ sequence: 1, timestamp: 2 })).toEqual(["the engine sent an event with nothing in it"]);
});

test.each([
  ["error", "problem"],
  ["warning", "warning"],
  ["info", "nothing"],
  ["info#err", "nothing"],
  ["debug", "nothing"],
  ["fatal", "problem"],
  ["", "problem"],
  ["constructor", "problem"],
])("a diagnostic of severity %j is a %s", (severity, does) => {
  const event = { diagnosticEvent: { message: "a word", color: "never", severity } };
  expect([problemsWith(event).length, warningsWith(event).length]).toEqual(
    { problem: [1, 0], warning: [0, 1], nothing: [0, 0] }[does],
  );
});

test("a step of a kind that nobody has placed is a problem", () => {
  expect(problemsWith(step("transmogrify", "a:b:C", "d"))).toEqual([
    'the engine plans a step of a kind that is not known here: transmogrify of a:b:C "d"',
  ]);
});

test("a run that says itself that it failed did not end well", () => {
  const summaryEvent = { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, result: "canceled" };
  expect(problemsWith({ summaryEvent })).toEqual(["the engine says that the run ended as canceled"]);
});

test("what was made half is told", () => {
  const { resourcePreEvent } = step("update", "a:b:C", "d");
  const old = { ...resourcePreEvent?.metadata.old, initErrors: ["it does not start"] };
  const event = { resourcePreEvent: { metadata: { ...resourcePreEvent?.metadata, old } } };
  expect(warningsWith(event)).toEqual(['a:b:C "d" was made, and is not yet as it should be: it does not start']);
});

test("that a run failed goes without saying", () => {
  expect(toldBy([diagnostic("update failed")], false).problems).toEqual([]);
});
