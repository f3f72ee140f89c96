import { wholeNumber } from "../invent.ts";
import { boolean, identity, integer, map, object, output, required, set, string, type Table } from "../table.ts";
import {
  etag,
  login,
  owner,
  ownNodeId,
  parts,
  permission,
  repositoryIdOutput,
  repositoryName,
  slug,
  teamId,
} from "./common.ts";

/** Whether an id is a team's number and not its slug. */
const isNumber = (id: string) => /^\d+$/.test(id);

/** The number of a team, which the importers put in the place of its slug (`getTeamID` in the provider's code). */
const numberOf = (team: string) => (isNumber(team) ? team : String(teamId(team.toLowerCase())));

const teamRole = { default: "member", oneOf: ["member", "maintainer"] } as const;

export const team: Table = {
  type: "github:index/team:Team",
  inputs: {
    createDefaultMaintainer: boolean({ default: false }),
    description: string(),
    ldapDn: string(),
    name: string({ length: [1, 255] }),
    notificationSetting: string({
      default: "notifications_enabled",
      oneOf: ["notifications_enabled", "notifications_disabled"],
    }),
    parentTeamId: string({ default: "" }),
    parentTeamReadId: string({ filled: (made) => made.text("parentTeamId") }),
    parentTeamReadSlug: string({ filled: (made) => made.text("parentTeamId") }),
    privacy: string({ default: "secret", oneOf: ["secret", "closed"] }),
  },
  outputs: {
    etag,
    membersCount: output(integer(), 0),
    nodeId: output(string(), (made) => ownNodeId("T", made)),
    slug: output(string(), (made) => slug(made.text("name"))),
  },
  once: (made) => [`the team ${owner(made)}/${slug(made.text("name"))}`],
  id: (made) => String(teamId(slug(made.text("name")))),
  autoname: { property: "name", most: 255 },
  check: ({ parentTeamId, privacy }) =>
    typeof parentTeamId === "string" && parentTeamId !== "" && privacy === "secret"
      ? [{ property: "privacy", reason: "expected `closed`: a team with a parent cannot be `secret`" }]
      : [],
  import: { format: "SLUG", inputs: (id) => (isNumber(id) ? undefined : { name: id }) },
};

export const teamMembership: Table = {
  type: "github:index/teamMembership:TeamMembership",
  inputs: { role: string(teamRole), teamId: string(identity), username: string({ ...identity, ...login }) },
  outputs: { etag },
  id: (made) => `${made.text("teamId")}:${made.text("username")}`,
  import: {
    format: "TEAM:USERNAME",
    renames: true,
    inputs: (id) => {
      const [team = "", username = ""] = parts(id, 2) ?? [];
      return team ? { teamId: numberOf(team), username } : undefined;
    },
  },
};

export const teamMembers: Table = {
  type: "github:index/teamMembers:TeamMembers",
  inputs: {
    members: set(object({ role: string(teamRole), username: string({ ...required, ...login }) }), required),
    teamId: string({ filled: (made) => String(teamId(made.text("teamSlug"))) }),
    teamSlug: string({ filled: (made) => made.text("teamId") }),
  },
  outputs: {},
  id: (made) => made.text("teamId"),
  check: ({ teamId: id, teamSlug }) =>
    (id === undefined) === (teamSlug === undefined)
      ? [{ property: "teamSlug", reason: "expected either `teamSlug` or `teamId`" }]
      : [],
};

export const teamRepository: Table = {
  type: "github:index/teamRepository:TeamRepository",
  inputs: {
    permission: string({ default: "pull", ...permission }),
    repository: string({ ...identity, ...repositoryName }),
    teamId: string(identity),
  },
  outputs: { etag },
  id: (made) => `${numberOf(made.text("teamId"))}:${made.text("repository")}`,
  import: {
    format: "TEAM:REPOSITORY",
    renames: true,
    inputs: (id) => {
      const [team = "", repository = ""] = parts(id, 2) ?? [];
      return team ? { teamId: numberOf(team), repository } : undefined;
    },
  },
};

