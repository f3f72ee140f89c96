import { listed } from "../policies/rules/grants.ts";
import { cutViolations } from "./markdown/cut.ts";
import { type Detail, details } from "./markdown/detail.ts";
import { diffPart, rulesPart } from "./markdown/evidence.ts";
import { accessPart, forecastPart, obligationsPart, waiversPart } from "./markdown/ledger.ts";
import { quotes, verdictPart } from "./markdown/verdict.ts";
import { violationsPart } from "./markdown/violations.ts";
import { marker } from "./marker.ts";
import type { Report } from "./report.ts";

/** The longest that a report is, in UTF-16 units; GitHub takes 65,536 characters. */
export const longest = 64_000;

/**
 * A report as GitHub's Markdown, verdict first. It is never longer than `longest`: what it leaves out for that it says,
 * and a violation keeps its rule and subject as long as all of them fit; else the report tells how many are missing.
 */
export function markdownReport(report: Report): string {
  for (const detail of details) {
    const text = page(report, detail, detail.people ? Number.POSITIVE_INFINITY : 0);
    if (text.length > longest) continue;
    // Where people are counted, as many as there is room for are named first.
    return detail.people ? text : page(report, detail, longest - text.length - roomForCount);
  }
  const start = [marker, ...verdictPart(report, quotes.short)].join("\n\n");
  const end = leftOut("Everything but the violations");
  const room = longest - start.length - end.length - 10;
  return `${[start, cutViolations(report, room), end].join("\n\n")}\n`;
}

/** Room that is kept for what counting the others takes. */
const roomForCount = 40;

/** The page in so much detail, with so many characters for the lines of people. */
function page(report: Report, detail: Detail, roomForPeople: number): string {
  const without = [
    ...(detail.diff ? [] : ["the infrastructure diff"]),
    ...(detail.rules ? [] : ["the table of rules"]),
    ...(detail.ledger ? [] : ["obligations and forecast"]),
    ...(detail.others && detail.own ? [] : ["what is wrong with some subjects"]),
    ...(detail.people ? [] : ["some of access, and waivers"]),
  ];
  return `${[
    marker,
    ...verdictPart(report),
    ...violationsPart(report, detail),
    ...accessPart(report, roomForPeople),
    ...(detail.diff ? diffPart(report) : []),
    ...waiversPart(report, detail.people),
    ...obligationsPart(report, detail.ledger),
    ...forecastPart(report, detail.ledger),
    ...(detail.rules ? rulesPart(report) : []),
    ...(without.length > 0 ? [leftOut(listed(without))] : []),
  ].join("\n\n")}\n`;
}

function leftOut(what: string): string {
  return `_${what[0]?.toUpperCase()}${what.slice(1)} did not fit here; the run's report as JSON or HTML has them._`;
}
