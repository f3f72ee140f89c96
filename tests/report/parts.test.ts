import { expect, test } from "vitest";
import { htmlReport } from "../../report/html.ts";
import { jsonReport } from "../../report/json.ts";
import { junitReport } from "../../report/junit.ts";
import { markdownReport } from "../../report/markdown.ts";
import { sarifLog } from "../../report/sarif.ts";
import { stackReport } from "../../report/terminal.ts";
import { report, stack } from "./fixtures.ts";

const part = (name: string) =>
  ({ operation: "update", type: "aws:sns/topic:Topic", name, urn: `urn:${name}`, properties: ["policy"] }) as const;
const parts = {
  register: [part("bounce")],
  program: [part("alerts\u001b[2J"), part("delivery")],
  note: "the base's program could not run on the new register, so all that differs counts as the program's",
};
const told = report({ stacks: [stack({ parts })] });

const forms = {
  terminal: stackReport(stack({ parts }), false),
  JSON: jsonReport(told),
  Markdown: markdownReport(told),
  HTML: await htmlReport(told),
  SARIF: sarifLog(told),
  JUnit: junitReport(told),
};

test.each(Object.entries(forms))("%s names what comes from the program", (_, text) => {
  expect(text).toContain("aws:sns/topic:Topic");
  expect(text).toContain("delivery");
  expect(text).not.toContain("\u001b[2J");
});

test.each(Object.entries(forms).filter(([form]) => form !== "JUnit"))(
  "%s says why it was not told apart",
  (_, text) => {
    expect(text).toMatch(/could not run on the new register/);
  },
);

test("a long list is cut in a comment, and counted", () => {
  const program = Array.from({ length: 500 }, (_, at) => part(`topic-${at}`));
  const text = markdownReport(report({ stacks: [stack({ parts: { register: [], program } })] }));
  expect(text).toContain("and 480 more");
});

test("where nothing comes from the program, nobody is asked to read it", () => {
  const text = stackReport(stack({ parts: { register: [part("bounce")], program: [] } }), false);
  expect(text).toContain("1 resource");
  expect(text).not.toContain("code owners of both services");
});
