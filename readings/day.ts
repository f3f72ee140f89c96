import { type DateText, isDate } from "../model/dates.ts";

/** The day (UTC) of a moment as services write them, in ISO 8601 or in seconds since 1970; undefined for any other. */
export function dayOf(moment: string | number | null | undefined): DateText | undefined {
  if (typeof moment === "number") {
    return Number.isFinite(moment) && Math.abs(moment) < 8.64e12
      ? new Date(moment * 1000).toISOString().slice(0, 10)
      : undefined;
  }
  const [day, zone] = /^(\d{4}-\d{2}-\d{2})(?:$|[T ].*?(Z|[+-]\d{2}:?\d{2})?$)/.exec(moment ?? "")?.slice(1) ?? [];
  if (day === undefined || !isDate(day)) return undefined;
  if (zone === undefined || zone === "Z") return day;
  const time = Date.parse(moment ?? "");
  return Number.isNaN(time) ? day : new Date(time).toISOString().slice(0, 10);
}
