import type * as Github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";
import type { Repository } from "../model/schema/change.ts";
import { github } from "./providers.ts";

interface ProtectedBranchArgs {
  readonly branch: string;
  /** The repository as the register has it. */
  readonly repository: Repository;
  readonly repo: Github.Repository;
  /** What the teams may do in the repository: GitHub drops, without a word, whoever may not write yet from those who may push. */
  readonly grants: readonly Github.TeamRepository[];
  /** What has to be on the default branch before anything starts from it, and before it is closed. */
  readonly content: pulumi.Resource;
}

/**
 * A branch and its protection, which it returns. GitHub makes the first branch itself, from `autoInit`; the others start
 * from it with the files that it has then. All are protected only after that, since protection binds this program too.
 */
export function protectedBranch(
  parent: pulumi.Resource,
  name: string,
  { branch, repository, repo, grants, content }: ProtectedBranchArgs,
): Github.BranchProtection {
  const { approvals, requiredChecks, mergedBy } = repository.branches[branch] ?? {
    approvals: 1,
    requiredChecks: [],
    mergedBy: [],
  };
  const existing =
    branch === repository.defaultBranch
      ? content
      : new github.Branch(
          `${name}-${branch}`,
          { repository: name, branch, sourceBranch: repository.defaultBranch },
          { parent, dependsOn: [content] },
        );
  return new github.BranchProtection(
    `${name}-${branch}`,
    {
      // By name, which GitHub's provider takes as well and which is known at preview: an id could be anybody's until it is made.
      repositoryId: name,
      pattern: branch,
      enforceAdmins: true,
      allowsForcePushes: false,
      allowsDeletions: false,
      requireConversationResolution: true,
      requiredStatusChecks: requiredChecks.length > 0 ? [{ strict: true, contexts: requiredChecks }] : [],
      requiredPullRequestReviews: [
        {
          requiredApprovingReviewCount: approvals,
          dismissStaleReviews: true,
          requireLastPushApproval: true,
          requireCodeOwnerReviews: true,
          pullRequestBypassers: [],
        },
      ],
      restrictPushes: [
        { blocksCreations: true, pushAllowances: mergedBy.map((team) => `${repository.owner}/${team}`) },
      ],
    },
    { parent, protect: true, dependsOn: [repo, existing, ...grants] },
  );
}
