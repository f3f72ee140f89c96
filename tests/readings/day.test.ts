import { expect, test } from "vitest";
import { dayOf } from "../../readings/day.ts";

test.each([
  ["2026-11-29", "2026-11-29"],
  ["2026-11-29T23:30:00Z", "2026-11-29"],
  ["2026-11-29T23:30:00-05:00", "2026-11-30"],
  ["2026-11-28 06:00:00.5", "2026-11-28"],
  [0, "1970-01-01"],
  [253402300799, "9999-12-31"],
])("the day of %s is %s", (moment, day) => {
  expect(dayOf(moment)).toBe(day);
});

test.each([
  ["nothing", undefined],
  ["never", null],
  ["no text", ""],
  ["a word", "soon"],
  ["a day that there is not", "2026-02-30"],
  ["a day in another order", "11/10/2026"],
  ["a moment of the year 10000 in UTC", "9999-12-31T23:00:00-05:00"],
  ["a moment before the year 0 in UTC", "0000-01-01T00:00:00+14:00"],
  ["seconds of the year 10000", 253402300800],
  ["seconds before the year 0", -62167219201],
  ["seconds of no year", 8.64e12 + 1],
  ["no number", Number.NaN],
])("%s has no day", (_, moment) => {
  expect(dayOf(moment)).toBeUndefined();
});
