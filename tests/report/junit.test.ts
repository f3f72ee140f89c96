import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { junitReport } from "../../report/junit.ts";
import { full, hostileTexts, report, ruleCount, stack, violation, withTexts } from "./fixtures.ts";

/** The text of the case of a rule. */
function caseOf(xml: string, rule: string): string | undefined {
  return xml.match(/<testcase [^>]*?(?:\/>|>[\s\S]*?<\/testcase>)/g)?.find((each) => each.includes(` name="${rule}"`));
}

/** Counts in the start of a suite, or of all. */
function counts(xml: string, element: string): number[] {
  const [start = ""] = new RegExp(`<${element} [^>]*>`).exec(xml) ?? [];
  return ["tests", "failures", "errors", "skipped"].map((name) =>
    Number(new RegExp(` ${name}="(\\d+)"`).exec(start)?.[1]),
  );
}

describe("a suite a stack, a case a rule", () => {
  const xml = junitReport(full);

  test("a rule with a violation that blocks fails, with the message and the line", () => {
    const found = caseOf(xml, "ocp-redash-administrators");
    expect(found).toContain('<failure message="ocp/grants/redash/admin: 3 of ocp hold it;');
    expect(found).toContain("mandatory, introduced by this change, register/ocp/grants.yaml:5:3\n  ocp/grants/redash");
  });

  test("what does not block stands in the output: advice, what is older, what is waived", () => {
    const output = /<system-out>[\s\S]*<\/system-out>/.exec(caseOf(xml, "ocp-redash-administrators") ?? "")?.[0];
    expect(output).toContain("advisory, introduced by this change, ");
    expect(output).toContain("mandatory, already there, waived by sentry-handover, ");
    expect(caseOf(xml, "ocp-root-granted-by-root")).not.toContain("<failure");
    expect(caseOf(xml, "ocp-root-granted-by-root")).toContain("mandatory, already there, ");
  });

  test("a rule that found nothing it is about is skipped", () => {
    expect(caseOf(xml, "ocp-servers-locked")).toContain("<skipped/>");
  });

  test("a violation of a rule that is not listed is not lost", () => {
    expect(caseOf(xml, "ocp-deployment-within-six-months")).toContain("became due on 2026-11-21");
  });

  test("why a stack was not judged is an error", () => {
    expect(caseOf(xml, "judged (1)")).toContain('message="the mandatory rule x was not evaluated"');
  });

  test("the counts agree with the cases", () => {
    expect(counts(xml, "testsuites").slice(0, 3)).toEqual([6, 1, 1]);
    // One that found nothing, and one that was not evaluated.
    expect(xml.match(/ skipped="\d"/g)).toEqual([' skipped="2"', ' skipped="0"']);
    expect(xml.match(/<testcase /g)).toHaveLength(6);
    expect(
      [xml.match(/<failure /g), xml.match(/<error /g), xml.match(/<skipped\/>/g)].map((all) => all?.length),
    ).toEqual([1, 1, 2]);
  });
});

test("Jenkins takes it: nothing in it that the schema of its xunit plugin does not know", async () => {
  const schema = readFileSync(join(import.meta.dirname, "junit/jenkins.xsd"), "utf8");
  const check = (contents: string) => validateXML({ xml: { fileName: "report.xml", contents }, schema });
  const drifted = report({ exitCode: 1, stacks: [stack({ verdict: "drifted" })] });
  for (const each of [full, report(), drifted]) expect((await check(junitReport(each))).errors).toEqual([]);
  // The check itself can fail.
  expect((await check(junitReport(full).replace("<testsuites ", '<testsuites skipped="1" '))).valid).toBe(false);
});

test("a rule that passed is a case without more", () => {
  expect(caseOf(junitReport(report()), "ocp-redash-administrators")).toMatch(/^<testcase [^>]*\/>$/);
});

test("drift is a failure of its own", () => {
  const changes = [{ operation: "update", type: "a:b:C", name: "x", urn: "urn:pulumi:ocp::gatehouse::a:b:C::x" }];
  const xml = junitReport(report({ exitCode: 1, stacks: [stack({ verdict: "drifted", changes })] }));
  expect(caseOf(xml, "as declared")).toContain('message="1 change" type="drifted"');
});

test("several violations of a rule are one failure that lists them", () => {
  const violations = ["ocp/people/ada", "ocp/people/bob"].map((subject) => violation({ subject }));
  const found = caseOf(junitReport(report({ stacks: [stack({ violations })] })), "ocp-redash-administrators");
  expect(found).toContain('<failure message="2 violations"');
  expect(found).toMatch(/ocp\/people\/ada: [\s\S]*ocp\/people\/bob: /);
});

test("the same report gives the same text, with no time in it", () => {
  expect(junitReport(full)).toBe(junitReport(full));
  expect(junitReport(full)).not.toMatch(/timestamp|time=/);
});

test.each(hostileTexts)("a text closes nothing: %j", (text) => {
  const xml = junitReport({
    ...withTexts(text),
    stacks: [stack({ rules: [ruleCount()], ...withTexts(text).stacks[0] })],
  });
  const outside = xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, "").replaceAll(/"[^"<]*"/g, '""');
  expect(outside).not.toMatch(/<(?!\/?(testsuites?|testcase|failure|system-out|skipped|properties|property)\b|\?xml)/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML does not allow
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
});
