import type { RegisterId } from "../../model/register.ts";
import { actorsPresent } from "./baseline/actors-present.ts";
import { datesNotInFuture } from "./baseline/dates.ts";
import { keysOnce } from "./baseline/keys-once.ts";
import { knownTypes } from "./baseline/known-types.ts";
import { changesNotIgnored } from "./baseline/not-ignored.ts";
import { propertiesPlaced } from "./baseline/properties-placed.ts";
import { protectedFromDeletion } from "./baseline/protected.ts";
import { providerSettingsListed } from "./baseline/provider-settings.ts";
import { resourcesReal } from "./baseline/real.ts";
import { referencesReal } from "./baseline/references.ts";
import { systemsPlaced } from "./baseline/systems-placed.ts";
import { bucketsComplete } from "./buckets/complete.ts";
import { bucketsByKind } from "./buckets/kinds.ts";
import { bucketsPrivate } from "./buckets/private.ts";
import { claimedByOneStack } from "./called-for/across-stacks.ts";
import { aliasesStandAlone, identitiesClaimedOnce, resourcesCalledFor } from "./called-for/index.ts";
import { resourcesMade } from "./called-for/made.ts";
import { valuesCalledFor } from "./called-for/values/index.ts";
import { latenessTold } from "./done-late.ts";
import { factsAgree } from "./facts/index.ts";
import { factsOnWord, factsSettled } from "./facts/settled.ts";
import { correctionsValid } from "./history/corrections.ts";
import { historyIsKept } from "./history/kept.ts";
import { mailSendingNarrow } from "./iam/mail-sending.ts";
import { twoKeyHolders } from "./key-holders.ts";
import { mailDomainRules } from "./mail/index.ts";
import { sesRules } from "./mail/ses/index.ts";
import * as accounts from "./notify/accounts.ts";
import * as alerts from "./notify/alerts.ts";
import * as application from "./notify/application-roles.ts";
import { stackInItsAccount } from "./notify/aws-place.ts";
import * as protection from "./notify/branch-protection.ts";
import { brokersComplete } from "./notify/brokers.ts";
import { checkJobsFail } from "./notify/check-jobs.ts";
import * as cloudGov from "./notify/cloud-gov.ts";
import { applicationAccountsCreated } from "./notify/creators.ts";
import { dependabotAsCalledFor } from "./notify/dependabot.ts";
import * as deployingJobs from "./notify/deploying-jobs.ts";
import * as deployments from "./notify/deployments.ts";
import { environmentsSendMail } from "./notify/environment-mail.ts";
import * as parts from "./notify/environment-parts.ts";
import * as environments from "./notify/environments.ts";
import * as fixedJobs from "./notify/fixed-jobs.ts";
import { membershipsFromRegister, repositoryAccess } from "./notify/github-access.ts";
import * as iamPeople from "./notify/iam-people.ts";
import * as iamPolicies from "./notify/iam-policies.ts";
import { managedFilesRead } from "./notify/managed-files.ts";
import * as pullRequests from "./notify/pull-requests.ts";
import * as complete from "./notify/repositories-complete.ts";
import * as restaging from "./notify/restaging.ts";
import * as roles from "./notify/roles.ts";
import * as secrets from "./notify/secrets.ts";
import { serviceAccountsAsPlanned } from "./notify/service-accounts.ts";
import { smokeTestRules } from "./notify/smoke-tests.ts";
import * as smsNumbers from "./notify/sms-numbers.ts";
import * as smsPermissions from "./notify/sms-permissions.ts";
import * as smsPreferences from "./notify/sms-preferences.ts";
import * as smsResources from "./notify/sms-resources.ts";
import * as credentials from "./notify/space-credentials.ts";
import * as subscriptions from "./notify/subscriptions.ts";
import * as vulnerabilities from "./notify/vulnerabilities.ts";
import { workflowsConfined } from "./notify/workflow-safety.ts";
import * as workflowSecrets from "./notify/workflow-secrets.ts";
import { administratorsBelong } from "./ocp/administrators-belong.ts";
import { ocpInItsAccount } from "./ocp/aws-place.ts";
import { backupAccess, backupAccessComplete } from "./ocp/backup-access.ts";
import * as dmarc from "./ocp/dmarc.ts";
import { hostingRules } from "./ocp/hosting/index.ts";
import { policiesForListedActions } from "./ocp/iam-policies.ts";
import { keysFromRegister } from "./ocp/keys-from-register.ts";
import { feedbackReaders, feedbackTopicsClosed } from "./ocp/mail-topics.ts";
import { peopleBelong } from "./ocp/people-belong.ts";
import { roleLimitRules } from "./ocp/role-limits.ts";
import * as root from "./ocp/root-access.ts";
import * as sentry from "./ocp/sentry.ts";
import type { Rule } from "./rule.ts";
import * as web from "./web.ts";

/** Rules for every stack, whoever owns it. */
export const baselineRules: readonly Rule[] = [
  knownTypes,
  propertiesPlaced,
  resourcesReal,
  referencesReal,
  changesNotIgnored,
  protectedFromDeletion,
  providerSettingsListed,
  datesNotInFuture,
  actorsPresent,
  latenessTold,
  systemsPlaced,
  factsAgree,
  factsSettled,
  factsOnWord,
  keysOnce,
  correctionsValid,
  historyIsKept,
];

/** Rules by which a stack holds what somebody called for, and nothing else. */
const closedWorldRules: readonly Rule[] = [
  resourcesCalledFor,
  resourcesMade,
  valuesCalledFor,
  identitiesClaimedOnce,
  aliasesStandAlone,
  claimedByOneStack,
];

