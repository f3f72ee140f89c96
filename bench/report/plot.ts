import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { spreadOf } from "../measure/statistics.ts";
import type { Results } from "../results.ts";
import { allJudgedFigures, previewFigures } from "./figures.ts";

/** Colours by purpose, on a light and on a dark page; the plot itself has no background. */
const colours = {
  text: { light: "#1f2328", dark: "#e6edf3" },
  grid: { light: "#d1d9e0", dark: "#3d444d" },
  first: { light: "#0969da", dark: "#58a6ff" },
  second: { light: "#bc4c00", dark: "#f0883e" },
  third: { light: "#8250df", dark: "#bc8cff" },
} as const;

/** The results as an SVG plot: previews with a pack over those without, and how time grows with the grants. */
export async function plotOf(results: Results): Promise<string> {
  const spec = compile({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description:
      "Above: time of a preview with a policy pack over one without. Below: time of judging and loading a register by its number of grants.",
    background: "transparent",
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: ink("labelColor", "titleColor", "domainColor", "tickColor", { gridColor: colours.grid.light }),
      legend: { ...ink("labelColor", "titleColor"), orient: "bottom", columns: 1 },
      title: { ...ink("color"), anchor: "start", fontSize: 13 },
      range: { category: [colours.first.light, colours.second.light, colours.third.light] },
    },
    vconcat: [ratios(results), growth(results)],
    resolve: { scale: { color: "independent", shape: "independent" } },
  } as TopLevelSpec).spec;
  const svg = await new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
  return svg.replace(/^<svg [^>]*>/, (start) => `${start}<style>${darkStyle()}</style>`);
}

/** On a dark page every colour gives way to its counterpart. */
function darkStyle(): string {
  const rules = Object.values(colours).flatMap(({ light, dark }) =>
    ["fill", "stroke"].map((attribute) => `[${attribute}="${light}"]{${attribute}:${dark}}`),
  );
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}

function ink(...parts: (string | Record<string, string>)[]): Record<string, string> {
  return Object.assign({}, ...parts.map((part) => (typeof part === "string" ? { [part]: colours.text.light } : part)));
}

/** A dot for the median and a line from the least to the most. */
function ratios({ previews }: Results) {
  const values = previews
    .flatMap(previewFigures)
    .filter(({ variant }) => variant !== "bare")
    .map(({ stack, resources, variant, ratio }) => ({
      what: `${stack}, ${resources.toLocaleString("en")} resources`,
      variant,
      ...ratio,
    }));
  const y = { field: "what", type: "nominal", title: null, sort: null, axis: { labelLimit: 260 } };
  const offset = { field: "variant", type: "nominal" };
  const color = { field: "variant", type: "nominal", title: null };
  return {
    title: "Time of a preview with a pack over one without",
    data: { values },
    width: 440,
    height: 220,
    layer: [
      { mark: { type: "rule", strokeDash: [4, 4], stroke: colours.text.light }, encoding: { x: { datum: 1 } } },
      { mark: { type: "rule", strokeWidth: 2 }, encoding: { ...range("x"), y, yOffset: offset, color } },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          x: {
            field: "median",
            type: "quantitative",
            title: "times the bare preview",
            scale: { zero: false },
            axis: { grid: true },
          },
          y,
          yOffset: offset,
          color,
          shape: color,
        },
      },
    ],
  };
}

function range(axis: "x" | "y") {
  return {
    [axis]: { field: "least", type: "quantitative" },
    [`${axis}2`]: { field: "most" },
  };
}

function growth({ judged, loaded }: Results) {
  const values = [
    ...allJudgedFigures(judged).map(({ register, grants, rules }) => ({
      what: `rules of ${register}`,
      grants,
      ...rules,
    })),
    ...loaded.map(({ grants, runs }) => ({
      what: "loading from files",
      grants,
      ...spreadOf(runs.map((run) => run.seconds.load ?? 0)),
    })),
  ];
  const x = {
    field: "grants",
    type: "quantitative",
    scale: { type: "log" },
    axis: { values: [1e3, 1e4, 1e5], format: "," },
  };
  const color = { field: "what", type: "nominal", title: null };
  return {
    title: "Time by number of grants, both scales logarithmic",
    data: { values },
    width: 440,
    height: 220,
    encoding: { x, color },
    layer: [
      { mark: { type: "rule", strokeWidth: 2 }, encoding: range("y") },
      {
        mark: { type: "line", strokeWidth: 2 },
        encoding: { y: { field: "median", type: "quantitative", title: "seconds", scale: { type: "log" } } },
      },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: { y: { field: "median", type: "quantitative" }, shape: color },
      },
    ],
  };
}
