import type { DateText } from "../../model/dates.ts";
import type { AccessEnd, Holder } from "./register-map.ts";

/** What somebody holds on a day, and will not any more on one to come. */
export function endsOf({ register, person, held }: Holder, asOf: DateText): AccessEnd[] {
  return held.flatMap(({ system, what, until, subject, place }) =>
    until === undefined || until <= asOf
      ? []
      : [{ register, person, what: `${what} on ${system}`, on: until, subject, ...(place !== undefined && { place }) }],
  );
}
