import { addDays } from "../../../model/dates.ts";
import { type Case, casesOf } from "../case.ts";
import {
  addResource,
  type ExportedState,
  type RegisterDraft,
  removeResource,
  resourceIn,
  type StateResource,
  setProperties,
} from "../state.ts";

const { red, green } = casesOf("notify-platform");

const protectionType = "github:index/branchProtection:BranchProtection";
const protectionV3Type = "github:index/branchProtectionV3:BranchProtectionV3";
const teamRepositoryType = "github:index/teamRepository:TeamRepository";
const membershipType = "github:index/teamMembership:TeamMembership";

/** The protection of a branch, `REPOSITORY-BRANCH`. */
const protection = (state: ExportedState, name: string) => resourceIn(state, protectionType, name);

/** The rules about pull requests in a branch protection, to be changed. */
function reviewsOf(state: ExportedState, name: string, changes: Record<string, unknown>): void {
  const { inputs } = protection(state, name);
  const [reviews] = inputs?.requiredPullRequestReviews ?? [];
  setProperties(protection(state, name), { requiredPullRequestReviews: [{ ...reviews, ...changes }] });
}

/** What a team may do with a repository. */
function permit(state: ExportedState, repository: string, team: string, permission: string): void {
  setProperties(resourceIn(state, teamRepositoryType, `${repository}-${team}`), { permission });
}

/** A member of a team, beside one whom it has. */
function addMember(state: ExportedState, team: string, username: string): void {
  const sibling = resourceIn(state, membershipType, "notify-engineers-notify-engineer-1");
  const properties = { teamId: team, username, role: "member" };
  addResource(state, sibling, { type: membershipType, name: `${team}-${username}`, properties });
}

/** A ruleset for a branch beside its protection, as strict as it. */
function addRuleset(state: ExportedState, beside: StateResource, branch: string, more: Record<string, unknown>): void {
  addResource(state, beside, {
    type: "github:index/repositoryRuleset:RepositoryRuleset",
    name: `ruleset-${branch}`,
    properties: {
      repository: "notifications-admin",
      name: branch,
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: [`refs/heads/${branch}`], excludes: [] } },
      rules: {
        deletion: true,
        nonFastForward: true,
        pullRequest: {
          requiredApprovingReviewCount: 1,
          dismissStaleReviewsOnPush: true,
          requireLastPushApproval: true,
        },
      },
      ...more,
    },
  });
}

/** A grant of a role on GitHub, approved and made in order. */
function grantInOrder(register: RegisterDraft, role: string, person: string): void {
  register.grants.github[role].push({
    person,
    approvedBy: "system-owner",
    approvedOn: "2024-02-05",
    createdBy: "admin-1",
    createdOn: "2024-02-06",
  });
}

/** The grant of a role on GitHub that a person has. */
function githubGrant(register: RegisterDraft, role: string, person: string) {
  // biome-ignore lint/suspicious/noExplicitAny: entries of a draft
  return register.grants.github[role].find((each: any) => each.person === person);
}

