import type { Log, Notification, Run } from "sarif";
import about from "../package.json" with { type: "json" };
import { registerOfUnit } from "../verdict/judged-unit.ts";
import type { Report } from "./report.ts";
import { checkout, plain, resultsOf } from "./sarif/results.ts";
import { describedRule } from "./sarif/rules.ts";
import { notEvaluatedWords, partsWords, partWords, readingWords } from "./words.ts";

/** The most findings that GitHub takes of a run; it shows the first 5,000. */
export const mostResults = 25_000;

const tool = { version: about.version, semanticVersion: about.version, informationUri: about.homepage };

/** A report as a SARIF 2.1.0 log, which code scanning shows at the lines of the register. */
export function sarifLog(report: Report): string {
  const log: Log = {
    version: "2.1.0",
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    runs: [runOf(report)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function runOf(report: Report): Run {
  const all = resultsOf(report);
  const results = all.slice(0, mostResults);
  const rules = rulesOf(report);
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  return {
    tool: { driver: { name: "Gatehouse", ...tool, rules } },
    // Under another name, so that code scanning does not take what only a preview finds for mended.
    automationDetails: { id: runId(report) },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [checkout]: { description: { text: "The checkout of the repository." } } },
    invocations: [
      {
        executionSuccessful: report.stacks.every(({ problems }) => problems.length === 0),
        exitCode: report.exitCode,
        toolExecutionNotifications: [
          ...problems(report),
          ...warnings(report),
          ...leftUnjudged(report),
          ...leftUnevaluated(report),
          ...readingsTold(report),
          ...parts(report),
          ...leftOut(all.length - results.length),
        ],
      },
    ],
    results: results.map((result) => ({ ...result, ruleIndex: index.get(result.ruleId ?? "") ?? -1 })),
    properties: {
      asOf: report.asOf,
      mode: report.mode,
      ...(report.base !== undefined && { base: { ...report.base } }),
    },
  };
}

/** What code scanning takes for one run after the other: a preview, a register by itself, an audit. */
function runId({ notJudged, readings, stacks }: Report): string {
  if (readings !== undefined) return "gatehouse/audit/";
  if (notJudged === undefined) return "gatehouse/";
  return stacks.some(({ stack }) => registerOfUnit(stack) !== undefined)
    ? "gatehouse/register/"
    : "gatehouse/workflows/";
}

/** The rules of all stacks, and those of violations that no stack lists, each once and by name. */
function rulesOf({ stacks }: Report) {
  const named = stacks.flatMap(({ rules, violations }) => [...rules, ...violations]);
  const levels = new Map(named.map(({ rule, level }) => [rule, level]));
  return [...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, level]) => describedRule(rule, level));
}

function problems({ stacks }: Report): Notification[] {
  return stacks.flatMap(({ stack, problems: each }) =>
    each.map((problem): Notification => ({ level: "error", message: { text: plain(`${stack}: ${problem}`) } })),
  );
}

/** What of the change comes from where: no finding, but for those who review. */
function parts({ stacks }: Report): Notification[] {
  return stacks.flatMap(({ stack, parts: each }): Notification[] =>
    each === undefined
      ? []
      : [
          {
            level: "note",
            message: { text: plain([`${stack}: ${partsWords(each)}`, ...each.program.map(partWords)].join("\n")) },
          },
        ],
  );
}

function warnings({ stacks }: Report): Notification[] {
  return stacks.flatMap(({ stack, warnings: each = [] }) =>
    each.map((text): Notification => ({ level: "warning", message: { text: plain(`${stack}: ${text}`) } })),
  );
}

function leftUnjudged({ notJudged = [] }: Report): Notification[] {
  return notJudged.map((each): Notification => ({ level: "note", message: { text: plain(`Not judged: ${each}`) } }));
}

function readingsTold({ readings = [] }: Report): Notification[] {
  return readings.map((each): Notification => ({ level: "note", message: { text: plain(readingWords(each)) } }));
}

function leftUnevaluated({ stacks }: Report): Notification[] {
  return stacks.flatMap(({ stack, rules }): Notification[] => {
    const words = notEvaluatedWords(rules);
    return words === undefined ? [] : [{ level: "note", message: { text: plain(`${stack}: ${words}`) } }];
  });
}

function leftOut(count: number): Notification[] {
  if (count === 0) return [];
  return [{ level: "error", message: { text: `${count} more violations are left out; the report as JSON has them.` } }];
}
