import { styleText } from "node:util";
import { visible } from "../visible.ts";
import { counted, dueWords } from "../words.ts";
import { wrapped } from "../wrapped.ts";
import type { AccessPath, RegisterMap } from "./register-map.ts";
import { mapFacts, mapTitles, soon } from "./words.ts";

/**
 * The map for the terminal, in short: what is late and lapses next, and who reaches production. The page and the JSON have
 * the rest. No line is wider than `width`, as far as its words can be parted.
 */
export function textMap(map: RegisterMap, width: number): string {
  const next = [
    ...map.ends.map(({ on, person, what }) => ({ on, when: "access ends", what: `${what}, of ${person}` })),
    ...map.obligations
      .filter(({ daysLeft }) => daysLeft <= soon)
      .map(({ dueOn, daysLeft, whose, what }) => ({ on: dueOn, when: dueWords(daysLeft), what: `${whose}: ${what}` })),
  ].sort((a, b) => (a.on < b.on ? -1 : 1));
  const later = map.obligations.filter(({ daysLeft }) => daysLeft > soon);
  const lapses = next.flatMap(({ on, when, what }) =>
    wrapped(visible(`${on}  ${when}  ${what}`), width, "  ", "              "),
  );
  const paths = map.paths.filter(({ production }) => production);
  return [
    [
      styleText("bold", `Who has access to what, as of ${map.asOf}`),
      ...wrapped(visible(mapFacts(map)), width, "  "),
    ].join("\n"),
    [
      styleText("bold", mapTitles.lapses),
      ...(lapses.length === 0 ? [`  Nothing within ${counted(soon, "day")}.`] : lapses),
      ...(later.length === 0 ? [] : [`  ${later.length} later, the first on ${later[0]?.dueOn}`]),
    ].join("\n"),
    [styleText("bold", mapTitles.paths), ...(paths.length === 0 ? ["  nobody"] : pathLines(paths, width))].join("\n"),
  ].join("\n\n");
}

/** What people hold, what that opens, and where it leads; those who have the same are told of together. */
function pathLines(paths: readonly AccessPath[], width: number): string[] {
  const people = [...Map.groupBy(paths, ({ register, person }) => `${person} (${register})`)].map(([person, each]) => ({
    person,
    ways: each.map(({ role, through, to }) => `${role} → ${opening(through)} → ${to}`),
  }));
  return [...Map.groupBy(people, ({ ways }) => ways.join("\n")).values()].flatMap((alike) => [
    ...wrapped(visible(alike.map(({ person }) => person).join(", ")), width, "  "),
    ...(alike[0]?.ways ?? []).flatMap((way) => wrapped(visible(way), width, "    ", "      ")),
  ]);
}

function opening([first = "", ...rest]: readonly string[]): string {
  return rest.length === 0 ? first : `${first} and ${counted(rest.length, "other way")}`;
}
