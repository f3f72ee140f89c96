/** A permission of a GitHub App, as `create-github-app-token` names it, and how far it has to go. */
export type Permissions = Readonly<Record<string, "read" | "write">>;

/** What a token needs to read resources of a type, and to make, change and take them away. */
interface PermissionsOfType {
  readonly read: Permissions;
  readonly write: Permissions;
}

/** One permission for both, where the same settles it. */
const of = (permission: string): PermissionsOfType => ({
  read: { [permission]: "read" },
  write: { [permission]: "write" },
});

/**
 * Per type of the provider, by "Permissions required for GitHub Apps" of GitHub's REST reference, as remembered:
 * compare it with the reference before a token is made. A test holds the tokens of
 * the workflows against it, and refuses a type of the stacks that is not here.
 */
export const githubPermissions: Readonly<Record<string, PermissionsOfType>> = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": of("environments"),
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": of("environments"),
  "github:index/branch:Branch": of("contents"),
  "github:index/branchDefault:BranchDefault": of("administration"),
  "github:index/branchProtection:BranchProtection": of("administration"),
  "github:index/branchProtectionV3:BranchProtectionV3": of("administration"),
  "github:index/membership:Membership": of("members"),
  "github:index/repository:Repository": of("administration"),
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": of("administration"),
  // Made and changed by the one, read by the other.
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    read: { actions: "read" },
    write: { actions: "read", administration: "write" },
  },
  // A file below .github/workflows needs the second as well.
  "github:index/repositoryFile:RepositoryFile": {
    read: { contents: "read" },
    write: { contents: "write", workflows: "write" },
  },
  "github:index/repositoryPages:RepositoryPages": {
    read: { pages: "read" },
    write: { administration: "write", pages: "write" },
  },
  "github:index/repositoryRuleset:RepositoryRuleset": of("administration"),
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": of("administration"),
  "github:index/team:Team": of("members"),
  "github:index/teamMembership:TeamMembership": of("members"),
  "github:index/teamRepository:TeamRepository": {
    read: { members: "read", administration: "read" },
    write: { members: "write", administration: "write" },
  },
};

/** Both of two, the further one where they name the same. */
export function together(all: readonly Permissions[]): Permissions {
  const merged: Record<string, "read" | "write"> = {};
  for (const permissions of all) {
    for (const [name, level] of Object.entries(permissions)) {
      if (merged[name] !== "write") merged[name] = level;
    }
  }
  return merged;
}
