import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log, Result } from "sarif";
import { describe, expect, test } from "vitest";
import { packRules } from "../../policies/packs/pack-rules.ts";
import type { Report } from "../../report/report.ts";
import { mostResults, sarifLog } from "../../report/sarif.ts";
import { full, hostileTexts, report, ruleCount, stack, violation, withTexts } from "./fixtures.ts";

// biome-ignore lint/suspicious/noExplicitAny: the two packages' types do not know each other
const ajv = (addFormats as any).default(new (Ajv as any).default({ strict: false }));
const schema = new URL("sarif/sarif-schema-2.1.0.json", import.meta.url);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));

/** The log of a report, held against the standard's schema. */
function log(input: Report): Log {
  const parsed = JSON.parse(sarifLog(input));
  validate(parsed);
  expect(validate.errors).toBeNull();
  return parsed;
}

function results(input: Report): Result[] {
  return log(input).runs[0]?.results ?? [];
}

test("the schema refuses a log that is none", () => {
  expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
});

describe("a violation", () => {
  const [introduced, advisory, due, older, waived] = results(full);

  test("is at the line of the register, with what is wrong", () => {
    expect(introduced).toMatchObject({
      ruleId: "ocp-redash-administrators",
      level: "error",
      message: {
        text: "ocp/grants/redash/admin: 3 of ocp hold it; at most 2 may. Revoke admin in register/ocp/grants.yaml.",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "register/ocp/grants.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 5, startColumn: 3 },
          },
        },
      ],
      baselineState: "new",
    });
    expect(advisory).toMatchObject({ level: "warning", baselineState: "new" });
  });

  test("is no news when it was there before, or came with the day", () => {
    expect([due?.baselineState, older?.baselineState]).toEqual(["unchanged", "unchanged"]);
    expect(due?.properties).toMatchObject({ becameDueOn: "2026-11-21" });
  });

  test("is suppressed by a waiver, with its reason", () => {
    expect(waived?.suppressions).toEqual([
      {
        kind: "external",
        status: "accepted",
        justification:
          "Handover until the end of the month (waiver sentry-handover until 2026-11-30, approved by ocp-owner-1)",
      },
    ]);
  });

  test("without an entry is at the settings of its stack, because GitHub demands a file", () => {
    const { place, ...nowhere } = violation();
    const [found] = results(report({ stacks: [stack({ violations: [nowhere] })] }));
    expect(place).toBeDefined();
    expect(found?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("Pulumi.ocp.yaml");
  });

  test("has no state of news where nothing was compared", () => {
    expect(results(report({ stacks: [stack({ violations: [violation()] })] }))[0]).not.toHaveProperty("baselineState");
  });
});

describe("a fingerprint", () => {
  const prints = (...violations: ReturnType<typeof violation>[]) =>
    results(report({ stacks: [stack({ violations })] })).map(({ partialFingerprints: prints }) => prints);

  test("stays when lines come and go, and when the message counts on", () => {
    const place = { file: "register/ocp/grants.yaml", line: 99, column: 1 };
    expect(prints(violation({ place, message: "it is 3 days late" }))).toEqual(prints(violation()));
  });

  test("differs by rule, by subject, and by number", () => {
    const all = prints(violation(), violation({ message: "also this" }), violation({ subject: "ocp/people/ada" }));
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(3);
  });
});

test("what found it is said, and each rule has a name beside its id", () => {
  expect(log(full).runs[0]?.tool.driver).toMatchObject({
    version: "0.1.0",
    informationUri: expect.stringMatching(/^https:/),
  });
  for (const { id, name = "" } of log(full).runs[0]?.tool.driver.rules ?? []) {
    expect(name).toMatch(/^(?:[A-Z0-9][A-Za-z0-9]*)+$/);
    expect(name).not.toBe(id);
  }
});

test("a rule says what must be so, how to mend it, and by which clauses", () => {
  const rules = log(full).runs[0]?.tool.driver.rules ?? [];

  const known = packRules.find(({ name }) => name === "ocp-redash-administrators");
  const rule = rules.find(({ id }) => id === known?.name);
  expect(rule?.shortDescription?.text).toBe(known?.description);
  expect(rule?.help?.text).toContain(known?.remedy);
  expect(rule?.help?.markdown).toContain("- OCP-REDASH-1: ");
  expect(rule?.properties?.tags).toContain("OCP-REDASH-1");
  expect(results(full).map(({ ruleIndex = -1 }) => rules[ruleIndex]?.id)).toEqual(
    results(full).map(({ ruleId }) => ruleId),
  );
});

test("every rule of the packs can be described", () => {
  const rules = packRules.map(({ name, level }) => ruleCount({ rule: name, level }));
  const described = log(report({ stacks: [stack({ rules })] })).runs[0]?.tool.driver.rules ?? [];
  expect(described).toHaveLength(packRules.length);
  for (const { id, shortDescription, help } of described) {
    expect([id, shortDescription?.text.length, help?.text.length]).not.toContain(0);
  }
});

test("why a stack was not judged", () => {
  expect(log(full).runs[0]?.invocations).toEqual([
    {
      executionSuccessful: false,
      exitCode: 3,
      toolExecutionNotifications: [
        { level: "error", message: { text: "notify-platform: the mandatory rule x was not evaluated" } },
        { level: "note", message: { text: "ocp: Not evaluated against what was there before: blast-radius-grants." } },
      ],
    },
  ]);
});

test.each(hostileTexts)("a log stays valid and links nowhere: %j", (text) => {
  for (const { message } of results(withTexts(text))) expect(message.text).not.toMatch(/(?<!\\)\]\(/);
});

test("a file elsewhere is a URI of its own, and names are encoded", () => {
  const at = (file: string) => violation({ place: { file, line: 1, column: 1 }, subject: file });
  const uris = results(
    report({ stacks: [stack({ violations: [at("/srv/a b.yaml"), at("re gister/#1?.yaml")] })] }),
  ).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation);
  expect(uris).toEqual([
    { uri: "file:///srv/a%20b.yaml" },
    { uri: "re%20gister/%231%3F.yaml", uriBaseId: "%SRCROOT%" },
  ]);
});

test("what GitHub would refuse to take is left out, and that is said", () => {
  const violations = Array.from({ length: mostResults + 1 }, (_, at) => violation({ subject: `ocp/people/p${at}` }));
  const [run] = (JSON.parse(sarifLog(report({ stacks: [stack({ violations })] }))) as Log).runs;
  expect(run?.results).toHaveLength(mostResults);
  expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toMatch(
    /^1 more violations are left out/,
  );
});
