import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Obligation, PersonAccess } from "../report.ts";
import { visible } from "../visible.ts";
import { obligationWords } from "../words.ts";
import { type Html, html, trusted } from "./template.ts";

/** The colours are the page's own, so that charts are light or dark with it. */
const ink = { text: "var(--text)", grid: "var(--line)", dots: "var(--link)", late: "var(--bad)" } as const;

/** What a picture is called, and what it tells, for those who do not see it. */
export interface Words {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** When what is due: a mark a day and kind, larger for several; triangles are late, circles are to come. */
export function timeline(obligations: readonly Obligation[], asOf: string, words: Words): Promise<Html> {
  const values = obligations.map(({ dueOn, daysLeft, kind }) => ({
    dueOn,
    kind: obligationWords[kind],
    state: daysLeft < 0 ? "late" : "to come",
  }));
  const x = { field: "dueOn", type: "temporal", scale: { type: "utc", padding: 14 }, title: null } as const;
  return picture(words, {
    width: 760,
    height: { step: 28 },
    layer: [
      {
        data: { values: [{ asOf }] },
        mark: { type: "rule", stroke: ink.text, strokeDash: [4, 4] },
        encoding: { x: { ...x, field: "asOf" } },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, opacity: 0.85 },
        encoding: {
          x: { ...x, axis: { format: "%-d %b %Y", tickCount: 7 } },
          y: { field: "kind", type: "nominal", title: null, axis: { grid: true } },
          size: {
            aggregate: "count",
            type: "quantitative",
            scale: { domain: [1, 8], range: [80, 400], clamp: true },
            legend: null,
          },
          color: {
            field: "state",
            type: "nominal",
            title: null,
            scale: { domain: ["late", "to come"], range: [ink.late, ink.dots] },
          },
          shape: {
            field: "state",
            type: "nominal",
            scale: { domain: ["late", "to come"], range: ["triangle-up", "circle"] },
          },
        },
      },
    ],
  });
}

/** Who holds something where: a dot for a person in a system, larger for several roles. */
export function accessDots(people: readonly PersonAccess[], words: Words): Promise<Html> {
  const values = people.flatMap(({ person, systems }) =>
    Object.entries(systems).map(([system, roles]) => ({
      person: visible(person),
      system: visible(system),
      roles: roles.length,
    })),
  );
  return picture(words, {
    data: { values },
    width: { step: 34 },
    height: { step: 20 },
    mark: { type: "circle", opacity: 0.85, color: ink.dots },
    encoding: {
      x: {
        field: "system",
        type: "nominal",
        title: null,
        sort: null,
        axis: { orient: "top", labelAngle: -40, labelAlign: "left", grid: true, labelLimit: 220 },
      },
      y: { field: "person", type: "nominal", title: null, sort: null, axis: { grid: true, labelLimit: 260 } },
      size: {
        field: "roles",
        type: "quantitative",
        scale: { domain: [1, 6], range: [60, 260], clamp: true },
        legend: null,
      },
    },
  });
}

/** A picture for a page: no background, no colours but the page's, nothing that reaches out, told in words as well. */
async function picture({ id, title, description }: Words, spec: object): Promise<Html> {
  const labels = { labelColor: ink.text, labelFontSize: 12 };
  const whole = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "transparent",
    config: {
      // Described as one picture; the numbers are in the table beside it.
      aria: false,
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: { ...labels, domainColor: ink.grid, tickColor: ink.grid, gridColor: ink.grid },
      legend: { ...labels, orient: "bottom", symbolFillColor: ink.dots },
    },
    ...spec,
  } as TopLevelSpec;
  const svg = await new vega.View(vega.parse(compile(whole).spec), { renderer: "none" }).toSVG();
  const [start = "", width, height] = /^<svg [^>]*? width="([\d.]+)" height="([\d.]+)"[^>]*>/.exec(svg) ?? [];
  return html`<svg role="img" aria-labelledby="${id}-title ${id}-description" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc><g aria-hidden="true">${trusted(svg.slice(start.length).replace(/<\/svg>$/, ""))}</g></svg>`;
}
