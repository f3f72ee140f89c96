import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Results } from "../results.ts";
import { type Figures, figuresOf } from "./figures.ts";

/** Colours by purpose, on a light and on a dark page; the plot itself has no background. */
const colours = {
  text: { light: "#1f2328", dark: "#e6edf3" },
  grid: { light: "#d1d9e0", dark: "#3d444d" },
  first: { light: "#0969da", dark: "#58a6ff" },
  second: { light: "#bc4c00", dark: "#f0883e" },
  third: { light: "#8250df", dark: "#bc8cff" },
  fourth: { light: "#1a7f37", dark: "#3fb950" },
  fifth: { light: "#cf222e", dark: "#f85149" },
} as const;

/** The results as an SVG plot: ratios row by row, and how time grows with the grants. */
export async function plotOf({ sections }: Results): Promise<string> {
  const figures = sections.flatMap(({ rows }) => figuresOf(rows));
  const spec = compile({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description:
      "Above: what is measured over what it is compared with. Below: time of judging, recording and loading a register by its number of grants.",
    background: "transparent",
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: ink("labelColor", "titleColor", "domainColor", "tickColor", { gridColor: colours.grid.light }),
      legend: { ...ink("labelColor", "titleColor"), orient: "bottom", columns: 1 },
      title: { ...ink("color"), anchor: "start", fontSize: 13 },
      range: {
        category: [colours.first, colours.second, colours.third, colours.fourth, colours.fifth].map(
          ({ light }) => light,
        ),
      },
    },
    vconcat: [ratios(figures), growth(figures)],
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

/**
 * A dot for the median and a line from the least to the most; of processor time where it is known, since that depends
 * least on what else the machine is doing.
 */
function ratios(figures: readonly Figures[]) {
  const compared = figures.filter(({ ratio, grants }) => ratio !== undefined && grants === undefined);
  const processor = compared.every(({ cpuRatio }) => cpuRatio !== undefined);
  const values = compared.map(({ what, ratio, cpuRatio }) => ({ what, ...(processor ? cpuRatio : ratio) }));
  const y = { field: "what", type: "nominal", title: null, sort: null, axis: { labelLimit: 340 } };
  return {
    title: `${processor ? "Processor time" : "Time"} over that of the row compared with`,
    data: { values },
    width: 440,
    height: { step: 28 },
    layer: [
      { mark: { type: "rule", strokeDash: [4, 4], stroke: colours.text.light }, encoding: { x: { datum: 1 } } },
      { mark: { type: "rule", strokeWidth: 2, stroke: colours.first.light }, encoding: { ...range("x"), y } },
      {
        mark: { type: "point", filled: true, size: 70, opacity: 1, fill: colours.first.light },
        encoding: {
          x: { field: "median", type: "quantitative", title: "times", scale: { zero: true }, axis: { grid: true } },
          y,
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

function growth(figures: readonly Figures[]) {
  const values = figures.flatMap(({ what, grants, seconds }) =>
    grants === undefined || seconds === undefined
      ? []
      : [{ what: what.replace(/ (over )?[\d,]+ grants$/, ""), grants, ...seconds }],
  );
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
