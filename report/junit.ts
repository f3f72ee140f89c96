import junit, { type Builder, type TestSuite } from "junit-report-builder";
import type { RuleCount } from "../verdict/gate.ts";
import { blocks } from "../verdict/reported.ts";
import type { Report, StackReport } from "./report.ts";
import { visible, visibleLines } from "./visible.ts";
import { counted, originWords, partWords, verdictWords, warningsTitle } from "./words.ts";

type Violation = StackReport["violations"][number];

/**
 * A report as JUnit XML: a suite a stack, a case a rule. A case fails when a violation of its rule blocks; what does not
 * block – advice, what was there before, what a waiver holds back – stands in its output. A rule that found nothing it is
 * about, or was not evaluated, is skipped; the latter says so. Why a stack could not be judged is an error, and drift a failure of a case of its own.
 */
export function junitReport(report: Report): string {
  // Its types tell of a module that exports a default, and it is a CommonJS one that is the builder itself.
  const builder = (junit as unknown as Builder).newBuilder().name("Gatehouse");
  for (const stack of report.stacks) {
    const suite = builder.testSuite().name(stack.stack);
    suite.property("asOf", report.asOf);
    suite.property("mode", report.mode);
    if (stack.parts !== undefined) {
      suite.property("differsByRegister", stack.parts.register.map(partWords).join("\n"));
      suite.property("differsByProgram", stack.parts.program.map(partWords).join("\n"));
    }
    const violations = Map.groupBy(stack.violations, ({ rule }) => rule);
    for (const count of stack.rules) addRule(suite, stack, count, violations.get(count.rule) ?? []);
    const listed = new Set(stack.rules.map(({ rule }) => rule));
    for (const [rule, found] of violations)
      if (!listed.has(rule)) addRule(suite, stack, { rule, checked: found.length }, found);
    if (stack.verdict === "drifted") {
      caseOf(suite, stack, "as declared").failure(counted(stack.changes.length, "change"), "drifted");
    }
    stack.problems.forEach((problem, at) => {
      const text = quoted(visibleLines(problem).join("\n"));
      caseOf(suite, stack, `judged (${at + 1})`).error(visible(problem), verdictWords[stack.verdict].word, text);
    });
    const warnings = (stack.warnings ?? []).flatMap(visibleLines).join("\n");
    if (warnings !== "") caseOf(suite, stack, warningsTitle(stack.stack)).standardOutput(quoted(warnings));
  }
  // Jenkins' schema knows no count of what was skipped over all suites.
  return `${builder.build().replace(/(<testsuites [^>]*?) skipped="\d+"/, "$1")}\n`;
}

function addRule(
  suite: TestSuite,
  stack: StackReport,
  { rule, checked, notEvaluated = false }: Pick<RuleCount, "rule" | "checked"> & { readonly notEvaluated?: boolean },
  found: readonly Violation[],
): void {
  const testCase = caseOf(suite, stack, rule);
  const blocking = found.filter(blocks);
  const others = found.filter((violation) => !blocks(violation));
  if (blocking.length > 0) {
    const [first] = blocking;
    const message = blocking.length === 1 && first ? visible(first.message) : counted(blocking.length, "violation");
    testCase.failure(message, "mandatory").stacktrace(quoted(blocking.map(lines).join("\n")));
  }
  if (others.length > 0) testCase.standardOutput(quoted(others.map(lines).join("\n")));
  if (notEvaluated) testCase.standardOutput("not evaluated against what was there before");
  if (checked === 0 && found.length === 0) testCase.skipped();
}

function caseOf(suite: TestSuite, { stack }: StackReport, name: string) {
  return suite.testCase().className(`gatehouse.${stack}`).name(visible(name));
}

/** What a violation says, and in the line before it what it is, since when, and where. */
function lines({ level, origin, waivedBy, place, message }: Violation): string {
  const facts = [
    level,
    ...(origin === undefined ? [] : [originWords(origin)]),
    ...(waivedBy === undefined ? [] : [`waived by ${visible(waivedBy)}`]),
    ...(place === undefined ? [] : [`${visible(place.file)}:${place.line}:${place.column}`]),
  ];
  return `${facts.join(", ")}\n  ${visible(message)}`;
}

/** A text that does not end the section that it is quoted in; the library sees to the first such end only. */
function quoted(text: string): string {
  return text.replaceAll("]]>", "]]\\u{3e}");
}
