import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import type { Grant } from "../../../model/schema/access.ts";
import { notify, type Term } from "../../settings/notify.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { allGrants, earlierHolders, isActive, notBefore, type PlacedGrant, placeOfGrant, problems } from "../grants.ts";
import { heldOffice, lastOf } from "../office.ts";
import { onceFor } from "../once-for.ts";
import { isSameHuman } from "../people.ts";
import { gives, isAdministrative } from "../powers.ts";
import { absence } from "../presence.ts";
import type { RegisterRule } from "../rule.ts";
import { employmentProblem } from "./employment.ts";
import { dueAfter } from "./leaver-clock.ts";

const { bootstrap, systemOwners, administratorRole, accountUpdateDays } = notify;

/** The first Administrator's grant of that role, and no other grant of theirs. */
export function isBootstrap({ system, role, grant }: PlacedGrant): boolean {
  return (
    system === administratorRole.system &&
    role === administratorRole.role &&
    grant.person === bootstrap.person &&
    grant.createdOn <= bootstrap.until
  );
}

/** Whether a grant has to be approved, and made by an Administrator. Users of the application need neither; every other role, and what makes a Platform Administrator, does. */
export function needsApproval(register: Register, placed: Pick<PlacedGrant, "system" | "role" | "grant">): boolean {
  const { permission } = notifyAccess.application.platformAdministrator;
  return isAdministrative(register, placed.system, placed.role) || gives(register, placed, permission);
}

/** The rule that one of the office's holders approved each account, on a day on which they held it. */
export function accountsApprovedBy(terms: readonly Term[]): RegisterRule {
  return {
    name: "notify-accounts-approved",
    clauses: ["NOTIFY-ACC-1"],
    level: "mandatory",
    description:
      "Infrastructure accounts and Platform Administrators were approved by the System Owner before they were made.",
    remedy: `Have the System Owner (${lastOf(terms)?.person}) approve it, and record approvedBy and approvedOn in register/notify/grants.yaml.`,
    scope: "register",
    judge: (register, asOf) =>
      allGrants(register)
        .filter((placed) => needsApproval(register, placed))
        .map((placed) => {
          const { subject, grant } = placed;
          const found = isBootstrap(placed) || !isActive(grant, asOf) ? [] : approvalProblems(grant, terms);
          // Whose entry it is takes longer to tell than whether anything is wrong.
          const isTheirOwn = found.length > 0 && isOfSystemOwner(register, grant.person, terms);
          return { subject, problems: found, ...(isTheirOwn && { remedy: approvedByAnother }) };
        }),
  };
}

/** Whether an account is of whoever would be asked to approve it, under whichever entry. */
function isOfSystemOwner(register: Register, person: string, terms: readonly Term[]): boolean {
  const last = lastOf(terms)?.person;
  return last !== undefined && isSameHuman(register, person, last);
}

const approvedByAnother =
  "Revoke it in register/notify/grants.yaml; or name who holds the office in their place in systemOwners in policies/settings/notify.ts, and have that person approve it: nobody approves their own account.";

function approvalProblems({ approvedBy, approvedOn, createdOn, person }: Grant, terms: readonly Term[]): string[] {
  const on = approvedOn ?? createdOn;
  const everHeldIt = terms.some((term) => term.person === approvedBy);
  return problems(
    approvedBy === undefined && "it is not said who approved it",
    approvedBy !== undefined && !everHeldIt && `it was approved by ${approvedBy}, who is not the System Owner`,
    approvedBy !== undefined &&
      everHeldIt &&
      !heldOffice(terms, approvedBy, on) &&
      `it was approved by ${approvedBy}, who was not the System Owner on ${on}`,
    approvedBy === person &&
      `${person} approved their own account; it is for somebody to approve who holds the office in their place`,
    approvedOn === undefined && "it is not said when it was approved",
    approvedOn !== undefined &&
      approvedOn > createdOn &&
      `it was made on ${createdOn} but approved only on ${approvedOn}`,
  );
}

/** The System Owner approves infrastructure accounts and platform administrators before they are made. */
export const accountsApproved: RegisterRule = accountsApprovedBy(systemOwners);

/** The rule that an office is held by somebody who is there, so that accounts can be approved. */
export function officeHeldBy(terms: readonly Term[]): RegisterRule {
  return {
    name: "notify-system-owner-in-office",
    clauses: ["NOTIFY-ACC-1"],
    level: "mandatory",
    description: "There is a System Owner, who has not left, and is PBS federal staff.",
    remedy:
      "Name the successor in systemOwners in policies/settings/notify.ts, with their first day, and the predecessor's last day.",
    scope: "register",
    judge: (register, asOf) => {
      const holders = terms.filter(({ person }) => heldOffice(terms, person, asOf)).map(({ person }) => person);
      const person = holders.at(-1) ?? lastOf(terms)?.person ?? "nobody";
      const left = register.people[person]?.leftOn;
      return [
        {
          subject: subjectOf(register.id, "people", person),
          problems: problems(
            holders.length === 0 && `nobody is the System Owner on ${asOf}`,
            holders.length > 0 &&
              absence(register, person, asOf) === "had left" &&
              `${person} is the System Owner and left on ${left}; nobody follows in the office`,
            holders.length > 0 && employmentProblem(register, person, ["pbs-fed"]),
          ),
        },
      ];
    },
  };
}

/** Without a System Owner nobody gets an account; whoever leaves the office names who follows. */
export const systemOwnerInOffice: RegisterRule = officeHeldBy(systemOwners);

/** Those who were Administrators before a day, looked up once for each register. */
export const earlierAdministrators = onceFor((register: Register) => earlierHolders(register, administratorRole));

/** What is wrong with who made an account: nobody is said, or its holder, or somebody of whom `refusal` says why they could not. */
export function creatorProblems(
  { createdBy, person }: Grant,
  refusal: (createdBy: string) => string | undefined,
): string[] {
  if (createdBy === undefined) return ["it is not said who made it"];
  if (createdBy === person) return [`${person} made their own account`];
  return problems(refusal(createdBy));
}

/** Accounts are made and roles assigned by people who already hold the Administrator role. */
export const accountsCreatedByAdministrators: RegisterRule = {
  name: "notify-accounts-created-by-administrators",
  clauses: ["NOTIFY-ACC-2"],
  level: "mandatory",
  description: "Accounts were made, and roles assigned, by somebody who already held the Administrator role.",
  remedy:
    "Have an Administrator who is somebody else than its holder assign the role anew, and record createdBy in register/notify/grants.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register)
      .filter((placed) => needsApproval(register, placed))
      .map((placed) => {
        const { subject, grant } = placed;
        if (isBootstrap(placed) || !isActive(grant, asOf)) return { subject, problems: [] };
        return {
          subject,
          problems: creatorProblems(grant, (createdBy) =>
            earlierAdministrators(register)(createdBy, grant.createdOn)
              ? undefined
              : notBefore(`${createdBy} was no Administrator`, ofAdministrators(register, createdBy), grant.createdOn),
          ),
        };
      }),
};

/** The grants by which somebody is, or was, Administrator. */
function ofAdministrators({ grants }: Register, person: string): Grant[] {
  return (grants[administratorRole.system]?.[administratorRole.role] ?? []).filter((each) => each.person === person);
}

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
