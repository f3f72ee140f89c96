import { describe, expect, test } from "vitest";
import { addDays, type DateText } from "../../../model/dates.ts";
import { type Canary, canaries, problemsIn } from "../../../policies/canaries/canary.ts";
import { packRules } from "../../../policies/packs/pack-rules.ts";
import type { Rule } from "../../../policies/rules/rule.ts";

/*
 * Each mandatory rule by which something falls due, on the day before, the day and the day after: an end date that is
 * read and not enforced, or a deadline that lets pass what is overdue, looks just like a rule that is obeyed.
 */

/** When the verdict on each rule's example turns, by what stands in it. Looked for in the four years on either side. */
const turns: Readonly<Record<string, readonly string[]>> = {
  "dates-not-in-future": ["passes from 2026-11-24"],
  // Answers of the DNS are good for half a year, 180 days.
  "mail-spf-answers-current": ["refused from 2026-11-23"],
  // Six months by the calendar after the last deployment, and not before it.
  "ocp-root-in-use": ["passes from 2026-05-22", "refused from 2026-11-23"],
  // 183 days after the last review, and not before it.
  "ocp-root-reviewed": ["passes from 2026-05-23", "refused from 2026-11-23"],
  // The first day of the office, and the day after its holder's last with nobody who follows.
  "notify-system-owner-in-office": ["passes from 2023-04-18", "refused from 2026-11-23"],
  // 14 days after leaving.
  "notify-leavers-out": ["refused from 2026-11-23"],
  // 15, 30, 90, 180 and 365 days after a vulnerability was found.
  "notify-critical-vulnerabilities-in-time": ["refused from 2026-11-23"],
  "notify-high-vulnerabilities-in-time": ["refused from 2026-11-23"],
  "notify-medium-vulnerabilities-in-time": ["refused from 2026-11-23"],
  "notify-low-vulnerabilities-in-time": ["refused from 2026-11-23"],
  "notify-informational-vulnerabilities-in-time": ["refused from 2026-11-23"],
  // 14 days after somebody who could read the credential has left.
  "notify-credentials-rotated-after-leaving": ["refused from 2026-10-10"],
  // 90 days after the last rotation.
  "notify-credentials-not-expired": ["refused from 2026-11-23"],
  // 30 days after a buildpack's release.
  "notify-restaged-in-time": ["refused from 2026-11-23"],
};

const rules = packRules.filter(({ name }) => Object.hasOwn(canaries, name));

function refusedOn(rule: Rule, day: DateText): boolean {
  return problemsIn(rule, { ...(canaries[rule.name] as Canary), asOf: day }).length > 0;
}

/** The days on which the verdict on a rule's example turns, but for turns that are taken back within two months. */
function turnsOf(rule: Rule): string[] {
  const { asOf } = canaries[rule.name] as Canary;
  const samples = Array.from({ length: 50 }, (_, at) => addDays(asOf, 60 * (at - 25)));
  return samples.slice(1).flatMap((to, at) => {
    const from = samples[at] as DateText;
    const [before, after] = [refusedOn(rule, from), refusedOn(rule, to)];
    if (before === after) return [];
    let day = from;
    while (refusedOn(rule, day) === before) day = addDays(day, 1);
    return [`${after ? "refused" : "passes"} from ${day}`];
  });
}

describe("what falls due is refused from its day on, and not a day later", () => {
  const dated = rules.filter(({ name }) => Object.hasOwn(turns, name));

  test.each(dated.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
    for (const turn of turns[name] ?? []) {
      const [kind = "", day = ""] = turn.split(" from ");
      const refused = kind === "refused";
      expect([-1, 0, 1].map((offset) => refusedOn(rule, addDays(day, offset)))).toEqual([!refused, refused, refused]);
    }
  });

  test("these are all the mandatory rules that the day decides", () => {
    const found = rules.map((rule) => [rule.name, turnsOf(rule)] as const).filter(([, found]) => found.length > 0);
    expect(Object.fromEntries(found)).toEqual(turns);
  });

  /** A rule as a change of its arithmetic could leave it: a day more lenient. */
  const late = (rule: Rule): Rule => {
    if (rule.scope !== "register") throw new Error(`${rule.name} judges no register`);
    const judge: typeof rule.judge = (register, day) => rule.judge(register, addDays(day, -1));
    return { ...rule, judge };
  };

  test.each(dated.map((rule) => [rule.name, rule] as const))("a day more for %s would be noticed", (name, rule) => {
    for (const turn of turns[name] ?? []) {
      const [kind, day = ""] = turn.split(" from ");
      expect(refusedOn(late(rule), day)).toBe(kind !== "refused");
    }
  });
});
