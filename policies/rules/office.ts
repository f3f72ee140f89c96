import type { DateText } from "../../model/dates.ts";
import type { Term } from "../settings/notify.ts";

/** Whether somebody held an office on a day; the first and the last day count. */
export function heldOffice(terms: readonly Term[], person: string, day: DateText): boolean {
  return terms.some((term) => term.person === person && term.from <= day && (term.until ?? day) >= day);
}

/** Whoever came into office last. */
export function lastOf(terms: readonly Term[]): Term | undefined {
  return terms.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
}
