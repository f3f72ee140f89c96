import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonReport } from "../../report/json.ts";
import { reportJsonSchema, reportSchemaFile } from "../../report/json-schema.ts";
import type { Report } from "../../report/report.ts";
import { verdictOf } from "../../verdict/verdict.ts";
import { evaluated, noFiles, ocp, step, violated } from "../driver/events.ts";
import { againstSchema } from "./published-schema.ts";

const events = [
  ...evaluated(),
  violated("ocp-root-owners-and-managers"),
  violated("ocp-root-owners-and-managers", { subject: "ocp/people/bob" }),
  step("update", "linode:index/instance:Instance", "crm"),
];

/** The report of a run of one stack. */
function reportOf(run: typeof events): Report {
  return {
    ...{ version: 2, mode: "offline", asOf: "2026-01-05", exitCode: 1 },
    stacks: [{ ...verdictOf(ocp, { events: run, error: "" }, () => undefined, "2026-01-05", noFiles), diff: "" }],
    ...{ access: [], accessMap: [], obligations: [], forecast: [], waivers: [] },
  };
}

test("the same run gives the same text, which is JSON with a line end", () => {
  const text = jsonReport(reportOf(events));
  expect(text).toBe(jsonReport(reportOf(events.toReversed())));
  expect(text.endsWith("}\n")).toBe(true);
  expect(JSON.parse(text)).toMatchObject({
    ...{ version: 2, mode: "offline", asOf: "2026-01-05", exitCode: 1 },
    stacks: [{ stack: "ocp", verdict: "violations", changes: [{ name: "crm" }] }],
  });
});

test("the published schema is up to date; else run `npm run schemas`", () => {
  expect(readFileSync(reportSchemaFile, "utf8")).toBe(reportJsonSchema());
});

test("a report is as the published schema says, and what is none is not", () => {
  const report = JSON.parse(jsonReport(reportOf(events)));
  expect(againstSchema(report)).toEqual([]);
  for (const wrong of [
    { version: 1 },
    { exitCode: 2 },
    { asOf: "2026-02-30" },
    { stacks: [{ stack: "ocp" }] },
    { more: 1 },
  ]) {
    expect(againstSchema({ ...report, ...wrong })).not.toEqual([]);
  }
});
