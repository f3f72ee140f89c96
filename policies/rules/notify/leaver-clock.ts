import { addDays, type DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import type { Credential, Grant } from "../../../model/schema/access.ts";
import { notify } from "../../settings/notify.ts";
import { notifyOperations } from "../../settings/notify-operations.ts";
import { allGrants, isActive, type PlacedGrant } from "../grants.ts";
import { gives } from "../powers.ts";

/*
 * The clock that starts when somebody leaves: by when accounts are to be closed and credentials rotated, and whether
 * they were. Everything is counted in calendar days; the last day is in time.
 */

const { accountUpdateDays } = notify;
const { credentialReaders } = notifyOperations;

/** How somebody gets at a space's credentials: by a role in the space, or by a role that lets them take that one. */
type Basis = "in space" | "by self-grant";

/** The end of somebody's access to credentials: they left, or lost the role by which they could read them. */
export interface EndOfAccess {
  readonly person: string;
  /** The grant. */
  readonly subject: string;
  readonly basis: Basis;
  /** The space whose credentials they could read; not given where it was every space. */
  readonly space?: string;
  readonly cause: "left" | "lost the role";
  /** The day that it counts from. */
  readonly on: DateText;
  /** First day without the role; not given as long as it can still be used. */
  readonly closedFrom?: DateText;
}

/** The day by which everything is done that an event calls for. */
export function dueAfter(on: DateText): DateText {
  return addDays(on, accountUpdateDays);
}

/** Roles by which credentials can be read, and how; nothing for any other role. */
function basisOf(register: Register, placed: PlacedGrant): Basis | undefined {
  if (gives(register, placed, credentialReaders.inSpace)) return "in space";
  return gives(register, placed, credentialReaders.bySelfGrant) ? "by self-grant" : undefined;
}

/** Every end of access to credentials up to a day, by the register's grants, revoked ones included. */
export function endsOfAccess(register: Register, asOf: DateText): EndOfAccess[] {
  return allGrants(register).flatMap((placed): EndOfAccess[] => {
    const { subject, grant } = placed;
    const basis = basisOf(register, placed);
    const end = endOf(grant, register.people[grant.person]?.leftOn, asOf);
    if (basis === undefined || end === undefined) return [];
    const { person, space, revokedOn } = grant;
    return [
      {
        ...{ person, subject, basis, ...end },
        ...(space !== undefined && basis === "in space" && { space }),
        ...(revokedOn !== undefined && !isActive(grant, asOf) && { closedFrom: revokedOn }),
      },
    ];
  });
}

/** Whoever lost a role before they left has no access from then on; else it is their leaving that ends it. */
function endOf(
  { revokedOn }: Grant,
  leftOn: DateText | undefined,
  asOf: DateText,
): Pick<EndOfAccess, "cause" | "on"> | undefined {
  const lost = revokedOn !== undefined && revokedOn <= asOf;
  const left = leftOn !== undefined && leftOn <= asOf;
  if (left && !(lost && revokedOn < leftOn)) return { cause: "left", on: leftOn };
  return lost ? { cause: "lost the role", on: revokedOn } : undefined;
}

/** What has to happen to a credential because somebody could read it. */
export interface Rotation {
  readonly credential: string;
  readonly subject: string;
  readonly end: EndOfAccess;
  readonly dueOn: DateText;
  /** The first rotation on record after which they could no longer read it. */
  readonly rotatedOn?: DateText;
  readonly state: "to do" | "overdue" | "done";
}

/** The rotations that the ends of access call for, done ones included. */
export function rotationsFor(register: Register, ends: readonly EndOfAccess[], asOf: DateText): Rotation[] {
  const credentials = Object.entries(register.credentials).filter(([, { kind }]) => kind === "space-deployer");
  return ends.flatMap((end) =>
    credentials
      .filter(([, credential]) => couldRead(register, end, credential) && !isBeyond(end, credential.issuedOn))
      .map(([id, credential]) => rotationOf(id, subjectOf(register.id, "credentials", id), credential, end, asOf)),
  );
}

/** A credential is of the space that it names, else of its account's; where neither says, of every space. */
function couldRead(register: Register, { space }: EndOfAccess, credential: Credential): boolean {
  const account =
    credential.serviceAccount === undefined ? undefined : register.serviceAccounts[credential.serviceAccount];
  const spaces = credential.space === undefined ? (account?.spaces ?? []) : [credential.space];
  return space === undefined || spaces.length === 0 || spaces.includes(space);
}

/** Whether what was made on a day was never within their reach. */
function isBeyond({ on, closedFrom }: EndOfAccess, day: DateText): boolean {
  return closedFrom !== undefined && day > on && day >= closedFrom;
}

function rotationOf(id: string, subject: string, credential: Credential, end: EndOfAccess, asOf: DateText): Rotation {
  const dueOn = dueAfter(end.on);
  const [rotatedOn] = [...(credential.earlierRotations ?? []), credential.rotatedOn]
    .filter((day) => day !== undefined)
    .filter((day) => day <= asOf && isBeyond(end, day))
    .sort();
  const found = { credential: id, subject, end, dueOn };
  if (rotatedOn === undefined) return { ...found, state: asOf > dueOn ? "overdue" : "to do" };
  return { ...found, rotatedOn, state: "done" };
}

/** A role that a leaver holds or held until they left. */
export interface AccountToClose {
  readonly subject: string;
  readonly system: string;
  readonly role: string;
  readonly closedOn?: DateText;
}

/** What somebody's leaving takes. */
export interface LeaverClock {
  readonly leftOn: DateText;
  /** The day by which all of it is to be done. */
  readonly dueOn: DateText;
  readonly accounts: readonly AccountToClose[];
  readonly rotations: readonly Rotation[];
  /** Whether nothing is left to do: every account is closed, and every credential rotated thereafter. */
  readonly cleared: boolean;
}

/** The clock of a person who leaves, or would leave, on a day, as it stands on another. */
export function leaverClock(register: Register, person: string, leftOn: DateText, asOf: DateText): LeaverClock {
  const leaver = register.people[person];
  const leaving = leaver ? { ...register, people: { ...register.people, [person]: { ...leaver, leftOn } } } : register;
  const day = asOf > leftOn ? asOf : leftOn;
  const accounts = allGrants(leaving)
    .filter(({ grant }) => grant.person === person && isActive(grant, leftOn))
    .map(({ subject, system, role, grant }) => ({
      ...{ subject, system, role },
      ...(grant.revokedOn !== undefined && !isActive(grant, asOf) && { closedOn: grant.revokedOn }),
    }));
  const ends = endsOfAccess(leaving, day).filter((end) => end.person === person && end.cause === "left");
  const rotations = rotationsFor(leaving, ends, asOf);
  return {
    leftOn,
    dueOn: dueAfter(leftOn),
    accounts,
    rotations,
    cleared:
      accounts.every(({ closedOn }) => closedOn !== undefined) &&
      rotations.every(({ rotatedOn }) => rotatedOn !== undefined),
  };
}
