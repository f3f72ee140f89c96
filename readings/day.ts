import { type DateText, isDate } from "../model/dates.ts";

/** The day (UTC) of a moment as services write them, in ISO 8601 or in seconds since 1970; undefined for any other. */
export function dayOf(moment: string | number | null | undefined): DateText | undefined {
  if (typeof moment === "number") return utcDay(moment * 1000);
  const [day, zone] = /^(\d{4}-\d{2}-\d{2})(?:$|[T ].*?(Z|[+-]\d{2}:?\d{2})?$)/.exec(moment ?? "")?.slice(1) ?? [];
  if (day === undefined || !isDate(day)) return undefined;
  if (zone === undefined || zone === "Z") return day;
  const time = Date.parse(moment ?? "");
  return Number.isNaN(time) ? day : utcDay(time);
}

/** The day of a time; undefined of one outside the years 0 to 9999, which is no date that can be counted from. */
function utcDay(time: number): DateText | undefined {
  const date = new Date(time);
  const day = Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
  return isDate(day) ? day : undefined;
}
