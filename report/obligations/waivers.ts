import { subjectOf } from "../../model/register.ts";
import type { Source } from "./due.ts";

/** Exceptions from rules, which end: by then what they hold back is mended, or somebody has granted it anew. */
export const waivers: Source = (register) =>
  Object.entries(register.waivers).map(([id, { rule, subject, owner, expiresOn }]) => ({
    kind: "waiver",
    subject: subjectOf(register.id, "waivers", id),
    what: `mend what the waiver ${id} excuses (${rule}: ${subject}), or have it granted anew`,
    whose: owner,
    dueOn: expiresOn,
    rule: "waivers-valid",
  }));
