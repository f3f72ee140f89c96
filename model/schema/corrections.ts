import { z } from "zod";
import { date, id, reference, text } from "./common.ts";

/**
 * What the register said wrongly of the past, put right: a fact that may not move by itself, or an entry that should never have been
 * there. It stays beside what it corrects.
 */
export const correction = z.strictObject({
  entry: text.meta({ description: "The entry, as the violation shows it: all before the colon" }),
  field: text.optional().meta({ description: "The field that was wrong; left out where the whole entry goes" }),
  was: text.optional().meta({ description: "What it said; of an entry of a list that goes, its day" }),
  is: text.optional().meta({ description: "What it says now; left out where it says nothing any more" }),
  reason: text,
  author: reference("people"),
  approver: reference("people"),
  correctedOn: date,
});

export const corrections = z.record(id, correction);

export type Correction = z.infer<typeof correction>;
