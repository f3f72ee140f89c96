import { listed } from "../../policies/rules/grants.ts";
import { counted } from "../words.ts";
import type { Held, RegisterMap } from "./register-map.ts";

/** What falls due, or ends, within so many days is told as what comes next. */
export const soon = 30;

/** The titles of the map's parts, in their order. */
export const mapTitles = {
  lapses: "What lapses next",
  paths: "Who reaches production",
  people: "Who holds what",
  systems: "By system",
} as const;

const many = (count: number) => (count === 1 ? "1 person" : `${count} people`);

/** The map in a line: how many hold how much, and what wants looking at. */
export function mapFacts({ people, paths, obligations, ends, asOf }: RegisterMap): string {
  const held = people.reduce((sum, each) => sum + each.held.length, 0);
  const reaching = new Set(
    paths.filter(({ production }) => production).map(({ register, person }) => `${register} ${person}`),
  );
  const late = obligations.filter(({ daysLeft }) => daysLeft < 0).length;
  const next = obligations.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= soon).length;
  const left = people.filter(({ leftOn }) => leftOn !== undefined && leftOn <= asOf);
  return `${[
    `${many(people.length)} ${people.length === 1 ? "holds" : "hold"} ${counted(held, "role")}`,
    `${many(reaching.size)} ${reaching.size === 1 ? "reaches" : "reach"} production`,
    `${late} late, ${next} due within ${counted(soon, "day")}`,
    ...(ends.length === 0
      ? []
      : [`${ends.length} ${ends.length === 1 ? "access ends" : "accesses end"} on a day that is known`]),
    ...(left.length === 0
      ? []
      : [
          `${listed(left.map(({ person }) => person))} left and still ${left.length === 1 ? "holds" : "hold"} something`,
        ]),
  ].join("; ")}.`;
}

/** Until when somebody holds something, in words. */
export function untilWords({ until, lapses, pending }: Pick<Held, "until" | "lapses" | "pending">): string {
  return [
    ...(pending ? ["invited, not yet accepted"] : []),
    ...(until === undefined ? [] : [until]),
    ...(lapses === undefined ? [] : [`by ${lapses.on}: ${lapses.unless}`]),
    ...(until === undefined && lapses === undefined && !pending ? ["no end"] : []),
  ].join("; ");
}
