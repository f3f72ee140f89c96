import { createHash } from "node:crypto";
import { diffPart, rulesPart } from "./html/evidence.ts";
import { accessMapPart, accessPart, forecastPart, obligationsPart, waiversPart } from "./html/ledger.ts";
import { style } from "./html/style.ts";
import { type Html, html, trusted } from "./html/template.ts";
import { stacksPart, verdictHead } from "./html/verdict.ts";
import { violationsPart } from "./html/violations.ts";
import type { Report } from "./report.ts";
import { overallVerdict, titles, verdictWords } from "./words.ts";

interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/**
 * A report as one page of HTML that asks nobody for anything: no script, and no style but its own, which its content
 * security policy names by digest. For light and dark, for paper, for keyboards and for screen readers.
 */
export async function htmlReport(report: Report): Promise<string> {
  const parts: Part[] = [
    { id: "stacks", title: "Verdict by stack", content: stacksPart(report) },
    { id: "violations", title: titles.violations, content: violationsPart(report) },
    { id: "access", title: titles.access, content: accessPart(report) },
    { id: "diff", title: titles.diff, content: diffPart(report) },
    { id: "map", title: titles.accessMap, content: await accessMapPart(report) },
    { id: "obligations", title: titles.obligations, content: await obligationsPart(report) },
    { id: "forecast", title: titles.forecast, content: forecastPart(report) },
    { id: "waivers", title: titles.waivers, content: waiversPart(report) },
    { id: "rules", title: titles.rules, content: rulesPart(report) },
  ];
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${trusted(digest(style))}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Gatehouse: ${verdictWords[overallVerdict(report)].word}, as of ${report.asOf}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
${verdictHead(report)}
</header>
<nav aria-label="Parts of the report"><ul>${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main id="report" tabindex="-1">
${parts.map(section)}
</main>
<footer><p>Gatehouse · as of ${report.asOf} · ${report.mode} · exit code ${report.exitCode}</p></footer>
</body>
</html>
`;
  return text;
}

function section({ id, title, content }: Part): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>
`;
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
