import { subjectOf } from "../../model/register.ts";
import { allGrants, allRootGrants, isActive, listed, placeOfGrant } from "../../policies/rules/grants.ts";
import { leaversOut, roleReviewOf } from "../../policies/rules/notify/accounts.ts";
import { dueAfter } from "../../policies/rules/notify/leaver-clock.ts";
import { peopleBelong } from "../../policies/rules/ocp/people-belong.ts";
import { notify } from "../../policies/settings/notify.ts";
import { ocp } from "../../policies/settings/ocp.ts";
import type { Source } from "./due.ts";

/** Accounts of those who left, or are to leave, that nobody has arranged to close in time. */
export const accountsOfLeavers: Source = (register, asOf) =>
  allGrants(register).flatMap(({ subject, system, role, grant }) => {
    const { leftOn } = register.people[grant.person] ?? {};
    if (leftOn === undefined || !isActive(grant, asOf)) return [];
    const dueOn = dueAfter(leftOn);
    if (grant.revokedOn !== undefined && grant.revokedOn <= dueOn) return [];
    const where = placeOfGrant(grant);
    return [
      {
        kind: "leaver",
        subject,
        what: `close ${role} of ${grant.person} in ${register.systems[system]?.title ?? system}${where === undefined ? "" : `, ${where}`}`,
        whose: notify.administratorsTeam,
        dueOn,
        rule: leaversOut.name,
      },
    ];
  });

/** Accounts of those whose role changed, and that nobody has looked at since. */
export const accountsAfterRoleChange: Source = (register, asOf) =>
  allGrants(register).flatMap(({ subject, system, role, grant }) => {
    const review = roleReviewOf(grant, register.people[grant.person]?.roleChangedOn, asOf);
    if (review === undefined || review.doneOn !== undefined) return [];
    return [
      {
        kind: "access-review",
        subject,
        what: `see whether ${role} in ${register.systems[system]?.title ?? system} is for the new role of ${grant.person}`,
        whose: notify.administratorsTeam,
        dueOn: review.dueOn,
        rule: leaversOut.name,
      },
    ];
  });

/** What leavers still have where it is to be gone with their last day: roles, root, keys. */
export const accessOfLeavers: Source = (register, asOf) =>
  Object.entries(register.people).flatMap(([id, { leftOn, sshKeys = [] }]) => {
    if (leftOn === undefined) return [];
    const held = [...allGrants(register), ...allRootGrants(register)]
      .filter(({ grant }) => grant.person === id && isActive(grant, asOf))
      .filter(({ grant }) => grant.revokedOn === undefined || grant.revokedOn > leftOn)
      .map(({ subject }) => subject);
    const open = [...held, ...(sshKeys.length > 0 ? ["their SSH keys"] : [])];
    if (open.length === 0) return [];
    return [
      {
        kind: "leaver",
        subject: subjectOf(register.id, "people", id),
        what: `revoke what ${id} has: ${listed(open)}`,
        whose: ocp.ownerOrganisation,
        dueOn: leftOn,
        rule: peopleBelong.name,
      },
    ];
  });
