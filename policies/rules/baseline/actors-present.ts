import { absence } from "../presence.ts";
import type { RegisterRule } from "../rule.ts";
import { actingFields } from "./acts.ts";

/** Nobody acts before they have joined or after they have left, whatever they held then. */
export const actorsPresent: RegisterRule = {
  name: "actors-present",
  clauses: ["GATE-14"],
  level: "mandatory",
  description:
    "Whoever approved, created, granted, reviewed, tested, deployed or owns had joined and not left on that day; nothing was given to somebody who had left.",
  remedy: "Name who did it, or the day on which it was done; where it was never right, revoke it or have it done anew.",
  scope: "register",
  judge: (register, asOf) => {
    const acts = actingFields.flatMap((each) => each.acts(register, asOf));
    return [...Map.groupBy(acts, ({ subject }) => subject)].map(([subject, ofSubject]) => ({
      subject,
      problems: ofSubject.flatMap(({ field, person, on, receives }) => {
        const why = absence(register, person, on);
        if (why === undefined || (receives && why === "had not joined")) return [];
        const { leftOn, joinedOn } = register.people[person] ?? {};
        const since = why === "had left" ? ` on ${leftOn}` : why === "had not joined" ? ` before ${joinedOn}` : "";
        return [`${field} is ${person} on ${on}, who ${why}${since}`];
      }),
    }));
  },
};
