import { Temporal } from "temporal-polyfill";
import { remembered } from "./remembered.ts";

/** A calendar date as the register writes it: `YYYY-MM-DD`, no time, no zone. */
export type DateText = string;

/** Whether `text` is a date that exists, written as `YYYY-MM-DD` (so not `2026-02-30`, not `2026-1-5`). */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && exists(text);
}

const exists = remembered((text: DateText) => {
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
});

/** `date` and `days` calendar days. */
export const addDays = remembered(
  (date: DateText, days: number): DateText => Temporal.PlainDate.from(date).add({ days }).toString(),
);

/** `date` less `months` calendar months; a day that the month has not is its last day (31 August less six months is the last of February). */
export const monthsBefore = remembered(
  (date: DateText, months: number): DateText => Temporal.PlainDate.from(date).subtract({ months }).toString(),
);

/**
 * The last day that is within `months` months after `date`: the same day of that month, or its last where it is shorter. Counting
 * back from the later day would let 28 February last until 31 August; of the two ways this is the stricter.
 */
export const lastDayWithin = remembered(
  (date: DateText, months: number): DateText => Temporal.PlainDate.from(date).add({ months }).toString(),
);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = remembered(
  (from: DateText, to: DateText): number =>
    Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days,
);

/** Dates of this form sort as text; this names the comparison. */
export function isAfter(a: DateText, b: DateText): boolean {
  return a > b;
}
