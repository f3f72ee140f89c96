import type { DateText } from "../../model/dates.ts";
import { type Register, subjectOf } from "../../model/register.ts";
import { endsOfAccess, type Rotation, rotationsFor } from "../../policies/rules/notify/leaver-clock.ts";
import {
  credentialsNotExpired,
  credentialsRotatedAfterLeaving,
  credentialsRotatedAfterManagers,
  spaceCredentials,
  worksUntil,
} from "../../policies/rules/notify/space-credentials.ts";
import { notify } from "../../policies/settings/notify.ts";
import type { Due, Source } from "./due.ts";

const ruleOf = {
  "in space": credentialsRotatedAfterLeaving.name,
  "by self-grant": credentialsRotatedAfterManagers.name,
} as const;

/** Credentials that somebody knows who has left, or will have: one line for each, due for the first of them. */
export const rotationsAfterLeaving: Source = (register) => {
  const open = rotationsToCome(register).filter(({ rotatedOn }) => rotatedOn === undefined);
  const alike = Map.groupBy(open, ({ credential, end }) => `${credential} ${end.basis}`);
  return [...alike.values()].flatMap((rotations): Due[] => {
    const [first] = rotations.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
    if (first === undefined) return [];
    const people = [...new Set(rotations.map(({ end }) => end.person))];
    return [
      {
        kind: "rotation",
        subject: first.subject,
        what: `rotate ${first.credential} once ${people.join(", ")} cannot read it any more`,
        whose: notify.administratorsTeam,
        dueOn: first.dueOn,
        rule: ruleOf[first.end.basis],
      },
    ];
  });
};

/** Ends of access that the register knows of, planned ones too, each as it stands once it has come. */
function rotationsToCome(register: Register): Rotation[] {
  const always: DateText = "9999-12-31";
  return rotationsFor(register, endsOfAccess(register, always), always);
}

/** Passwords that the platform lets expire. */
export const rotationsBeforeExpiry: Source = (register) =>
  spaceCredentials(register).map(([id, credential]) => ({
    kind: "rotation",
    subject: subjectOf(register.id, "credentials", id),
    what: `rotate ${id} before it expires`,
    whose: notify.administratorsTeam,
    dueOn: worksUntil(credential),
    rule: credentialsNotExpired.name,
  }));
