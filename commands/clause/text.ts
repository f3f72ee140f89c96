import { wrapped } from "../../report/wrapped.ts";
import type { Explained, ExplainedRule } from "./about.ts";

const classes: Readonly<Record<string, string>> = {
  enforce: "judged on resources",
  register: "judged on the register",
  declare: "has to be declared",
  context: "context: nothing to check",
};

/** A clause in words, as lines of at most `width` columns where words allow it. */
export function clauseText({ entry, standing, rules, settings, cases, testedIn }: Explained, width = 100): string[] {
  const level = entry.level === "none" ? [] : [entry.level];
  const source = "lines" in entry ? `${entry.section} (${entry.lines})` : `${entry.section}; ${entry.basis}`;
  return [
    [entry.id, ...level, ...entry.classes.map((each) => classes[each] ?? each)].join(" · "),
    ...wrapped(source, width),
    "",
    ...wrapped(entry.requirement, width, "  "),
    ...(entry.note === undefined ? [] : ["", ...wrapped(`Read so: ${entry.note}`, width, "  ")]),
    ...(standing.length === 0 ? [] : ["", "What stands behind it", ...standing.map((each) => `  ${each}`)]),
    "",
    rules.length === 0 ? "No rule enforces it." : "Rules",
    ...rules.flatMap((rule) => ruleLines(rule, width)),
    ...settings.flatMap(({ file, settings: read }) => [
      "",
      `Settings that ${file} reads`,
      ...read.map(({ name, value, file: from }) => `  ${name}${value === undefined ? "" : ` = ${value}`} (${from})`),
    ]),
    ...section("Refused by the engine, for example", cases.red, "✖", width),
    ...section("Passed by it", cases.green, "✔", width),
    ...(testedIn.length === 0
      ? []
      : ["", `Tested in (npm test -- ${entry.id} runs them)`, ...testedIn.map((file) => `  ${file}`)]),
  ];
}

function ruleLines({ name, level, scope, description, remedy, place, example }: ExplainedRule, width: number) {
  return [
    `  ${name} (${level}, ${scope})${place === undefined ? "" : `  ${place}`}`,
    ...wrapped(description, width, "    "),
    ...(remedy === undefined ? [] : wrapped(`To mend: ${remedy}`, width, "    ")),
    ...(example === undefined ? [] : wrapped(`Of the example that it must refuse it says: ${example}`, width, "    ")),
  ];
}

function section(title: string, lines: readonly string[], mark: string, width: number): string[] {
  if (lines.length === 0) return [];
  return ["", title, ...lines.flatMap((line) => wrapped(`${mark} ${line}`, width, "  ", "    "))];
}
