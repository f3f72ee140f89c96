import { listed } from "../../policies/rules/grants.ts";
import type { Forecast, Obligation, Report, WaiverUse } from "../report.ts";
import { saidOf } from "../violations.ts";
import { accessComparedWords, dueWords, forecastDays, obligationFacts, obligationWords, titles } from "../words.ts";
import { accessDots, timeline } from "./charts.ts";
import { table } from "./table.ts";
import { type Html, html } from "./template.ts";

/** A line a person: what they gain and lose. */
export function accessPart(report: Report): Html {
  const { access } = report;
  const lines = access.map(({ register, person, gains, loses }) => {
    const gained = gains.length > 0 ? html`<ins>gains</ins> ${listed(gains)}` : undefined;
    const lost = loses.length > 0 ? html`<del>loses</del> ${listed(loses)}` : undefined;
    return html`<li><code>${person}</code> <span class="quiet">(${register})</span> ${gained}${gained && lost ? "; " : ""}${lost}</li>\n`;
  });
  const people = html`<ul class="people">${lines}</ul>`;
  const compared = accessComparedWords(report);
  return html`${access.length > 0 ? people : undefined}${compared === "" ? undefined : html`<p>${compared}</p>`}`;
}

/** Who holds what: of each register a picture of people and systems, and the table of it. */
export async function accessMapPart({ accessMap }: Pick<Report, "accessMap">): Promise<Html> {
  if (accessMap.length === 0) return html`<p>Nobody holds anything.</p>`;
  const registers = [...Map.groupBy(accessMap, ({ register }) => register)];
  const parts = registers.map(async ([register, people]) => {
    const systems = [...new Set(people.flatMap(({ systems: held }) => Object.keys(held)))];
    const dots = await accessDots(people, {
      id: `access-${register}`,
      title: `${people.length} people of ${register} and ${systems.length} systems`,
      description: "A dot for every person in every system where they hold something; the table has the same in words.",
    });
    const rows = people.map(
      ({ person, systems: held }) =>
        [html`${person}`, ...systems.map((system) => onLines(held[system] ?? []))] as const,
    );
    return html`<h3>${register}</h3>
<figure><div class="scroll" tabindex="0" role="region" aria-label="Picture: who holds something where, ${register}">${dots}</div><figcaption>A dot where a person holds something, larger for several roles.</figcaption></figure>
${table({ caption: `People of ${register} by system`, header: ["person", ...systems], rows, map: true })}`;
  });
  return html`${await Promise.all(parts)}`;
}

/** What somebody has to do: a timeline, and the table of it. */
export async function obligationsPart({ obligations, asOf }: Pick<Report, "obligations" | "asOf">): Promise<Html> {
  if (obligations.length === 0) return html`<p>Nothing is due.</p>`;
  const facts = obligationFacts(obligations);
  const chart = await timeline(obligations, asOf, {
    id: "timeline",
    title: `What is due when: ${facts}`,
    description:
      "Marks by day and kind; triangles are late, circles are to come, and a dashed line is the day of this report. The table has the same in words.",
  });
  const row = ({ dueOn, daysLeft, kind, what, subject, whose, place }: Obligation) =>
    [
      day(dueOn),
      daysLeft < 0
        ? html`<span class="mark late">✖ ${dueWords(daysLeft)}</span>`
        : html`<span class="whole">${dueWords(daysLeft)}</span>`,
      obligationWords[kind],
      what,
      html`<code>${subject}</code>${place && html`<br><code class="quiet">${place.file}:${place.line}</code>`}`,
      html`<code>${whose}</code>`,
    ] as const;
  return html`<p>${facts}.</p>
<figure><div class="scroll" tabindex="0" role="region" aria-label="Picture: what is due when">${chart}</div><figcaption>The dashed line is ${asOf}.</figcaption></figure>
${table({ caption: `${titles.obligations}: ${facts}`, header: ["due", "when", "kind", "what", "about", "whose"], rows: obligations.map(row), cards: true })}`;
}

/** What will be a violation if nothing is done. */
export function forecastPart({ forecast }: Report): Html {
  if (forecast.length === 0) return html`<p>Nothing becomes a violation in the next ${forecastDays} days.</p>`;
  const row = ({ on, level, rule, subject, message }: Forecast) =>
    [day(on), level, html`<code>${rule}</code>`, html`<code>${subject}</code>`, saidOf({ subject, message })] as const;
  return table({
    caption: `What becomes a violation in the next ${forecastDays} days if nothing is done`,
    header: ["from", "level", "rule", "subject", "what"],
    rows: forecast.map(row),
    cards: true,
  });
}

/** Every waiver of the register, and what became of it. */
export function waiversPart({ waivers }: Report): Html {
  if (waivers.length === 0) return html`<p>There are no waivers.</p>`;
  const row = ({ id, state, register, rule, subject, reason, owner, approver, grantedOn, expiresOn }: WaiverUse) =>
    [
      html`<code>${id}</code>`,
      state === "in use" ? state : html`<span class="mark late">✖ ${state}</span>`,
      register,
      html`<code>${rule}</code>`,
      html`<code>${subject}</code>`,
      reason,
      owner,
      approver,
      day(grantedOn),
      day(expiresOn),
    ] as const;
  return table({
    caption: "Waivers of the register",
    header: ["waiver", "state", "register", "rule", "subject", "reason", "owner", "approver", "from", "until"],
    rows: waivers.map(row),
    cards: true,
  });
}

/** Each on a line of its own. */
export function onLines(held: readonly (string | Html)[]): Html {
  return html`${held.map((each, at) => html`${at > 0 ? html`<br>` : undefined}${each}`)}`;
}

/** A day, which is not broken over two lines. */
export function day(date: string): Html {
  return html`<time>${date}</time>`;
}
