import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { style } from "../../report/html/style.ts";
import { htmlReport } from "../../report/html.ts";
import { jsonReport } from "../../report/json.ts";
import { junitReport } from "../../report/junit.ts";
import { markdownReport } from "../../report/markdown.ts";
import type { Report } from "../../report/report.ts";
import { sarifLog } from "../../report/sarif.ts";
import { withoutStyle } from "./html/without-style.ts";
import { againstSchema } from "./published-schema.ts";

const forms = [
  ["md", markdownReport],
  ["sarif", sarifLog],
  ["junit.xml", junitReport],
  ["html", async (report: Report) => withoutStyle(await htmlReport(report))],
] as const;

/**
 * The reports of tests/verdict/changes, as JSON of the real engine (tests/engine/reports.test.ts) and in every form. `vitest run --project unit
 * tests/report/golden.test.ts -u` writes the forms anew; look at what changed.
 */
test.each(["leaver", "new-server", "weakened-dmarc"])("%s", async (name) => {
  const json = readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8");
  const report: Report = JSON.parse(json);
  expect(jsonReport(report)).toBe(json);
  expect(againstSchema(report)).toEqual([]);
  for (const [ending, form] of forms) {
    await expect(await form(report)).toMatchFileSnapshot(`golden/${name}.${ending}`);
  }
});

test("the style of every page", async () => {
  await expect(`${style}\n`).toMatchFileSnapshot("golden/style.css");
});
