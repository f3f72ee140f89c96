import { wholeNumber } from "../invent.ts";
import {
  boolean,
  identity,
  integer,
  list,
  object,
  output,
  type Property,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { approvals, etag, owner, ownNodeId, parts, repositoryName } from "./common.ts";

const off = { default: false } as const;

export const branchProtection: Table = {
  type: "github:index/branchProtection:BranchProtection",
  inputs: {
    allowsDeletions: boolean(off),
    allowsForcePushes: boolean(off),
    enforceAdmins: boolean(off),
    forcePushBypassers: set(string()),
    lockBranch: boolean(off),
    pattern: string(required),
    repositoryId: string(identity),
    requireConversationResolution: boolean(off),
    requireSignedCommits: boolean(off),
    requiredLinearHistory: boolean(off),
    requiredPullRequestReviews: list(
      object({
        // The documentation speaks of defaults for these too, but the provider gives none.
        dismissStaleReviews: boolean(),
        dismissalRestrictions: set(string()),
        pullRequestBypassers: set(string()),
        requireCodeOwnerReviews: boolean(),
        requireLastPushApproval: boolean(off),
        requiredApprovingReviewCount: integer({ ...approvals, default: 1 }),
        restrictDismissals: boolean(),
      }),
    ),
    requiredStatusChecks: list(object({ contexts: set(string()), strict: boolean() })),
    restrictPushes: list(object({ blocksCreations: boolean({ default: true }), pushAllowances: set(string()) })),
  },
  outputs: {},
  once: (made) => [`the protection of ${made.text("pattern")} in ${owner(made)}/${made.text("repositoryId")}`],
  id: (made) => ownNodeId("BPR", made),
  import: {
    format: "REPOSITORY:PATTERN",
    inputs: (id) => {
      const [repositoryId = "", ...pattern] = id.split(":");
      return repositoryId && pattern.length > 0 ? { repositoryId, pattern: pattern.join(":") } : undefined;
    },
    renames: true,
  },
};

const actors = { apps: set(string()), teams: set(string()), users: set(string()) };

export const branchProtectionV3: Table = {
  type: "github:index/branchProtectionV3:BranchProtectionV3",
  inputs: {
    branch: string(identity),
    enforceAdmins: boolean(off),
    repository: string({ ...identity, ...repositoryName }),
    requireConversationResolution: boolean(off),
    requireSignedCommits: boolean(off),
    requiredPullRequestReviews: object({
      bypassPullRequestAllowances: object(actors),
      dismissStaleReviews: boolean(off),
      dismissalApps: set(string()),
      dismissalTeams: set(string()),
      dismissalUsers: set(string()),
      includeAdmins: boolean(off),
      requireCodeOwnerReviews: boolean(),
      requireLastPushApproval: boolean(off),
      requiredApprovingReviewCount: integer({ ...approvals, default: 1 }),
    }),
    requiredStatusChecks: object({
      checks: set(string()),
      contexts: set(string()),
      includeAdmins: boolean(off),
      strict: boolean(off),
    }),
    restrictions: object(actors),
  },
  outputs: { etag },
  id: (made) => `${made.text("repository")}:${made.text("branch")}`,
  import: {
    format: "REPOSITORY:BRANCH",
    inputs: (id) => {
      const [repository = "", branch = ""] = parts(id, 2) ?? [];
      return repository ? { repository, branch } : undefined;
    },
  },
};

const namePattern = object({
  name: string(),
  negate: boolean(),
  operator: string({ ...required, oneOf: ["starts_with", "ends_with", "contains", "regex"] }),
  pattern: string(required),
});

const rules: Property = object(
  {
    branchNamePattern: namePattern,
    commitAuthorEmailPattern: namePattern,
    commitMessagePattern: namePattern,
    committerEmailPattern: namePattern,
    copilotCodeReview: object({ reviewDraftPullRequests: boolean(off), reviewOnPush: boolean(off) }),
    creation: boolean(),
    deletion: boolean(),
    fileExtensionRestriction: object({ restrictedFileExtensions: set(string(), required) }),
    filePathRestriction: object({ restrictedFilePaths: list(string(), required) }),
    maxFilePathLength: object({ maxFilePathLength: integer({ ...required, range: [1, 32767] }) }),
    maxFileSize: object({ maxFileSize: integer({ ...required, range: [1, 100] }) }),
    mergeQueue: object({
      checkResponseTimeoutMinutes: integer({ default: 60, range: [0, 360] }),
      groupingStrategy: string({ default: "ALLGREEN", oneOf: ["ALLGREEN", "HEADGREEN"] }),
      maxEntriesToBuild: integer({ default: 5, range: [0, 100] }),
      maxEntriesToMerge: integer({ default: 5, range: [0, 100] }),
      mergeMethod: string({ default: "MERGE", oneOf: ["MERGE", "SQUASH", "REBASE"] }),
      minEntriesToMerge: integer({ default: 1, range: [0, 100] }),
      minEntriesToMergeWaitMinutes: integer({ default: 5, range: [0, 360] }),
    }),
    nonFastForward: boolean(),
    pullRequest: object({
      allowedMergeMethods: list(string({ oneOf: ["merge", "squash", "rebase"] }), { count: [1, 3] }),
      dismissStaleReviewsOnPush: boolean(off),
      requireCodeOwnerReview: boolean(off),
      requireLastPushApproval: boolean(off),
      // A ruleset may ask for more than a branch protection, whose limit is 6.
      requiredApprovingReviewCount: integer({ default: 0, range: [0, 10] }),
      requiredReviewThreadResolution: boolean(off),
      requiredReviewers: list(
        object({
          filePatterns: list(string(), { ...required, count: [1, Number.POSITIVE_INFINITY] }),
          minimumApprovals: integer({ ...required, range: [0, 10] }),
          reviewer: object({ id: integer(required), type: string({ ...required, oneOf: ["Team"] }) }, required),
        }),
        { count: [0, 15] },
      ),
    }),
    requiredCodeScanning: object({
      requiredCodeScanningTools: set(
        object({
          alertsThreshold: string({ ...required, oneOf: ["none", "errors", "errors_and_warnings", "all"] }),
          securityAlertsThreshold: string({
            ...required,
            oneOf: ["none", "critical", "high_or_higher", "medium_or_higher", "all"],
          }),
          tool: string(required),
        }),
        { ...required, count: [1, Number.POSITIVE_INFINITY] },
      ),
    }),
    requiredDeployments: object({ requiredDeploymentEnvironments: list(string(), required) }),
    requiredLinearHistory: boolean(),
    requiredSignatures: boolean(),
    requiredStatusChecks: object({
      doNotEnforceOnCreate: boolean(off),
      requiredChecks: set(object({ context: string(required), integrationId: integer({ default: 0 }) }), {
        ...required,
        count: [1, Number.POSITIVE_INFINITY],
      }),
      strictRequiredStatusChecksPolicy: boolean(off),
    }),
    tagNamePattern: namePattern,
    update: boolean(),
    updateAllowsFetchAndMerge: boolean(off),
  },
  required,
);

export const repositoryRuleset: Table = {
  type: "github:index/repositoryRuleset:RepositoryRuleset",
  inputs: {
    bypassActors: list(
      object({
        actorId: integer(),
        actorType: string({
          ...required,
          oneOf: ["RepositoryRole", "Team", "Integration", "OrganizationAdmin", "DeployKey", "EnterpriseOwner", "User"],
        }),
        bypassMode: string({ ...required, oneOf: ["always", "pull_request", "exempt"] }),
      }),
    ),
    conditions: object({
      refName: object({ excludes: list(string(), required), includes: list(string(), required) }, required),
    }),
    enforcement: string({ ...required, oneOf: ["disabled", "active", "evaluate"] }),
    name: string({ length: [1, 100] }),
    repository: string({ ...required, ...repositoryName }),
    rules,
    target: string({ ...required, oneOf: ["branch", "tag", "push"] }),
  },
  outputs: {
    etag,
    nodeId: output(string(), (made) => ownNodeId("RRS", made)),
    rulesetId: output(integer(), (made) => wholeNumber(made.seed, 7)),
  },
  id: (made) => String(wholeNumber(made.seed, 7)),
  autoname: { property: "name", most: 100 },
  check: ({ target, conditions }) => {
    if (target === "branch" || target === "tag")
      return conditions === undefined
        ? [{ property: "conditions", reason: `is required when \`target\` is \`${target}\`: give \`refName\`` }]
        : [];
    return target === "push" && conditions !== undefined
      ? [{ property: "conditions", reason: "`refName` cannot be given when `target` is `push`" }]
      : [];
  },
};
