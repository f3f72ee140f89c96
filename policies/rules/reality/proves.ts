import { type DateText, daysBetween } from "../../../model/dates.ts";
import type { Fault, Reading } from "../../../readings/reading.ts";
import { readings } from "../../settings/readings.ts";
import { problems as thoseThatApply } from "../grants.ts";
import type { SystemToRead } from "./systems.ts";

/**
 * What a reading proves: all, who is there and who is not; `presence`, who is there, where a part of it is missing; nothing,
 * where it is of another day or of somebody else. What is wrong with it comes with it.
 */
export interface Proof {
  readonly of: "all" | "presence" | "nothing";
  readonly problems: readonly (string | Fault)[];
}

/** What a reading of a system proves on a day. */
export function proofOf(reading: Reading, { whose, title }: SystemToRead, asOf: DateText): Proof {
  const { of, readOn, principals, faults } = reading;
  const foreign = of !== undefined && of.toLowerCase() !== whose.name.toLowerCase();
  const age = readOn === undefined ? undefined : daysBetween(readOn, asOf);
  const ofNothing = thoseThatApply(
    foreign && `it is of ${of}, and not of ${whose.name}`,
    age === undefined && "it does not say on which day it was made",
    age !== undefined && age < 0 && `it was made on ${readOn}, which is after ${asOf}`,
    age !== undefined &&
      age > readings.longestAgeDays &&
      `it was made on ${readOn}, ${age} days before ${asOf}; after ${readings.longestAgeDays} days it proves nothing`,
  );
  // Whoever made the reading has access, or it could not have been made.
  const empty =
    faults.length === 0 && principals.length === 0 ? [`it has nobody, and somebody has access to ${title}`] : [];
  const problems = [...ofNothing, ...empty, ...faults];
  return { of: ofNothing.length > 0 ? "nothing" : problems.length > 0 ? "presence" : "all", problems };
}
