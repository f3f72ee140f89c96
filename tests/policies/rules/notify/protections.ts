import { resource } from "../../judge.ts";

/** Protections of one branch that allow nothing they should not: one for each type that can protect a branch. */
export const compliant = {
  BranchProtection: {
    repositoryId: "R_1",
    pattern: "main",
    enforceAdmins: true,
    allowsForcePushes: false,
    allowsDeletions: false,
    requiredPullRequestReviews: [
      {
        requiredApprovingReviewCount: 1,
        dismissStaleReviews: true,
        requireLastPushApproval: true,
        requireCodeOwnerReviews: true,
        pullRequestBypassers: [],
      },
    ],
    restrictPushes: [{ blocksCreations: true, pushAllowances: ["GSA/notify-administrators"] }],
  },
  BranchProtectionV3: {
    repository: "notifications-api",
    branch: "main",
    enforceAdmins: true,
    requiredPullRequestReviews: {
      requiredApprovingReviewCount: 1,
      dismissStaleReviews: true,
      requireLastPushApproval: true,
      requireCodeOwnerReviews: true,
    },
    restrictions: { teams: ["notify-administrators"], users: [], apps: [] },
  },
  RepositoryRuleset: {
    repository: "notifications-api",
    target: "branch",
    enforcement: "active",
    conditions: { refName: { includes: ["refs/heads/main"], excludes: [] } },
    rules: {
      deletion: true,
      nonFastForward: true,
      pullRequest: {
        requiredApprovingReviewCount: 1,
        dismissStaleReviewsOnPush: true,
        requireLastPushApproval: true,
      },
    },
  },
};

export type ProtectionName = keyof typeof compliant | "OrganizationRuleset";

/** A compliant protection of a type with one change; of an organisation's ruleset, that of a repository's. */
export function protection(
  name: ProtectionName,
  // biome-ignore lint/suspicious/noExplicitAny: a test may break anything
  change: (props: any) => void = () => {},
) {
  const props = structuredClone(compliant[name === "OrganizationRuleset" ? "RepositoryRuleset" : name]);
  change(props);
  return resource(`github:index/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`, "api-main", props);
}
