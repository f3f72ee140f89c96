import { Temporal } from "temporal-polyfill";
import { type DateText, isDate } from "../../model/dates.ts";

const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** The day of a date, or of a moment (RFC 3339, in UTC); undefined for anything else, such as a moment without offset. */
export function dayOf(text: string): DateText | undefined {
  if (isDate(text)) return text;
  if (!moment.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text).toZonedDateTimeISO("UTC").toPlainDate().toString();
  } catch {
    return undefined;
  }
}
