import type { Repository } from "../../../model/schema/change.ts";
import { shown } from "../reading.ts";
import { by, type Calls, joined, type Wanted } from "./calls.ts";

const inRepositories = "register/notify/repositories.yaml";
const inSystems = "a role's team in the register's systems";

/** The repositories that are made in the stack that US Notify's environments share. */
function managed({ register, stack }: Wanted): [string, Repository][] {
  return stack === "notify-platform" ? Object.entries(register.repositories).filter(([, { managed }]) => managed) : [];
}

/** The sites of the register that are made from a repository. */
function sites({ register }: Wanted) {
  if (register.id !== "ocp") return [];
  return Object.values(register.services).flatMap(({ pages }) => (pages === undefined ? [] : [pages]));
}

/** The teams, each with the logins of those who hold its role and have not had it revoked. */
function teams({ register, stack }: Wanted): { team: string; members: string[] }[] {
  if (stack !== "notify-platform") return [];
  return Object.entries(register.systems).flatMap(([system, { roles }]) =>
    Object.entries(roles).flatMap(([role, { team }]) => {
      if (team === undefined) return [];
      const held = (register.grants[system]?.[role] ?? []).filter(({ revokedOn }) => revokedOn === undefined);
      return [{ team, members: held.flatMap(({ person }) => register.people[person]?.github ?? []) }];
    }),
  );
}

/** Logins and names of repositories are the same to GitHub in any case of letters. */
const folded =
  (identity: Calls["identity"]): Calls["identity"] =>
  (resource, register) =>
    identity(resource, register).toLowerCase();
const lower = (each: string) => each.toLowerCase();

const ofEachRepository: Calls = {
  identity: folded(by("repository")),
  called: (wanted) => managed(wanted).map(([id]) => lower(id)),
  where: inRepositories,
};

/** Everything on GitHub. */
export const githubCalls: Readonly<Record<string, Calls>> = {
  "github:index/repository:Repository": {
    identity: folded(({ props, name }) => shown(props.name ?? name)),
    called: (wanted) =>
      [...managed(wanted).map(([id]) => id), ...sites(wanted).map((each) => each.repository)].map(lower),
    where: `${inRepositories}, or a service's pages in register/ocp/services.yaml`,
  },
  "github:index/repositoryPages:RepositoryPages": {
    identity: folded(by("repository")),
    called: (wanted) => sites(wanted).map(({ repository }) => lower(repository)),
    mayBeMissing: "ocp-pages-declared misses it",
    where: "a service's pages in register/ocp/services.yaml",
  },
  "github:index/branch:Branch": {
    identity: by("repository", "branch"),
    called: (wanted) => [
      ...managed(wanted).flatMap(([id, { branches, defaultBranch }]) =>
        Object.keys(branches)
          .filter((branch) => branch !== defaultBranch)
          .map((branch) => joined(id, branch)),
      ),
      ...sites(wanted).map(({ repository, branch }) => joined(repository, branch)),
    ],
    where: `branches in ${inRepositories}`,
  },
  "github:index/branchDefault:BranchDefault": ofEachRepository,
  "github:index/branchProtection:BranchProtection": {
    // Whose it is shows only in a whole stack, by where its repository's id comes from.
    identity: ({ props }) => shown(props.pattern),
    called: (wanted) => managed(wanted).flatMap(([, { branches }]) => Object.keys(branches)),
    mayRepeat: "each repository has its own, which notify-branches-protected counts",
    mayBeMissing: "notify-branches-protected misses it",
    where: `branches in ${inRepositories}`,
  },
  "github:index/branchProtectionV3:BranchProtectionV3": {
    identity: by("repository", "branch"),
    called: (wanted) =>
      managed(wanted).flatMap(([id, { branches }]) => Object.keys(branches).map((branch) => joined(id, branch))),
    mayBeMissing: "a branch has one protection, of whichever type; notify-branches-protected misses it",
    where: `branches in ${inRepositories}`,
  },
  "github:index/repositoryRuleset:RepositoryRuleset": {
    identity: by("repository", "name"),
    called: (wanted) =>
      managed(wanted)
        .filter(([, { releasedByTag }]) => releasedByTag === true)
        .map(([id]) => joined(id, "release-tags")),
    mayBeMissing: "notify-release-tags-present misses it",
    where: `releasedByTag in ${inRepositories}`,
  },
  "github:index/repositoryFile:RepositoryFile": {
    identity: by("repository", "file"),
    called: (wanted) =>
      managed(wanted).flatMap(([id, { files = {}, codeOwners = [] }]) =>
        [...Object.keys(files), ...(codeOwners.length > 0 ? [".github/CODEOWNERS"] : [])].map((path) =>
          joined(id, path),
        ),
      ),
    where: `files in ${inRepositories}`,
  },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    identity: by("repository", "environment"),
    called: (wanted) =>
      managed(wanted).flatMap(([id, { environments = {} }]) =>
        Object.keys(environments).map((each) => joined(id, each)),
      ),
    mayBeMissing: "notify-environments-present misses it",
    where: `environments in ${inRepositories}`,
  },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": ofEachRepository,
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": ofEachRepository,
  "github:index/team:Team": {
    identity: folded(({ props, name }) => shown(props.name ?? name)),
    called: (wanted) => teams(wanted).map(({ team }) => lower(team)),
    where: inSystems,
  },
  "github:index/teamMembership:TeamMembership": {
    identity: folded(by("teamId", "username")),
    called: (wanted) =>
      teams(wanted).flatMap(({ team, members }) => members.map((member) => lower(joined(team, member)))),
    where: "the register's grants",
  },
  "github:index/membership:Membership": {
    identity: folded(by("username")),
    called: (wanted) => teams(wanted).flatMap(({ members }) => members.map(lower)),
    where: "the register's grants",
  },
  "github:index/teamRepository:TeamRepository": {
    identity: folded(by("repository", "teamId")),
    called: (wanted) =>
      managed(wanted).flatMap(([id, { teams }]) => Object.keys(teams).map((team) => lower(joined(id, team)))),
    where: `teams in ${inRepositories}`,
  },
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": {
    identity: folded(by("repository", "environment", "secretName")),
    // A credential is made by the stack of its environment, whatever the environments on GitHub are called that have it.
    called: ({ register, environment: where }) =>
      Object.values(register.credentials)
        .filter(({ environment }) => where !== undefined && environment === where.id)
        .flatMap(({ storedIn }) => storedIn ?? [])
        .map(({ repository, environment = "", secretName }) => lower(joined(repository, environment, secretName))),
    where: "storedIn in register/notify/credentials.yaml",
  },
};
