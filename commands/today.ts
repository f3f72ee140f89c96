import type { DateText } from "../model/dates.ts";

/** The day that the machine's clock says it is, in UTC. */
export function today(): DateText {
  return new Date().toISOString().slice(0, 10);
}
