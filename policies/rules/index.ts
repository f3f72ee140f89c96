import type { RegisterId } from "../../model/register.ts";
import { datesNotInFuture } from "./baseline/dates.ts";
import { knownTypes } from "./baseline/known-types.ts";
import { changesNotIgnored } from "./baseline/not-ignored.ts";
import { protectedFromDeletion } from "./baseline/protected.ts";
import * as accounts from "./notify/accounts.ts";
import * as protection from "./notify/branch-protection.ts";
import { membershipsFromRegister, repositoryAccess } from "./notify/github-access.ts";
import * as roles from "./notify/roles.ts";
import { administratorsBelong } from "./ocp/administrators-belong.ts";
import * as dmarc from "./ocp/dmarc.ts";
import { hostingRules } from "./ocp/hosting/index.ts";
import { keysFromRegister } from "./ocp/keys-from-register.ts";
import { peopleBelong } from "./ocp/people-belong.ts";
import { roleLimitRules } from "./ocp/role-limits.ts";
import * as root from "./ocp/root-access.ts";
import * as sentry from "./ocp/sentry.ts";
import type { Rule } from "./rule.ts";

/** Rules for every stack, whoever owns it. */
export const baselineRules: readonly Rule[] = [knownTypes, changesNotIgnored, protectedFromDeletion, datesNotInFuture];

/** The rules of each organisation's register and stacks. */
export const ownRules: Readonly<Record<RegisterId, readonly Rule[]>> = {
  ocp: [
    ...hostingRules,
    administratorsBelong,
    peopleBelong,
    keysFromRegister,
    root.rootOfOwnersAndManagers,
    root.rootOfDevelopers,
    root.rootInUse,
    root.rootSoonIdle,
    root.rootGrantedByRoot,
    root.rootReviewed,
    dmarc.dmarcPresent,
    dmarc.dmarcValid,
    dmarc.dmarcAggregateReports,
    dmarc.dmarcForensicReports,
    dmarc.dmarcForensicReportsArrive,
    dmarc.dmarcEnforced,
    dmarc.dmarcUnderstood,
    ...roleLimitRules,
    sentry.servicesReport,
    sentry.dsnKeptSecret,
    sentry.recipientsArePeople,
  ],
  notify: [
    accounts.accountsApproved,
    accounts.accountsCreatedByAdministrators,
    accounts.govAddresses,
    accounts.leaversOut,
    roles.administratorsArePbsFed,
    roles.engineersAreOurs,
    roles.teamPermissionsPlanned,
    membershipsFromRegister,
    repositoryAccess,
    protection.pullRequestsOnly,
    protection.pullRequestsApproved,
    protection.mergedByAdministrators,
    protection.noDirectPushes,
    protection.branchesProtected,
  ],
};

/** What a stack of an organisation is judged by. */
export function rulesFor(register: RegisterId): readonly Rule[] {
  return [...baselineRules, ...ownRules[register]];
}

/** Every rule once. */
export const everyRule: readonly Rule[] = [...baselineRules, ...ownRules.ocp, ...ownRules.notify];