const pullRequests: readonly Case[] = [
  red(
    "NOTIFY-CHG-1",
    "a branch that changes without a pull request",
    ["notify-code-owners-approve", "notify-pull-requests-approved", "notify-pull-requests-only"],
    {
      state: (state) => setProperties(protection(state, "notifications-api-main"), { requiredPullRequestReviews: [] }),
    },
  ),
  red("NOTIFY-CHG-1", "a branch that may be force-pushed", ["notify-pull-requests-only"], {
    state: (state) => setProperties(protection(state, "notifications-api-main"), { allowsForcePushes: true }),
  }),
  red("NOTIFY-CHG-1", "a branch whose pull requests somebody may bypass", ["notify-pull-requests-only"], {
    state: (state) => reviewsOf(state, "notifications-api-main", { pullRequestBypassers: ["/notify-admin-1"] }),
  }),
  red("NOTIFY-CHG-1", "a branch that has lost its protection", ["notify-branches-protected"], {
    state: (state) => removeResource(state, protectionType, "ttsnotify-brokerpak-sms-main"),
  }),
  green("NOTIFY-CHG-1", "a branch that is protected more than it has to be", {
    state: (state) =>
      setProperties(protection(state, "notifications-api-main"), {
        requireSignedCommits: true,
        requiredLinearHistory: true,
      }),
  }),

  red("NOTIFY-CHG-2", "pull requests without an approval", ["notify-pull-requests-approved"], {
    state: (state) => reviewsOf(state, "notifications-api-main", { requiredApprovingReviewCount: 0 }),
  }),
  green("NOTIFY-CHG-2", "pull requests with two approvals", {
    register: ({ repositories }) =>
      void Object.assign(repositories["notifications-api"].branches.main, { approvals: 2 }),
    state: (state) => reviewsOf(state, "notifications-api-main", { requiredApprovingReviewCount: 2 }),
  }),
  red("NOTIFY-CHG-2", "an approval that outlives later pushes", ["notify-pull-requests-approved"], {
    state: (state) => reviewsOf(state, "notifications-admin-production", { dismissStaleReviews: false }),
  }),
  red("NOTIFY-CHG-2", "an approval by whoever pushed last", ["notify-pull-requests-approved"], {
    state: (state) => reviewsOf(state, "notifications-admin-production", { requireLastPushApproval: undefined }),
  }),
  green("NOTIFY-CHG-2", "one approval of production, which is the floor", {
    register: ({ repositories }) =>
      void Object.assign(repositories["notifications-admin"].branches.production, { approvals: 1 }),
    state: (state) => reviewsOf(state, "notifications-admin-production", { requiredApprovingReviewCount: 1 }),
  }),

  red("NOTIFY-CHG-3", "engineers who may merge", ["notify-merged-by-administrators"], {
    state: (state) =>
      setProperties(protection(state, "notifications-api-main"), {
        restrictPushes: [{ pushAllowances: ["GSA/notify-administrators", "GSA/notify-engineers"] }],
      }),
  }),
  red("NOTIFY-CHG-3", "everybody with write access who may merge", ["notify-merged-by-administrators"], {
    state: (state) => setProperties(protection(state, "notifications-api-main"), { restrictPushes: undefined }),
  }),
  green("NOTIFY-CHG-3", "administrators who merge, and branches that others may create", {
    state: (state) =>
      setProperties(protection(state, "notifications-api-main"), {
        restrictPushes: [{ blocksCreations: false, pushAllowances: ["GSA/notify-administrators"] }],
      }),
  }),
  red("NOTIFY-CHG-3", "a team with Maintain, which pushes past the restriction", ["notify-repository-access"], {
    state: (state) => permit(state, "notifications-api", "notify-isso", "maintain"),
  }),
  green("NOTIFY-CHG-3", "a team with less than it may have", {
    state: (state) => permit(state, "notifications-api", "notify-isso", "triage"),
  }),
];

/** Branches that nobody pushes to, by clause. */
const branches: readonly Case[] = (
  [
    ["NOTIFY-CHG-8", "notifications-api", "main"],
    ["NOTIFY-CHG-8", "notifications-admin", "main"],
    ["NOTIFY-CHG-10", "notifications-api", "production"],
    ["NOTIFY-CHG-10", "notifications-admin", "production"],
    ["NOTIFY-CHG-13", "usnotify-ssb", "main"],
  ] as const
).flatMap(([clause, repository, branch]): Case[] => {
  const name = `${repository}-${branch}`;
  return [
    red(
      clause,
      `${branch} of ${repository}, which administrators may push to`,
      ["notify-no-direct-pushes", "notify-pull-requests-approved"],
      { state: (state) => setProperties(protection(state, name), { enforceAdmins: undefined }) },
    ),
    red(clause, `${branch} of ${repository} without its protection`, ["notify-branches-protected"], {
      state: (state) => removeResource(state, protectionType, name),
    }),
    green(clause, `${branch} of ${repository}, protected by the other resource for it`, {
      state: (state) => {
        const classic = protection(state, name);
        addResource(state, classic, {
          type: protectionV3Type,
          name,
          protect: true,
          properties: {
            repository,
            branch,
            enforceAdmins: true,
            requiredPullRequestReviews: {
              requiredApprovingReviewCount: 1,
              dismissStaleReviews: true,
              requireLastPushApproval: true,
              requireCodeOwnerReviews: true,
            },
            requiredStatusChecks: { strict: true, checks: classic.inputs?.requiredStatusChecks?.[0]?.contexts ?? [] },
            restrictions: { teams: ["notify-administrators"], users: [], apps: [] },
          },
        });
        removeResource(state, protectionType, name);
      },
    }),
  ];
});

