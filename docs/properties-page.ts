import type { PlacedProperties, Placing } from "../policies/settings/properties/placing.ts";
import { placingsOf } from "../policies/settings/properties/placing.ts";
import type { Properties, Property, Table } from "../toolchain/offline-providers/table.ts";

/** A type, and every path that its provider's table has an input for; without a table, only what is placed is known. */
export interface TypeOfPage {
  readonly type: string;
  readonly placed: PlacedProperties;
  readonly table?: Table;
}

/** How many paths are decided in which way. */
export interface Counts {
  readonly judged: number;
  readonly fixed: number;
  readonly free: number;
  readonly refused: number;
}

/** The paths of a table's inputs, to the last: `rules[].port`. What a service alone gives is none. */
export function inputPaths({ inputs }: Pick<Table, "inputs">): string[] {
  return pathsOf(inputs, "");
}

function pathsOf(properties: Properties, before: string): string[] {
  return Object.entries(properties).flatMap(([name, property]) => pathsAt(property, `${before}${name}`));
}

function pathsAt(property: Property, path: string): string[] {
  if (property.output === true) return [];
  if (property.kind === "object") return pathsOf(property.properties, `${path}.`);
  return property.kind === "list" && property.of.kind === "object" ? pathsAt(property.of, `${path}[]`) : [path];
}

/** What is decided about a path: where it is placed itself, or anything that it is part of. */
export function placingAt(placings: ReadonlyMap<string, Placing>, path: string): Placing | undefined {
  const parts = path.split(/(?=\.|\[\])/);
  const wholes = parts.map((_, index) => parts.slice(0, index + 1).join(""));
  return wholes.map((whole) => placings.get(whole)).find((placing) => placing !== undefined);
}

/** How many of a type's paths are decided in which way. Without a table, nobody can count what is refused. */
export function countsOf({ placed, table }: TypeOfPage): Counts {
  const placings = placingsOf(placed);
  const paths = table === undefined ? [...placings.keys()] : inputPaths(table);
  const counts = { judged: 0, fixed: 0, free: 0, refused: 0 };
  for (const path of paths) counts[placingAt(placings, path)?.kind ?? "refused"] += 1;
  return counts;
}

/** The text of docs/properties.md: counts, then each type with what is decided about its properties. */
export function propertiesPage(types: readonly TypeOfPage[]): string {
  const counts = types.map(countsOf);
  const sum = (kind: keyof Counts) => counts.reduce((total, each) => total + each[kind], 0);
  const row = (first: string, { judged, fixed, free, refused }: Counts) =>
    `| ${first} | ${judged} | ${fixed} | ${free} | ${refused} |`;
  const total = { judged: sum("judged"), fixed: sum("fixed"), free: sum("free"), refused: sum("refused") };
  return `${[
    "# Properties",
    "<!-- Generated from policies/settings/resource-properties.ts and the providers' tables. Do not edit by hand. -->",
    "What becomes of every property of every type that may stand in a stack ([GATE-12](clauses.md#gate-12)). " +
      "A property is judged by a rule, fixed to listed values, free for a reason, or refused as soon as it is set. " +
      "A path such as `rules[].port` is a property of each item of a list, and stands for all below it. " +
      "Of types that the offline providers have no table of, everything is refused that is not named here.",
    ["| Type | Judged | Fixed | Free | Refused |", "|---|--:|--:|--:|--:|", row("**All**", total)]
      .concat(types.map((each, index) => row(`\`${each.type}\``, counts[index] ?? total)))
      .join("\n"),
    ...types.flatMap((each) => [`## ${each.type}`, tableOf(each)]),
  ].join("\n\n")}\n`;
}

function tableOf({ placed, table }: TypeOfPage): string {
  const placings = placingsOf(placed);
  const refused = table && inputPaths(table).filter((path) => placingAt(placings, path) === undefined);
  const names = (paths: readonly string[]) => paths.map((path) => `\`${path}\``).join(", ");
  return [
    "| Property | What becomes of it |",
    "|---|---|",
    ...[...placings].map(([path, placing]) => `| \`${path}\` | ${fate(placing)} |`),
    ...(refused === undefined ? ["| all others | refused; there is no table |"] : []),
    ...(refused?.length ? [`| ${names(refused)} | refused |`] : []),
  ].join("\n");
}

function fate(placing: Placing): string {
  switch (placing.kind) {
    case "judged":
      return `judged by ${placing.rules.map((rule) => `\`${rule}\``).join(", ")}`;
    case "fixed":
      return `fixed to ${placing.values.map((value) => `\`${JSON.stringify(value)}\``).join(" or ")}${placing.demanded === true ? ", and never left out" : ""}`;
    case "free":
      return `free: ${placing.reason}`;
  }
}
