import { addDays, type DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import type { Credential } from "../../../model/schema/access.ts";
import { notify } from "../../settings/notify.ts";
import { notifyOperations } from "../../settings/notify-operations.ts";
import { problems } from "../grants.ts";
import type { Finding, RegisterRule } from "../rule.ts";
import { type EndOfAccess, endsOfAccess, type Rotation, rotationsFor } from "./leaver-clock.ts";

const { accountUpdateDays } = notify;
const { credentialDays, credentialReaders } = notifyOperations;

const remedy =
  "Rotate it once the access has ended, and record rotatedOn, and the days before it as earlierRotations, in register/notify/credentials.yaml.";

/** The credentials of spaces, with their ids. */
export function spaceCredentials(register: Register): [string, Credential][] {
  return Object.entries(register.credentials).filter(([, { kind }]) => kind === "space-deployer");
}

/** A finding for each credential of a space. */
function eachSpaceCredential(register: Register, judge: (credential: Credential, id: string) => string[]): Finding[] {
  return spaceCredentials(register).map(([id, credential]) => ({
    subject: subjectOf(register.id, "credentials", id),
    problems: judge(credential, id),
  }));
}

function rotationProblem({ end, dueOn, state }: Rotation): string | undefined {
  const { person, cause, on, closedFrom } = end;
  const event = `${person}, who could read it, ${cause} on ${on}`;
  if (state !== "overdue") return undefined;
  return closedFrom === undefined
    ? `${event} and can still read it; that was to end, and it was to be rotated, by ${dueOn}`
    : `${event}; it was to be rotated thereafter by ${dueOn}`;
}

function rotatedAfter(basis: EndOfAccess["basis"], about: Pick<RegisterRule, "name" | "level" | "description">) {
  return {
    ...about,
    clauses: ["NOTIFY-ACC-6"],
    remedy,
    scope: "register",
    judge: (register: Register, asOf: DateText): Finding[] => {
      const ends = endsOfAccess(register, asOf).filter((end) => end.basis === basis);
      const rotations = Map.groupBy(rotationsFor(register, ends, asOf), ({ credential }) => credential);
      return eachSpaceCredential(register, (_, id) => [
        ...new Set((rotations.get(id) ?? []).map(rotationProblem).filter((problem) => problem !== undefined)),
      ]);
    },
  } satisfies RegisterRule;
}

/** Whoever had a role in a space knows its credentials: they are changed after that person has left, or lost the role. */
export const credentialsRotatedAfterLeaving: RegisterRule = rotatedAfter("in space", {
  name: "notify-credentials-rotated-after-leaving",
  level: "mandatory",
  description: `Credentials of a space are rotated within ${accountUpdateDays} days of the end of anybody's ${credentialReaders.inSpace} there, and after it.`,
});

/** Managers of the organisation could have given themselves that role in any space (AMB-32). */
export const credentialsRotatedAfterManagers: RegisterRule = rotatedAfter("by self-grant", {
  name: "notify-credentials-rotated-after-managers",
  level: "advisory",
  description: `Credentials of every space are rotated within ${accountUpdateDays} days of the end of anybody's ${credentialReaders.bySelfGrant}, and after it.`,
});

/** The last day on which a credential of a space works. */
export function worksUntil({ issuedOn, rotatedOn }: Credential): DateText {
  return addDays(rotatedOn ?? issuedOn, credentialDays);
}

/** The platform lets passwords expire: an old one breaks the next deployment. */
export const credentialsNotExpired: RegisterRule = {
  name: "notify-credentials-not-expired",
  clauses: ["NOTIFY-ACC-6"],
  level: "mandatory",
  description: `Credentials of a space are at most ${credentialDays} days old.`,
  remedy: "Rotate it, and record rotatedOn in register/notify/credentials.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    eachSpaceCredential(register, (credential) => {
      const expires = worksUntil(credential);
      return problems(
        asOf > expires && `it is of ${credential.rotatedOn ?? credential.issuedOn} and expired on ${expires}`,
      );
    }),
};