const rulesets: readonly Case[] = [
  red("NOTIFY-CHG-10", "a ruleset that administrators bypass", ["notify-no-direct-pushes", "resources-called-for"], {
    state: (state) =>
      addRuleset(state, protection(state, "notifications-admin-production"), "production", {
        bypassActors: [{ actorType: "OrganizationAdmin", actorId: 1, bypassMode: "always" }],
      }),
  }),
  red("GATE-10", "a ruleset beside the protection, which nobody called for", ["resources-called-for"], {
    state: (state) => addRuleset(state, protection(state, "notifications-admin-production"), "production", {}),
  }),
];

const roles: readonly Case[] = [
  red("NOTIFY-ROLE-1", "a contractor as Administrator", ["notify-administrators-are-pbs-fed"], {
    register: (register) => grantInOrder(register, "administrator", "engineer-2"),
  }),
  green("NOTIFY-ROLE-1", "a federal employee as Administrator", {
    register: (register) => grantInOrder(register, "administrator", "engineer-1"),
  }),
  red("NOTIFY-ROLE-1", "engineers who are to have Admin", ["notify-team-permissions-planned"], {
    register: (register) => {
      register.repositories["notifications-api"].teams["notify-engineers"] = "admin";
    },
  }),
  red("NOTIFY-ROLE-1", "engineers who have Admin", ["notify-repository-access"], {
    state: (state) => permit(state, "notifications-api", "notify-engineers", "admin"),
  }),
  red(
    "NOTIFY-ROLE-1",
    "somebody in the administrators' team without the role",
    ["notify-memberships-from-register", "resources-called-for"],
    {
      state: (state) => addMember(state, "notify-administrators", "notify-engineer-1"),
    },
  ),
  green("NOTIFY-ROLE-1", "somebody in the administrators' team with the role", {
    register: (register) => grantInOrder(register, "administrator", "engineer-1"),
    state: (state) => addMember(state, "notify-administrators", "notify-engineer-1"),
  }),

  red("NOTIFY-ROLE-6", "an agency partner as Engineer", ["notify-engineers-are-staff-or-contractors"], {
    register: (register) => grantInOrder(register, "engineer", "partner-1"),
  }),
  green("NOTIFY-ROLE-6", "one more contractor as Engineer", {
    register: (register) => {
      register.people["engineer-5"] = { ...register.people["engineer-2"], email: "engineer-5@example.gov" };
      register.people["engineer-5"].github = "notify-engineer-5";
      grantInOrder(register, "engineer", "engineer-5");
    },
  }),
  red("NOTIFY-ROLE-6", "engineers who have Maintain", ["notify-repository-access"], {
    state: (state) => permit(state, "usnotify-ssb", "notify-engineers", "maintain"),
  }),
  red("NOTIFY-ROLE-6", "engineers who have less than Write", ["notify-repository-access"], {
    state: (state) => permit(state, "usnotify-ssb", "notify-engineers", "pull"),
  }),
  red(
    "NOTIFY-ROLE-6",
    "an organisation in which every member may write",
    ["notify-repository-access", "resources-called-for"],
    {
      state: (state) =>
        addResource(state, resourceIn(state, "github:index/membership:Membership", "notify-engineer-1"), {
          type: "github:index/organizationSettings:OrganizationSettings",
          name: "organisation",
          properties: { billingEmail: "billing@example.gov", defaultRepositoryPermission: "write" },
        }),
    },
  ),
  green("NOTIFY-ROLE-6", "an engineer more", {
    register: (register) => grantInOrder(register, "engineer", "devops-1"),
  }),
  red("GATE-10", "settings of the organisation, which nobody called for", ["resources-called-for"], {
    state: (state) =>
      addResource(state, resourceIn(state, "github:index/membership:Membership", "notify-engineer-1"), {
        type: "github:index/organizationSettings:OrganizationSettings",
        name: "organisation",
        properties: { billingEmail: "billing@example.gov", defaultRepositoryPermission: "none" },
      }),
  }),
];

