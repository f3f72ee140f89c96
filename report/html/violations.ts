import { listed } from "../../policies/rules/grants.ts";
import { blocks } from "../../verdict/reported.ts";
import type { Report } from "../report.ts";
import { groupsOf, type ListedViolation, saidOf } from "../violations.ts";
import { titles } from "../words.ts";
import { folded } from "./table.ts";
import { type Html, html } from "./template.ts";

/** The violations in their groups; those that the change does not answer for are folded. */
export function violationsPart(report: Report): Html {
  const groups = groupsOf(report);
  if (groups.length === 0) return html`<p>No violations.</p>`;
  return html`${groups.map(({ title, own, violations }) => {
    const heading = `${title} (${violations.length})`;
    const items = html`<ul class="found">${violations.map(item)}</ul>`;
    // What is named like the part that it stands in needs no second heading.
    if (title === titles.violations) return items;
    return own ? html`<h3>${heading}</h3>${items}` : folded(heading, items);
  })}`;
}

function item(violation: ListedViolation): Html {
  const { rule, level, clauses, subject, stacks, origin, waivedBy, place } = violation;
  const kind = blocks(violation) ? "blocking" : level === "mandatory" ? "other" : "advice";
  const mark = {
    blocking: html`<span class="mark violations">✖ blocking</span>`,
    other: html`<span class="mark">✖ mandatory</span>`,
    advice: html`<span class="mark advisory">! advisory</span>`,
  }[kind];
  const facts = [
    ...(clauses.length > 0 ? [html`${clauses.join(", ")}`] : []),
    html`in ${listed(stacks)}`,
    ...(origin?.kind === "became due" ? [html`due since ${origin.on}`] : []),
    ...(waivedBy === undefined ? [] : [html`waived by <code>${waivedBy}</code>`]),
    ...(place === undefined ? [] : [html`<code>${place.file}:${place.line}:${place.column}</code>`]),
  ];
  return html`<li class="${kind}"><p>${mark} <code>${rule}</code></p><p><code>${subject}</code>: ${saidOf(violation)}</p><ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul></li>\n`;
}
