import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { history, moment } from "../../../../model/history.ts";
import type { Kind, Register } from "../../../../model/register.ts";
import { registerOf } from "../../../../policies/rules/history/kept.ts";
import { contradictedMoments } from "../../../../policies/rules/history/moments.ts";
import { asOf, changed, type Draft } from "../../compliant.ts";
import { fieldAt } from "../../flips.ts";
import { day, keysTo, linesOf, pastNotify, pastOcp } from "./past.ts";

const said = (before: Register, after: Register) => linesOf(before, after).sort();

/** A register with some of its entries gone and some of its days another, wherever they stand. */
function mangled(register: Register): fc.Arbitrary<Register> {
  const places = placesIn(register, []);
  const edit = fc.record({
    at: fc.constantFrom(...places),
    days: fc.integer({ min: -80, max: 80 }),
    goes: fc.boolean(),
  });
  return fc.array(edit, { minLength: 1, maxLength: 8 }).map((edits) =>
    changed(register, (draft) => {
      for (const { at, days, goes } of edits) {
        const [last = "", ...path] = at.toReversed();
        const within = path.toReversed().reduce<Draft | undefined>((part, key) => part?.[key as never], draft);
        if (within === undefined || (goes && isRequired(at))) continue;
        if (!goes && typeof within[last as never] === "string") Object.assign(within, { [last]: day(days) });
        else if (Array.isArray(within)) within.splice(Number(last), 1);
        else delete within[last as never];
      }
    }),
  );
}

/** A day without which the loader refuses the entry; no register lacks it. */
function isRequired(at: readonly string[]): boolean {
  const [kind = "", ...keys] = at;
  const depth = keysTo(kind) - 1;
  if (keys.length <= depth || /^\d+$/.test(at.at(-1) ?? "")) return false;
  const field = [kind, ...keys.slice(0, depth).map(() => "*"), ...keys.slice(depth)].join(".");
  return !fieldAt(field as `${Kind}.${string}`).optional;
}

const lists = ["deployments", "reviews", "restageRuns", "buildpackReleases", "smokeTests"];

/** Where entries and days of a register stand. */
function placesIn(value: unknown, at: readonly string[]): string[][] {
  const [kind = ""] = at;
  if (typeof value !== "object" || value === null) return /(?:On|At)$/.test(at.at(-1) ?? "") ? [[...at]] : [];
  const depth = keysTo(kind);
  const isEntry = at.length === depth && (lists.includes(kind) || !Array.isArray(value));
  return [
    ...(isEntry ? [[...at]] : []),
    ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...at, key])),
  ];
}

describe.each([
  ["notify", pastNotify],
  ["ocp", pastOcp],
] as const)("of a register of %s, whatever became of it", (id, before) => {
  test("a moment says the same as all of it, and goes through the state as it is", () => {
    let refused = 0;
    fc.assert(
      fc.property(mangled(before), (after) => {
        const moments = contradictedMoments([before], after, asOf);
        const found = said(before, after);
        refused += found.length > 0 ? 1 : 0;
        expect(moments.length).toBe(found.length > 0 ? 1 : 0);
        expect(moments.map((each) => moment.parse(each))).toEqual(moments);
        expect(moments.flatMap((each) => said(registerOf(id, each), after))).toEqual(found);
      }),
      { numRuns: 80 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  test("what was told is told again as long as it is contradicted, and no longer", () => {
    fc.assert(
      fc.property(mangled(before), (after) => {
        const once = contradictedMoments([before], after, asOf);
        const read = history
          .parse({ register: id, moments: once, unreadable: [] })
          .moments.map((each) => registerOf(id, each));
        expect(contradictedMoments([...read, after], after, asOf)).toEqual(once);
        expect(contradictedMoments(read, before, asOf)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

test("a register against itself, and a first one, contradict nothing", () => {
  expect(contradictedMoments([pastNotify, structuredClone(pastNotify)], pastNotify, asOf)).toEqual([]);
  expect(contradictedMoments([registerOf("ocp", {})], pastOcp, asOf)).toEqual([]);
});

test("what two moments say alike is told once", () => {
  const after = changed(pastNotify, (draft) => void delete draft.vulnerabilities.open);
  expect(contradictedMoments([pastNotify, structuredClone(pastNotify)], after, asOf)).toHaveLength(1);
});