const accounts: readonly Case[] = [
  red("NOTIFY-ACC-1", "an account that was approved the day after it was made", ["notify-accounts-approved"], {
    register: (register) => {
      const grant = githubGrant(register, "engineer", "engineer-1");
      grant.approvedOn = addDays(grant.createdOn, 1);
    },
  }),
  green("NOTIFY-ACC-1", "an account that was approved the day it was made", {
    register: (register) => {
      const grant = githubGrant(register, "engineer", "engineer-1");
      grant.approvedOn = grant.createdOn;
    },
  }),
  red(
    "NOTIFY-ACC-1",
    "an account that the System Owner approved before they held the office",
    ["notify-accounts-approved"],
    {
      register: (register) => {
        const [, grant] = register.grants.github.administrator;
        Object.assign(grant, { approvedOn: "2023-04-17" });
      },
    },
  ),
  green("NOTIFY-ACC-1", "an account that the System Owner approved on their first day in office", {
    register: (register) => {
      const [, grant] = register.grants.github.administrator;
      Object.assign(grant, { approvedOn: "2023-04-18" });
    },
  }),
  red("NOTIFY-ACC-1", "a System Owner who left yesterday, and whom nobody follows", ["notify-system-owner-in-office"], {
    register: (register, asOf) => {
      register.people["system-owner"].leftOn = addDays(asOf, -1);
    },
  }),
  green("NOTIFY-ACC-1", "a System Owner whose last day it is, and whatever they approved", {
    register: (register, asOf) => {
      register.people["system-owner"].leftOn = asOf;
    },
  }),
  red("NOTIFY-ACC-1", "an account that an Administrator approved", ["notify-accounts-approved"], {
    register: (register) => {
      githubGrant(register, "engineer", "engineer-1").approvedBy = "admin-1";
    },
  }),
  red("NOTIFY-ACC-1", "a Platform Administrator whom nobody approved", ["notify-accounts-approved"], {
    register: (register) => {
      const [grant] = register.grants.application["platform-administrator"];
      delete grant.approvedBy;
      delete grant.approvedOn;
    },
  }),
  green("NOTIFY-ACC-1", "a user of the application whom nobody approved", {
    register: (register) => {
      register.grants.application.user.push({
        person: "partner-2",
        service: "pilot-partner-2",
        permissions: ["send_texts"],
        createdBy: "admin-2",
        createdOn: "2025-03-03",
      });
    },
  }),
  red("NOTIFY-ACC-1", "a System Owner whom a contractor employs", ["notify-system-owner-in-office"], {
    register: (register) => {
      Object.assign(register.people["system-owner"], { employment: "contractor", organisation: "contractor-1" });
    },
  }),

  red("NOTIFY-ACC-2", "a user of the application whom nobody let in", ["notify-application-accounts-created"], {
    register: (register) => {
      delete register.grants.application.user[0].createdBy;
    },
  }),
  red("NOTIFY-ACC-3", "a User Manager whom another service's manager let in", ["notify-application-accounts-created"], {
    register: (register) => {
      register.grants.application["user-manager"][0].createdBy = "partner-2";
    },
  }),
  green("NOTIFY-ACC-3", "a User Manager whom the one before let in", {
    register: (register, asOf) => {
      const [first] = register.grants.application["user-manager"];
      const [user] = register.grants.application.user;
      Object.assign(user, { revokedOn: asOf });
      register.grants.application["user-manager"].push({
        ...first,
        ...{ person: "partner-3", createdBy: "partner-1", createdOn: asOf },
      });
    },
  }),
  red("NOTIFY-ACC-2", "an account that an engineer made", ["notify-accounts-created-by-administrators"], {
    register: (register) => {
      githubGrant(register, "engineer", "engineer-2").createdBy = "engineer-1";
    },
  }),
  red(
    "NOTIFY-ACC-2",
    "an account made by somebody who became Administrator that day",
    ["notify-accounts-created-by-administrators"],
    {
      register: (register) => {
        const { createdOn } = githubGrant(register, "administrator", "admin-2");
        Object.assign(githubGrant(register, "engineer", "engineer-1"), { createdBy: "admin-2", createdOn });
      },
    },
  ),
  green("NOTIFY-ACC-2", "an account made by somebody who had become Administrator the day before", {
    register: (register) => {
      const createdOn = addDays(githubGrant(register, "administrator", "admin-2").createdOn, 1);
      Object.assign(githubGrant(register, "engineer", "engineer-1"), { createdBy: "admin-2", createdOn });
    },
  }),

  red("NOTIFY-ACC-4", "a contractor with an address elsewhere", ["notify-gov-addresses"], {
    register: (register) => {
      register.people["engineer-2"].email = "engineer-2@example.com";
    },
  }),
  red("NOTIFY-ACC-4", "a domain that only looks like .gov", ["notify-gov-addresses"], {
    register: (register) => {
      register.people["partner-1"].email = "partner-1@example.gov.example.com";
    },
  }),
  green("NOTIFY-ACC-4", "an address at a subdomain of a .gov domain", {
    register: (register) => {
      register.people["engineer-2"].email = "engineer-2@mail.example.gov";
    },
  }),

  red("NOTIFY-ACC-5", "an account that is open on day 15 after its holder left", ["notify-leavers-out"], {
    register: (register, asOf) => {
      register.people["engineer-1"].leftOn = addDays(asOf, -15);
    },
  }),
  green("NOTIFY-ACC-5", "an account that is open on day 14 after its holder left", {
    register: (register, asOf) => {
      register.people["engineer-1"].leftOn = addDays(asOf, -14);
    },
  }),
  red("NOTIFY-ACC-5", "an account that was not updated by day 15 after a change of role", ["notify-leavers-out"], {
    register: (register, asOf) => {
      register.people["engineer-1"].roleChangedOn = addDays(asOf, -15);
    },
  }),
  green("NOTIFY-ACC-5", "an account that was not updated by day 14 after a change of role", {
    register: (register, asOf) => {
      register.people["engineer-1"].roleChangedOn = addDays(asOf, -14);
    },
  }),
  green("NOTIFY-ACC-5", "an account that was updated on day 14", {
    register: (register, asOf) => {
      register.people["engineer-1"].roleChangedOn = addDays(asOf, -15);
      githubGrant(register, "engineer", "engineer-1").updatedOn = addDays(asOf, -1);
    },
  }),
  red(
    "NOTIFY-ACC-5",
    "somebody who left and is in a team",
    ["notify-memberships-from-register", "resources-called-for"],
    {
      state: (state) => addMember(state, "notify-engineers", "notify-engineer-3"),
    },
  ),
];

/** Cases of the Notify run book. */
export const notifyCases: readonly Case[] = [...pullRequests, ...branches, ...rulesets, ...roles, ...accounts];
