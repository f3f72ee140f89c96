import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import type { Grant } from "../../../model/schema/access.ts";
import { notify } from "../../settings/notify.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { allGrants, earlierHolders, isActive, type PlacedGrant, placeOfGrant, problems } from "../grants.ts";
import { gives, isAdministrative } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";
import { dueAfter } from "./leaver-clock.ts";

const { bootstrap, systemOwner, administratorRole, accountUpdateDays } = notify;

/** The first Administrator's grant of that role, and no other grant of theirs. */
function isBootstrap({ system, role, grant }: PlacedGrant): boolean {
  return (
    system === administratorRole.system &&
    role === administratorRole.role &&
    grant.person === bootstrap.person &&
    grant.createdOn <= bootstrap.until
  );
}

/** Users of the application need none; every other role, and what makes a Platform Administrator, does. */
function needsApproval(register: Register, placed: PlacedGrant): boolean {
  const { permission } = notifyAccess.application.platformAdministrator;
  return isAdministrative(register, placed.system, placed.role) || gives(register, placed, permission);
}

/** The System Owner approves infrastructure accounts and platform administrators before they are made. */
export const accountsApproved: RegisterRule = {
  name: "notify-accounts-approved",
  clauses: ["NOTIFY-ACC-1"],
  level: "mandatory",
  description:
    "Infrastructure accounts and Platform Administrators were approved by the System Owner before they were made.",
  remedy: `Have the System Owner (${systemOwner}) approve it, and record approvedBy and approvedOn in register/notify/grants.yaml.`,
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register)
      .filter((placed) => needsApproval(register, placed) && isActive(placed.grant, asOf))
      .map((placed) => {
        const { approvedBy, approvedOn, createdOn, person } = placed.grant;
        if (isBootstrap(placed)) return { subject: placed.subject, problems: [] };
        return {
          subject: placed.subject,
          problems: problems(
            approvedBy === undefined && "it is not said who approved it",
            approvedBy !== undefined &&
              approvedBy !== systemOwner &&
              `it was approved by ${approvedBy}, who is not the System Owner`,
            approvedBy === person && `${person} approved their own account`,
            approvedOn === undefined && "it is not said when it was approved",
            approvedOn !== undefined &&
              approvedOn > createdOn &&
              `it was made on ${createdOn} but approved only on ${approvedOn}`,
          ),
        };
      }),
};

/** Accounts are made and roles assigned by people who already hold the Administrator role. */
export const accountsCreatedByAdministrators: RegisterRule = {
  name: "notify-accounts-created-by-administrators",
  clauses: ["NOTIFY-ACC-2"],
  level: "mandatory",
  description: "Accounts were made, and roles assigned, by somebody who already held the Administrator role.",
  remedy: "Have an Administrator assign the role anew, and record createdBy in register/notify/grants.yaml.",
  scope: "register",
  judge: (register, asOf) => {
    const wasAdministrator = earlierHolders(register, administratorRole);
    return allGrants(register)
      .filter((placed) => needsApproval(register, placed) && isActive(placed.grant, asOf))
      .map((placed) => {
        const { createdBy, createdOn, person } = placed.grant;
        if (isBootstrap(placed)) return { subject: placed.subject, problems: [] };
        return {
          subject: placed.subject,
          problems: problems(
            createdBy === undefined && "it is not said who made it",
            createdBy === person && `${person} made their own account`,
            createdBy !== undefined &&
              createdBy !== person &&
              !wasAdministrator(createdBy, createdOn) &&
              `${createdBy} was no Administrator before ${createdOn}`,
          ),
        };
      });
  },
};

/** A host under .gov, and nothing that only looks like one. */
const govAddress = /^[^@\s]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+gov$/i;

/** Whether an address is at a .gov domain. The part before the last `@` may hold no other `@`. */
export function isGovAddress(email: string): boolean {
  return govAddress.test(email);
}

/** Everybody, staff and contractor and agency partner, uses a .gov address. */
export const govAddresses: RegisterRule = {
  name: "notify-gov-addresses",
  clauses: ["NOTIFY-ACC-4"],
  level: "mandatory",
  description: "Every user of infrastructure or application has a .gov e-mail address.",
  remedy: "Give the person's .gov address in register/notify/people.yaml, or revoke their grants and remove them.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.people).map(([id, person]) => ({
      subject: subjectOf(register.id, "people", id),
      problems: problems(!isGovAddress(person.email) && `${person.email} is not an address at a .gov domain`),
    })),
};

/** The look at an account that its holder's change of role calls for: by when, and when it was taken. */
export interface RoleReview {
  readonly dueOn: DateText;
  readonly doneOn?: DateText;
}

/** Nothing for an account that was made after the change, or closed before it. */
export function roleReviewOf(
  { createdOn, updatedOn, revokedOn }: Grant,
  roleChangedOn: DateText | undefined,
  asOf: DateText,
): RoleReview | undefined {
  if (roleChangedOn === undefined || createdOn >= roleChangedOn) return undefined;
  if (revokedOn !== undefined && revokedOn <= roleChangedOn) return undefined;
  const [doneOn] = [updatedOn, revokedOn]
    .filter((day) => day !== undefined)
    .filter((day) => day >= roleChangedOn && day <= asOf)
    .sort();
  return { dueOn: dueAfter(roleChangedOn), ...(doneOn !== undefined && { doneOn }) };
}

/** Leavers lose their accounts, and changed roles change them, within fourteen days. */
export const leaversOut: RegisterRule = {
  name: "notify-leavers-out",
  clauses: ["NOTIFY-ACC-5"],
  level: "mandatory",
  description: `Accounts of people who leave are closed, and of people who change roles updated, within ${accountUpdateDays} days.`,
  remedy: "Close or update the account, and record revokedOn or updatedOn in register/notify/grants.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register).map(({ subject, grant }) => {
      const { leftOn, roleChangedOn } = register.people[grant.person] ?? {};
      const closeBy = leftOn && dueAfter(leftOn);
      const review = roleReviewOf(grant, roleChangedOn, asOf);
      const open = isActive(grant, asOf);
      // One person may have the same role in several places.
      const where = placeOfGrant(grant);
      const account = where === undefined ? "the account" : `the account in ${where}`;
      return {
        subject,
        problems: problems(
          register.people[grant.person] === undefined &&
            `${grant.person} is not in people.yaml, so it is not known whether they left`,
          open &&
            closeBy !== undefined &&
            asOf > closeBy &&
            `${grant.person} left on ${leftOn}; ${account} was to be closed by ${closeBy}`,
          review !== undefined &&
            asOf > review.dueOn &&
            review.doneOn === undefined &&
            `${grant.person} changed roles on ${roleChangedOn}; ${account} was to be reviewed by ${review.dueOn}`,
        ),
      };
    }),
};