export const membership: Table = {
  type: "github:index/membership:Membership",
  inputs: {
    downgradeOnDestroy: boolean({ default: false }),
    role: string({ default: "member", oneOf: ["member", "admin"] }),
    username: string({ ...identity, ...login }),
  },
  outputs: { etag },
  id: (made) => `${owner(made)}:${made.text("username")}`,
  import: {
    format: "ORGANIZATION:USERNAME",
    inputs: (id) => {
      const [, username = ""] = parts(id, 2) ?? [];
      return username ? { username } : undefined;
    },
  },
};

export const repositoryCollaborator: Table = {
  type: "github:index/repositoryCollaborator:RepositoryCollaborator",
  inputs: {
    permission: string({ default: "push", replaces: true, ...permission }),
    permissionDiffSuppression: boolean({ default: false }),
    // The owner may stand before the name.
    repository: string({
      ...identity,
      matches: { pattern: /^(?:[-a-zA-Z0-9]+\/)?[-a-zA-Z0-9_.]{1,100}$/, says: "`REPOSITORY` or `OWNER/REPOSITORY`" },
    }),
    username: string({ ...identity, ...login }),
  },
  outputs: { invitationId: output(string(), (made) => String(wholeNumber(made.seed, 9))) },
  id: (made) => `${made.text("repository")}:${made.text("username")}`,
  import: {
    format: "REPOSITORY:USERNAME",
    inputs: (id) => {
      const [repository = "", username = ""] = parts(id, 2) ?? [];
      return repository ? { repository, username } : undefined;
    },
  },
};

export const repositoryCollaborators: Table = {
  type: "github:index/repositoryCollaborators:RepositoryCollaborators",
  inputs: {
    ignoreTeams: set(object({ teamId: string(required) })),
    repository: string({ ...required, ...repositoryName }),
    teams: set(object({ permission: string({ default: "push", ...permission }), teamId: string(required) })),
    users: set(
      object({ permission: string({ default: "push", ...permission }), username: string({ ...required, ...login }) }),
    ),
  },
  outputs: {
    invitationIds: output(map(string()), {}),
    ownerConfigured: output(boolean(), false),
    repositoryId: repositoryIdOutput,
  },
  id: (made) => made.text("repository"),
  import: {
    format: "REPOSITORY",
    inputs: (id) => (repositoryName.matches.pattern.test(id) ? { repository: id } : undefined),
  },
};

const on = { default: true } as const;
const off = { default: false } as const;

export const organizationSettings: Table = {
  type: "github:index/organizationSettings:OrganizationSettings",
  inputs: {
    advancedSecurityEnabledForNewRepositories: boolean(off),
    billingEmail: string({ ...required, matches: { pattern: /^[^\s@]+@[^\s@]+$/, says: "an e-mail address" } }),
    blog: string(),
    company: string(),
    defaultRepositoryPermission: string({ default: "read", oneOf: ["read", "write", "admin", "none"] }),
    dependabotAlertsEnabledForNewRepositories: boolean(off),
    dependabotSecurityUpdatesEnabledForNewRepositories: boolean(off),
    dependencyGraphEnabledForNewRepositories: boolean(off),
    description: string(),
    email: string(),
    hasOrganizationProjects: boolean(on),
    hasRepositoryProjects: boolean(on),
    location: string(),
    membersCanCreateInternalRepositories: boolean(),
    membersCanCreatePages: boolean(on),
    membersCanCreatePrivatePages: boolean(on),
    membersCanCreatePrivateRepositories: boolean(on),
    membersCanCreatePublicPages: boolean(on),
    membersCanCreatePublicRepositories: boolean(on),
    membersCanCreateRepositories: boolean(on),
    membersCanForkPrivateRepositories: boolean(off),
    name: string(),
    secretScanningEnabledForNewRepositories: boolean(off),
    secretScanningPushProtectionEnabledForNewRepositories: boolean(off),
    twitterUsername: string(),
    webCommitSignoffRequired: boolean(off),
  },
  outputs: {},
  once: (made) => [`the settings of ${owner(made)}`],
  id: (made) => String(wholeNumber(`github/organization/${owner(made)}`, 8)),
  autoname: { property: "name", most: 255 },
};