/** Rules on mail, which hold for every organisation by what its register says of its domains. */
export const mailRules: readonly Rule[] = [...mailDomainRules, ...sesRules, mailSendingNarrow];

/** Rules for the websites that an organisation has or may have, whoever it is. */
const webRules: readonly Rule[] = [web.zoneSettingsSecure, web.zonesSecured];

/** Rules on buckets, which hold for every organisation by what its register says that they hold. */
const bucketRules: readonly Rule[] = [bucketsPrivate, bucketsByKind, bucketsComplete];

/** Rules on who can undo what happens to another, by what the settings say of each organisation's roles. */
const holderRules: readonly Rule[] = [twoKeyHolders];

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
    ocpInItsAccount,
    backupAccess,
    backupAccessComplete,
    policiesForListedActions,
    feedbackTopicsClosed,
    feedbackReaders,
    dmarc.dmarcAggregateReports,
    dmarc.dmarcForensicReports,
    dmarc.dmarcForensicReportsArrive,
    dmarc.dmarcEnforced,
    ...roleLimitRules,
    sentry.servicesReport,
    sentry.dsnKeptSecret,
    sentry.recipientsArePeople,
  ],
  notify: [
    accounts.accountsApproved,
    accounts.systemOwnerInOffice,
    accounts.accountsCreatedByAdministrators,
    applicationAccountsCreated,
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
    pullRequests.securityImpactAnalysis,
    pullRequests.securityPathsOwned,
    pullRequests.codeOwnersApprove,
    pullRequests.issoAppointed,
    pullRequests.brokerpaksPinned,
    deployments.workflowsUnderstood,
    deployments.stagingAfterChecks,
    deployments.productionFromProduction,
    deployments.brokerFromMain,
    deployments.brokerStagingFirst,
    deployments.restagedByHand,
    deployingJobs.deployingJobsKnown,
    deployingJobs.scriptsKnown,
    dependabotAsCalledFor,
    managedFilesRead,
    checkJobsFail,
    fixedJobs.promotionFixed,
    fixedJobs.releasesFromMain,
    workflowsConfined,
    workflowSecrets.secretsReadDeclared,
    workflowSecrets.secretsDeclaredRead,
    environments.environmentsProtected,
    environments.releaseTagsLimited,
    complete.filesPresent,
    complete.environmentsPresent,
    complete.checksRequired,
    complete.checksOfOneJob,
    complete.releaseTagsPresent,
    complete.vulnerabilitiesWatched,
    application.platformAdministratorsFederal,
    application.userManagersOfTheirAgency,
    application.usersWithoutReserved,
    application.servicesHaveUserManagers,
    cloudGov.productionMarked,
    cloudGov.productionSpacesFederal,
    cloudGov.devOpsOutsideProduction,
    cloudGov.awsAdministratorsByAccount,
    stackInItsAccount,
    iamPeople.usersFromRegister,
    iamPeople.groupMembersFromRegister,
    iamPeople.keysOfServiceAccounts,
    iamPeople.administratorsGroupComplete,
    iamPolicies.policiesCalledFor,
    iamPolicies.managedPoliciesAsListed,
    iamPolicies.inlinePoliciesOfRolesOnly,
    iamPolicies.deploymentHasIamFullAccess,
    iamPolicies.deploymentBounded,
    iamPolicies.rolesOfServicesOnly,
    brokersComplete,
    serviceAccountsAsPlanned,
    secrets.secretsRegistered,
    secrets.secretsSealed,
    secrets.secretsComplete,
    parts.environmentsComplete,
    environmentsSendMail,
    parts.applicationsMonitored,
    parts.logsInCloudGov,
    parts.accountsOwnedOnce,
    parts.environmentParts,
    alerts.alarmsToSlack,
    alerts.slackChannelIsOurs,
    alerts.topicsClosed,
    alerts.alertsComplete,
    subscriptions.subscriptionsConfirmed,
    subscriptions.subscriptionsComplete,
    smsNumbers.numbersUsedOnce,
    smsNumbers.defaultNumbers,
    smsNumbers.sendersOfTheirEnvironment,
    smsNumbers.productionDefault,
    ...smsNumbers.ownNumberRules,
    smsNumbers.defaultNumbersRegistered,
    smsResources.numbersKept,
    smsResources.numbersComplete,
    smsResources.senderTold,
    smsResources.senderComplete,
    smsPermissions.textsToPhonesOnly,
    smsPreferences.spendLimitsWithinCaps,
    smsPreferences.textMessageSettings,
    vulnerabilities.vulnerabilitiesOwned,
    ...vulnerabilities.remedyDeadlines,
    vulnerabilities.informationalAnalysed,
    vulnerabilities.dueSoon,
    credentials.credentialsRotatedAfterLeaving,
    credentials.credentialsRotatedAfterManagers,
    credentials.credentialsNotExpired,
    restaging.restagedInPlace,
    restaging.stagingRestagedFirst,
    restaging.restagedAfterRelease,
    restaging.restagedInTime,
    ...smokeTestRules,
  ],
};

/** What a stack of an organisation is judged by. */
export function rulesFor(register: RegisterId): readonly Rule[] {
  return [
    ...baselineRules,
    ...closedWorldRules,
    ...mailRules,
    ...webRules,
    ...bucketRules,
    ...holderRules,
    ...ownRules[register],
  ];
}

/** Every rule once. */
export const everyRule: readonly Rule[] = [
  ...baselineRules,
  ...closedWorldRules,
  ...mailRules,
  ...webRules,
  ...bucketRules,
  ...holderRules,
  ...ownRules.ocp,
  ...ownRules.notify,
];
