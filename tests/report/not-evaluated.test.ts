import { expect, test } from "vitest";
import { htmlReport } from "../../report/html.ts";
import { jsonReport } from "../../report/json.ts";
import { junitReport } from "../../report/junit.ts";
import { markdownReport } from "../../report/markdown.ts";
import type { Report } from "../../report/report.ts";
import { sarifLog } from "../../report/sarif.ts";
import { stackReport } from "../../report/terminal.ts";
import { report, ruleCount, stack } from "./fixtures.ts";
import { againstSchema } from "./published-schema.ts";

const left = stack({ rules: [ruleCount(), ruleCount({ rule: "blast-radius-grants", passed: 0, notEvaluated: true })] });
const terminal = ({ stacks }: Report) => stacks.map((each) => stackReport(each, false)).join("\n");
const named = "Not evaluated against what was there before: blast-radius-grants.";

test.each<[string, (report: Report) => string | Promise<string>, readonly string[]]>([
  ["the terminal", terminal, ["1 rule evaluated, 1 not evaluated", named]],
  ["JSON", jsonReport, ['"notEvaluated": true']],
  ["Markdown, which is the comment too", markdownReport, ["1 rule evaluated, 1 not evaluated", "| not evaluated |"]],
  ["HTML", htmlReport, ["1 rule evaluated, 1 not evaluated", ">not evaluated<"]],
  ["SARIF", sarifLog, [`ocp: ${named}`, '"id": "blast-radius-grants"', "One change takes away no large part"]],
  ["JUnit", junitReport, ["not evaluated against what was there before", "<skipped/>"]],
])("%s tells which rules were not evaluated", async (_, form, words) => {
  const text = await form(report({ stacks: [left] }));
  for (const each of words) expect(text).toContain(each);
  expect(await form(report())).not.toMatch(/not ?evaluated/i);
});

test("the published schema knows rules that were not evaluated", () => {
  expect(againstSchema(JSON.parse(jsonReport(report({ stacks: [left] }))))).toEqual([]);
});
