import { diffPart, rulesPart } from "./html/evidence.ts";
import { accessMapPart, accessPart, forecastPart, obligationsPart, waiversPart } from "./html/ledger.ts";
import { htmlPage } from "./html/page.ts";
import { stacksPart, verdictHead } from "./html/verdict.ts";
import { violationsPart } from "./html/violations.ts";
import type { Report } from "./report.ts";
import { overallVerdict, titles, verdictWords } from "./words.ts";

/** A report as one page of HTML, without a script. */
export async function htmlReport(report: Report): Promise<string> {
  return htmlPage({
    title: `Gatehouse: ${verdictWords[overallVerdict(report)].word}, as of ${report.asOf}`,
    of: "report",
    head: verdictHead(report),
    parts: [
      { id: "stacks", title: "Verdict by stack", content: stacksPart(report) },
      { id: "violations", title: titles.violations, content: violationsPart(report) },
      { id: "access", title: titles.access, content: accessPart(report) },
      { id: "diff", title: titles.diff, content: diffPart(report) },
      { id: "map", title: titles.accessMap, content: await accessMapPart(report) },
      { id: "obligations", title: titles.obligations, content: await obligationsPart(report) },
      { id: "forecast", title: titles.forecast, content: forecastPart(report) },
      { id: "waivers", title: titles.waivers, content: waiversPart(report) },
      { id: "rules", title: titles.rules, content: rulesPart(report) },
    ],
    footer: `as of ${report.asOf} · ${report.mode} · exit code ${report.exitCode}`,
  });
}
