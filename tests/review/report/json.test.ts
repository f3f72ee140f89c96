import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { jsonReport } from "../../../review/report/json.ts";
import { reportJsonSchema, reportSchemaFile } from "../../../review/report/json-schema.ts";
import type { Report } from "../../../review/report/report.ts";
import { verdictOf } from "../../../review/verdict.ts";
import { evaluated, ocp, step, violated } from "../events.ts";

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
    stacks: [{ ...verdictOf(ocp, { events: run, error: "" }, () => undefined, "2026-01-05"), diff: "" }],
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
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(reportSchemaFile, "utf8")));
  const report = JSON.parse(jsonReport(reportOf(events)));
  expect(validate(report), ajv.errorsText(validate.errors)).toBe(true);
  for (const wrong of [
    { version: 1 },
    { exitCode: 2 },
    { asOf: "2026-02-30" },
    { stacks: [{ stack: "ocp" }] },
    { more: 1 },
  ]) {
    expect(validate({ ...report, ...wrong })).toBe(false);
  }
});
