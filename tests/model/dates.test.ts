import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, isAfter, isDate, lastDayWithin, monthsBefore } from "../../model/dates.ts";

const date = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

describe("isDate", () => {
  test.each(["2026-01-05", "2024-02-29", "2000-02-29", "2026-12-31"])("%s is a date", (text) => {
    expect(isDate(text)).toBe(true);
  });

  test.each([
    "2026-02-29",
    "1900-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-5",
    "20260105",
    "2026-01-05T00:00:00Z",
    " 2026-01-05",
    "2026-01-05\n",
    "05.01.2026",
    "",
  ])("%j is no date", (text) => {
    expect(isDate(text)).toBe(false);
  });
});

test.each([
  ["2026-01-31", 1, "2026-02-01"],
  ["2024-02-28", 1, "2024-02-29"],
  ["2026-02-28", 1, "2026-03-01"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2026-01-01", -1, "2025-12-31"],
  ["2026-01-05", 14, "2026-01-19"],
  ["2026-01-05", 0, "2026-01-05"],
])("%s and %i days is %s", (from, days, to) => {
  expect(addDays(from, days)).toBe(to);
});

test.each([
  ["2026-08-31", 6, "2026-02-28"],
  ["2024-08-31", 6, "2024-02-29"],
  ["2026-03-31", 1, "2026-02-28"],
  ["2026-05-15", 12, "2025-05-15"],
  ["2024-02-29", 12, "2023-02-28"],
])("%s less %i months is %s", (from, months, to) => {
  expect(monthsBefore(from, months)).toBe(to);
});

test.each([
  ["2026-01-04", "2026-01-05", 1],
  ["2026-01-05", "2026-01-05", 0],
  ["2026-01-06", "2026-01-05", -1],
  ["2024-02-28", "2024-03-01", 2],
  ["2026-02-28", "2026-03-01", 1],
  ["2024-01-01", "2025-01-01", 366],
])("from %s to %s: %i days", (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});

test("a day is after the one before it, not after itself", () => {
  expect(isAfter("2026-01-05", "2026-01-04")).toBe(true);
  expect(isAfter("2026-01-05", "2026-01-05")).toBe(false);
  expect(isAfter("2026-01-05", "2026-01-06")).toBe(false);
});

test("adding days and counting them undo each other", () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
      expect(daysBetween(from, addDays(from, days))).toBe(days);
    }),
  );
  fc.assert(
    fc.property(date, date, (from, to) => {
      expect(addDays(from, daysBetween(from, to))).toBe(to);
      expect(isAfter(to, from)).toBe(daysBetween(from, to) > 0);
    }),
  );
});

test.each([
  ["2026-02-28", 6, "2026-08-28"],
  ["2024-02-29", 6, "2024-08-29"],
  ["2026-06-30", 6, "2026-12-30"],
  ["2026-02-28", 1, "2026-03-28"],
  ["2023-08-31", 6, "2024-02-29"],
  ["2025-08-31", 6, "2026-02-28"],
  ["2026-05-20", 1, "2026-06-20"],
])("%s is last within %i months on %s", (from, months, last) => {
  expect(lastDayWithin(from, months)).toBe(last);
});

test("the last day within some months is counted forwards, and is never later than counting back allows", () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 24 }), (from, months) => {
      const last = lastDayWithin(from, months);
      expect(monthsBefore(last, months) <= from).toBe(true);
      expect(monthsBefore(`${last.slice(0, 7)}-01`, months)).toBe(`${from.slice(0, 7)}-01`);
      expect(Number(last.slice(8)) <= Number(from.slice(8))).toBe(true);
    }),
  );
});
