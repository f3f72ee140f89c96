import type { PropertiesOfTypes } from "./placing.ts";
import { words } from "./reasons.ts";

/** The properties that types of GitHub may have here. */
export const github: PropertiesOfTypes = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    judged: {
      "notify-secrets-sealed": [
        "encryptedValue",
        "environment",
        "plaintextValue",
        "repository",
        "secretName",
        "value",
        "valueEncrypted",
      ],
    },
    free: { "which of GitHub's keys it is sealed with; another opens nothing": ["keyId"] },
  },
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    judged: {
      "notify-secrets-sealed": ["variableName"],
      "notify-sender-told": ["environment", "value"],
      "resources-called-for": ["repository", "variableName"],
    },
  },
  "github:index/actionsOrganizationSecret:ActionsOrganizationSecret": {
    judged: { "notify-secrets-sealed": ["secretName"] },
  },
  "github:index/actionsOrganizationVariable:ActionsOrganizationVariable": {
    judged: { "notify-secrets-sealed": ["variableName"], "notify-sender-told": ["value"] },
  },
  "github:index/actionsSecret:ActionsSecret": {
    judged: { "notify-secrets-sealed": ["repository", "secretName"] },
    free: { "sealed with the repository's key; the rule refuses the secret as a whole": ["valueEncrypted"] },
  },
  "github:index/actionsVariable:ActionsVariable": {
    judged: { "notify-secrets-sealed": ["variableName"], "notify-sender-told": ["repository", "value"] },
  },
  "github:index/branch:Branch": {
    judged: { "resources-called-for": ["branch", "repository"] },
    fixed: { sourceBranch: ["main"] },
  },
  "github:index/branchDefault:BranchDefault": {
    judged: { "resources-called-for": ["repository"] },
    fixed: { branch: ["main"], rename: [false], waitForRename: [false] },
  },
  "github:index/branchProtection:BranchProtection": {
    judged: {
      "notify-branches-protected": ["pattern", "repositoryId"],
      "notify-pull-requests-only": [
        "allowsDeletions",
        "allowsForcePushes",
        "forcePushBypassers",
        "requiredPullRequestReviews[].pullRequestBypassers",
      ],
      "notify-pull-requests-approved": [
        "enforceAdmins",
        "requiredPullRequestReviews[].dismissStaleReviews",
        "requiredPullRequestReviews[].requireLastPushApproval",
        "requiredPullRequestReviews[].requiredApprovingReviewCount",
      ],
      "notify-no-direct-pushes": ["enforceAdmins"],
      "notify-code-owners-approve": ["requiredPullRequestReviews[].requireCodeOwnerReviews"],
      "notify-merged-by-administrators": ["restrictPushes[].pushAllowances"],
      "notify-checks-required": ["requiredStatusChecks[].contexts"],
      "values-called-for": [
        "requiredPullRequestReviews[].requiredApprovingReviewCount",
        "requiredStatusChecks[].contexts",
        "requiredStatusChecks[].strict",
        "restrictPushes[].pushAllowances",
      ],
    },
    fixed: {
      lockBranch: [false],
      requireConversationResolution: [false, true],
      requireSignedCommits: [false, true],
      requiredLinearHistory: [false, true],
      "requiredPullRequestReviews[].restrictDismissals": [true, false],
      "restrictPushes[].blocksCreations": [true, false],
    },
  },
  "github:index/branchProtectionV3:BranchProtectionV3": {
    judged: {
      "notify-pull-requests-only": ["branch", "enforceAdmins", "repository"],
      "notify-pull-requests-approved": [
        "requiredPullRequestReviews.bypassPullRequestAllowances",
        "requiredPullRequestReviews.dismissStaleReviews",
        "requiredPullRequestReviews.requireLastPushApproval",
        "requiredPullRequestReviews.requiredApprovingReviewCount",
      ],
      "notify-code-owners-approve": ["requiredPullRequestReviews.requireCodeOwnerReviews"],
      "notify-merged-by-administrators": ["restrictions.apps", "restrictions.teams", "restrictions.users"],
      "notify-checks-required": ["requiredStatusChecks.checks", "requiredStatusChecks.contexts"],
    },
    // Left out, a pull request may be merged whose checks ran on another main.
    demanded: { "requiredStatusChecks.strict": [true] },
    fixed: {
      requireConversationResolution: [false, true],
      requireSignedCommits: [false, true],
      "requiredPullRequestReviews.includeAdmins": [false, true],
      "requiredStatusChecks.includeAdmins": [false, true],
    },
  },
  "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret": {
    judged: { "notify-secrets-sealed": ["secretName"] },
  },
  "github:index/codespacesSecret:CodespacesSecret": {
    judged: { "notify-secrets-sealed": ["secretName"] },
  },
  "github:index/codespacesUserSecret:CodespacesUserSecret": {
    judged: { "notify-secrets-sealed": ["secretName"] },
  },
  "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret": {
    judged: { "notify-secrets-sealed": ["secretName"] },
  },
  "github:index/dependabotSecret:DependabotSecret": {
    judged: { "notify-secrets-sealed": ["secretName"] },
  },
  "github:index/membership:Membership": {
    judged: { "notify-memberships-from-register": ["role", "username"] },
    fixed: { downgradeOnDestroy: [false] },
  },
  "github:index/organizationRuleset:OrganizationRuleset": {
    judged: {
      "notify-pull-requests-only": [
        "enforcement",
        "target",
        "conditions.refName.includes",
        "conditions.refName.excludes",
      ],
      "notify-pull-requests-approved": [
        "rules.pullRequest.dismissStaleReviewsOnPush",
        "rules.pullRequest.requireLastPushApproval",
        "rules.pullRequest.requiredApprovingReviewCount",
      ],
      "notify-code-owners-approve": ["rules.pullRequest.requireCodeOwnerReview"],
      "notify-no-direct-pushes": ["bypassActors[].actorId", "bypassActors[].actorType", "rules.nonFastForward"],
      "notify-release-tags-limited": ["rules.creation", "rules.deletion", "rules.update"],
      "notify-checks-required": ["rules.requiredStatusChecks.requiredChecks[].context"],
      "resources-called-for": ["name"],
    },
    fixed: { "bypassActors[].bypassMode": ["always", "pull_request"] },
  },
  "github:index/organizationSettings:OrganizationSettings": {
    judged: { "notify-repository-access": ["defaultRepositoryPermission"] },
    fixed: {
      advancedSecurityEnabledForNewRepositories: [false],
      dependabotAlertsEnabledForNewRepositories: [false],
      dependabotSecurityUpdatesEnabledForNewRepositories: [false],
      dependencyGraphEnabledForNewRepositories: [false],
      hasOrganizationProjects: [true],
      hasRepositoryProjects: [true],
      membersCanCreatePages: [true],
      membersCanCreatePrivatePages: [true],
      membersCanCreatePrivateRepositories: [true],
      membersCanCreatePublicPages: [true],
      membersCanCreatePublicRepositories: [true],
      membersCanCreateRepositories: [true],
      membersCanForkPrivateRepositories: [false],
      secretScanningEnabledForNewRepositories: [false],
      secretScanningPushProtectionEnabledForNewRepositories: [false],
      webCommitSignoffRequired: [false],
    },
    free: { "where bills go": ["billingEmail"] },
  },
  "github:index/repository:Repository": {
    judged: {
      "resources-called-for": ["name"],
      "values-called-for": ["homepageUrl", "visibility"],
      "ocp-repositories-for-pages": ["pages"],
    },
    // Left out, a repository that leaves the register is deleted.
    demanded: { archiveOnDestroy: [true] },
    fixed: {
      allowAutoMerge: [false],
      allowMergeCommit: [true, false],
      allowRebaseMerge: [true, false],
      allowSquashMerge: [true, false],
      allowUpdateBranch: [true, false],
      ignoreVulnerabilityAlertsDuringRead: [false],
      archived: [false],
      autoInit: [true],
      deleteBranchOnMerge: [true, false],
      mergeCommitMessage: ["PR_TITLE"],
      mergeCommitTitle: ["MERGE_MESSAGE"],
      "securityAndAnalysis.secretScanning.status": ["enabled"],
      "securityAndAnalysis.secretScanningAiDetection.status": ["enabled"],
      "securityAndAnalysis.secretScanningNonProviderPatterns.status": ["enabled"],
      "securityAndAnalysis.secretScanningPushProtection.status": ["enabled"],
      squashMergeCommitMessage: ["COMMIT_MESSAGES"],
      squashMergeCommitTitle: ["COMMIT_OR_PR_TITLE"],
      vulnerabilityAlerts: [true],
      webCommitSignoffRequired: [true, false],
    },
    free: {
      [words]: ["description", "topics"],
      "where people write to each other about the code": ["hasDiscussions", "hasIssues", "hasProjects"],
    },
  },
  "github:index/repositoryCollaborator:RepositoryCollaborator": {
    judged: { "notify-repository-access": ["permission", "username"], "resources-called-for": ["repository"] },
    fixed: { permissionDiffSuppression: [false] },
  },
  "github:index/repositoryCollaborators:RepositoryCollaborators": {
    judged: { "notify-repository-access": ["teams", "users"], "resources-called-for": ["repository"] },
  },
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": {
    judged: { "notify-vulnerabilities-watched": ["repository"] },
    fixed: { enabled: [true] },
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    judged: {
      "notify-environments-protected": [
        "canAdminsBypass",
        "deploymentBranchPolicy.customBranchPolicies",
        "deploymentBranchPolicy.protectedBranches",
        "environment",
        "repository",
      ],
    },
    fixed: { preventSelfReview: [false, true], waitTimer: [0] },
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    judged: { "notify-environments-protected": ["branchPattern", "environment", "repository", "tagPattern"] },
  },
  "github:index/repositoryFile:RepositoryFile": {
    judged: {
      "resources-called-for": ["file", "repository"],
      "notify-workflows-understood": ["content"],
      "notify-security-impact-analysis": ["content"],
      "notify-security-paths-owned": ["content"],
      "notify-scripts-known": ["content"],
    },
    fixed: {
      autocreateBranch: [false],
      autocreateBranchSourceBranch: ["main"],
      branch: ["main"],
      overwriteOnCreate: [false],
    },
    free: { [words]: ["commitMessage"] },
  },
  "github:index/repositoryPages:RepositoryPages": {
    judged: {
      "ocp-pages-from-register": ["buildType", "cname", "httpsEnforced", "repository", "source.branch", "source.path"],
    },
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    judged: {
      "notify-pull-requests-only": [
        "enforcement",
        "target",
        "conditions.refName.includes",
        "conditions.refName.excludes",
      ],
      "notify-pull-requests-approved": [
        "rules.pullRequest.dismissStaleReviewsOnPush",
        "rules.pullRequest.requireLastPushApproval",
        "rules.pullRequest.requiredApprovingReviewCount",
      ],
      "notify-code-owners-approve": ["rules.pullRequest.requireCodeOwnerReview"],
      "notify-no-direct-pushes": ["bypassActors[].actorId", "bypassActors[].actorType", "rules.nonFastForward"],
      "notify-release-tags-limited": [
        "bypassActors[].actorId",
        "bypassActors[].actorType",
        "conditions.refName.excludes",
        "conditions.refName.includes",
        "enforcement",
        "rules.creation",
        "rules.deletion",
        "rules.update",
      ],
      "notify-checks-required": ["rules.requiredStatusChecks.requiredChecks[].context"],
      "resources-called-for": ["name", "repository"],
    },
    fixed: {
      "bypassActors[].bypassMode": ["always", "pull_request"],
      "rules.pullRequest.requiredReviewThreadResolution": [false],
      "rules.requiredStatusChecks.doNotEnforceOnCreate": [false],
      "rules.requiredStatusChecks.requiredChecks[].integrationId": [0],
      "rules.requiredStatusChecks.strictRequiredStatusChecksPolicy": [false],
      "rules.updateAllowsFetchAndMerge": [false],
    },
  },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": {
    judged: { "notify-vulnerabilities-watched": ["repository"] },
    fixed: { enabled: [true] },
  },
  "github:index/team:Team": {
    judged: { "notify-memberships-from-register": ["createDefaultMaintainer", "ldapDn", "name", "parentTeamId"] },
    // Left out, a team is secret, and GitHub asks no secret team as an owner of code.
    demanded: { privacy: ["closed"] },
    fixed: { notificationSetting: ["notifications_enabled", "notifications_disabled"] },
    free: { [words]: ["description"] },
  },
  "github:index/teamMembers:TeamMembers": {
    judged: { "notify-memberships-from-register": ["members", "teamId"] },
  },
  "github:index/teamMembership:TeamMembership": {
    judged: { "notify-memberships-from-register": ["role", "teamId", "username"] },
  },
  "github:index/teamRepository:TeamRepository": {
    judged: { "notify-repository-access": ["permission", "teamId"], "resources-called-for": ["repository"] },
  },
};
