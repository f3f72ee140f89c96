import type * as Github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import type { Repository } from "../model/schema/change.ts";
import { protectedBranch } from "./protected-branch.ts";
import { github } from "./providers.ts";
import { repositoryFiles } from "./repository-files.ts";

export interface ProtectedRepositoryArgs {
  /** The repository as the register has it; it must be one that is managed here. */
  readonly repository: Repository;
  /** Teams by slug, which must exist before they are given access. */
  readonly teams: readonly pulumi.Resource[];
}

/** GitHub's number for the role of those who administer a repository, in the list of a ruleset's bypassers. */
const repositoryAdministrators = 5;

/**
 * A repository whose branches change by approved pull request only, to which people have access through teams only, and
 * whose workflows deploy and release as the register says (NOTIFY-CHG, NOTIFY-RST-4; NOTIFY-ROLE-1, 6).
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
      },
      { ...inner, protect: true },
    );
    // Exclusive lists would replace those of people who are not ours in a shared organisation; so one grant a team.
    const grants = Object.entries(repository.teams).map(
      ([team, permission]) =>
        new github.TeamRepository(
          `${name}-${team}`,
          { repository: name, teamId: team, permission },
          // Made anew for its id alone, it would be given, and then taken, by one name.
          { ...inner, dependsOn: [repo, ...teams], deleteBeforeReplace: true },
        ),
    );
    const alerts = new github.RepositoryVulnerabilityAlerts(
      name,
      { repository: name, enabled: true },
      { ...inner, dependsOn: [repo] },
    );
    // GitHub offers updates only for what it is allowed to raise alerts about.
    new github.RepositoryDependabotSecurityUpdates(
      name,
      { repository: name, enabled: true },
      { ...inner, dependsOn: [alerts] },
    );
    const content = this.#files(repo, name, repository);
    const branches = Object.keys(repository.branches).map((branch) =>
      protectedBranch(this, name, { branch, repository, repo, grants, content }),
    );
    new github.BranchDefault(
      name,
      { repository: name, branch: repository.defaultBranch },
      { ...inner, dependsOn: [repo, ...branches] },
    );
    for (const [environment, { deploysFrom }] of Object.entries(repository.environments ?? {})) {
      new github.RepositoryEnvironment(
        `${name}-${environment}`,
        {
          repository: name,
          environment,
          canAdminsBypass: false,
          ...(deploysFrom === "protected-branches" && {
            deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
          }),
        },
        { ...inner, dependsOn: [repo] },
      );
    }
    if (repository.releasedByTag === true) this.#releaseTags(repo, name);
    this.registerOutputs({});
  }

  /**
   * The files of the default branch, and what has to be there before the branch is closed to everybody. One after the
   * other: GitHub refuses a commit to a branch that another commit has moved meanwhile.
   *
   * Nothing is said of the commit: an import knows neither its author nor that it may overwrite, so either would be a
   * change of every imported file, which a closed branch refuses. GitHub signs a commit of an App by itself.
   */
  #files(repo: Github.Repository, name: string, repository: Repository): pulumi.Resource {
    return repositoryFiles(name, repository).reduce<pulumi.Resource>(
      (before, { path, content }) =>
        new github.RepositoryFile(
          `${name}/${path}`,
          { repository: name, branch: repository.defaultBranch, file: path, content },
          { parent: this, dependsOn: [before] },
        ),
      repo,
    );
  }

  /** A tag is a release, so nobody but administrators makes, moves or deletes one (NOTIFY-CHG-14). */
  #releaseTags(repo: Github.Repository, name: string): void {
    new github.RepositoryRuleset(
      `${name}-tags`,
      {
        repository: name,
        name: "release-tags",
        target: "tag",
        enforcement: "active",
        conditions: { refName: { includes: ["~ALL"], excludes: [] } },
        rules: { creation: true, update: true, deletion: true },
        bypassActors: [{ actorType: "RepositoryRole", actorId: repositoryAdministrators, bypassMode: "always" }],
      },
      { parent: this, protect: true, dependsOn: [repo] },
    );
  }
}
