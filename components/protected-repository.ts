import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import type { Repository } from "../model/schema/change.ts";

export interface ProtectedRepositoryArgs {
  /** The repository as the register has it; it must be one that is managed here. */
  readonly repository: Repository;
  /** Teams by slug, which must exist before they are given access. */
  readonly teams: readonly pulumi.Resource[];
}

/**
 * A repository whose branches change by approved pull request only, and to which people have access through teams only
 * (NOTIFY-CHG-1, 2, 3, 8, 10, 13; NOTIFY-ROLE-1, 6).
 */
export class ProtectedRepository extends pulumi.ComponentResource {
  constructor(name: string, { repository, teams }: ProtectedRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:github:ProtectedRepository", name, {}, opts);
    const inner = { parent: this };
    const repo = new github.Repository(
      name,
      {
        name,
        description: repository.title,
        visibility: repository.visibility,
        autoInit: true,
        // Lost code cannot be restored from here: a repository that leaves the register is archived, not deleted.
        archiveOnDestroy: true,
        deleteBranchOnMerge: true,
        hasIssues: true,
        vulnerabilityAlerts: true,
      },
      { ...inner, protect: true },
    );
    // Exclusive lists would replace those of people who are not ours in a shared organisation; so one grant a team.
    for (const [team, permission] of Object.entries(repository.teams)) {
      new github.TeamRepository(
        `${name}-${team}`,
        { repository: name, teamId: team, permission },
        { ...inner, dependsOn: [repo, ...teams] },
      );
    }
    const branches = Object.keys(repository.branches).map((branch) => this.#branch(repo, name, branch, repository));
    new github.BranchDefault(
      name,
      { repository: name, branch: repository.defaultBranch },
      { ...inner, dependsOn: [repo, ...branches] },
    );
    this.registerOutputs({});
  }

  /** A branch and its protection. GitHub makes the first branch itself, from `autoInit`. */
  #branch(repo: github.Repository, name: string, branch: string, repository: Repository): pulumi.Resource {
    const { approvals, requiredChecks, mergedBy } = repository.branches[branch] ?? {
      approvals: 1,
      requiredChecks: [],
      mergedBy: [],
    };
    const existing =
      branch === repository.defaultBranch
        ? repo
        : new github.Branch(
            `${name}-${branch}`,
            { repository: name, branch, sourceBranch: repository.defaultBranch },
            { parent: this, dependsOn: [repo] },
          );
    return new github.BranchProtection(
      `${name}-${branch}`,
      {
        repositoryId: repo.nodeId,
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
      { parent: this, protect: true, dependsOn: [existing] },
    );
  }
}
