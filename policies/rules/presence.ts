import type { DateText } from "../../model/dates.ts";
import type { Register } from "../../model/register.ts";

/*
 * Whether somebody was there on a day. Whoever approves, creates, grants, reviews or owns is asked here, and nowhere else.
 */

/**
 * Why somebody was not there on a day, to be said after their id; nothing where they were. The last day with the team counts,
 * and so does the first; where no day is on record, they were there as far as anybody can tell.
 */
export function absence(
  { people }: Pick<Register, "people">,
  id: string,
  day: DateText,
): "had not joined" | "had left" | "is not in people.yaml" | undefined {
  const person = Object.hasOwn(people, id) ? people[id] : undefined;
  if (person === undefined) return "is not in people.yaml";
  if (person.leftOn !== undefined && person.leftOn < day) return "had left";
  return person.joinedOn !== undefined && person.joinedOn > day ? "had not joined" : undefined;
}

/** Whether somebody was there on a day: had joined, and had not left. */
export function wasThere(register: Pick<Register, "people">, id: string, day: DateText): boolean {
  return absence(register, id, day) === undefined;
}
