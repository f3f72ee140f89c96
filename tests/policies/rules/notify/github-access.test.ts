import { describe, expect, test } from "vitest";
import { membershipsFromRegister, repositoryAccess } from "../../../../policies/rules/notify/github-access.ts";
import { changed, notifyRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";

const type = (name: string) => `github:index/${name}:${name[0]?.toUpperCase()}${name.slice(1)}`;
const member = (name: string, props: object, register = notifyRegister) =>
  saidOf(membershipsFromRegister, resource(type(name), "it", { ...props }), register);
const access = (name: string, props: object) =>
  saidOf(repositoryAccess, resource(type(name), "it", { ...props }), notifyRegister);

describe("NOTIFY-ROLE-1 and 6, NOTIFY-ACC-5: members are those of the register", () => {
  test("a holder of the role is a member of its team", () => {
    expect(member("teamMembership", { teamId: "notify-engineers", username: "notify-engineer-1" })).toEqual([]);
    expect(member("teamMembership", { teamId: "notify-engineers", username: "Notify-Engineer-1" })).toEqual([]);
  });

  test("nobody else is", () => {
    expect(member("teamMembership", { teamId: "notify-engineers", username: "stranger" })).toEqual([
      'github:index/teamMembership:TeamMembership "it": stranger holds no role of the team notify-engineers in the register. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
    ]);
    expect(member("teamMembership", { teamId: "notify-administrators", username: "notify-engineer-1" })).toHaveLength(
      1,
    );
    expect(member("teamMembership", { teamId: "4711", username: "notify-engineer-1" })).toHaveLength(1);
    expect(member("teamMembership", { username: "notify-engineer-1" })).toHaveLength(1);
  });

  test("nor is somebody whose grant was revoked", () => {
    const without = changed(notifyRegister, ({ grants }) => {
      grants.github.engineer[0].revokedOn = "2026-06-01";
    });
    const membership = { teamId: "notify-engineers", username: "notify-engineer-1" };
    expect(member("teamMembership", membership, without)).toHaveLength(1);
    expect(member("membership", { username: "notify-engineer-1" }, without)).toHaveLength(1);
  });

  test("nobody maintains a team", () => {
    const maintainer = { teamId: "notify-engineers", username: "notify-engineer-1", role: "maintainer" };
    expect(member("teamMembership", maintainer)).toEqual([
      'github:index/teamMembership:TeamMembership "it": notify-engineer-1 would be a maintainer, who adds members that the register does not know. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
    ]);
  });

  test("a list of members is judged like memberships one by one", () => {
    const members = (...list: unknown[]) => member("teamMembers", { teamId: "notify-engineers", members: list });
    expect(members({ username: "notify-engineer-1" })).toEqual([]);
    expect(members({ username: "notify-engineer-1" }, { username: "stranger", role: "maintainer" })).toHaveLength(2);
    expect(members(null, {})).toHaveLength(2);
  });

  test("members of the organisation hold some role, and nobody owns it", () => {
    expect(member("membership", { username: "notify-engineer-1" })).toEqual([]);
    expect(member("membership", { username: "stranger" })).toEqual([
      'github:index/membership:Membership "it": stranger holds no role on GitHub in the register. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
    ]);
    expect(member("membership", { username: "notify-admin-1", role: "admin" })).toEqual([
      'github:index/membership:Membership "it": notify-admin-1 would be an owner of the organisation. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
    ]);
  });

  test("a team is one of a role, without a parent, a creator or a directory that fills it", () => {
    expect(member("team", { name: "notify-engineers" })).toEqual([]);
    expect(member("team", { name: "notify-guests" })).toEqual([
      'github:index/team:Team "it": no role of the register has the team notify-guests. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
    ]);
    expect(
      member("team", {
        name: "notify-engineers",
        parentTeamId: "1",
        createDefaultMaintainer: true,
        ldapDn: "cn=everybody",
      }),
    ).toEqual([
      'github:index/team:Team "it": it has a parent team, whose access its members would have too. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
      'github:index/team:Team "it": it makes its creator a maintainer, whom the register does not know. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
      'github:index/team:Team "it": its members would come from a directory, which the register does not know. Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it. [NOTIFY-ACC-5, NOTIFY-ROLE-1, NOTIFY-ROLE-6]',
    ]);
  });
});

describe("NOTIFY-ROLE-1 and 6, NOTIFY-CHG-3: access to repositories is through teams", () => {
  const team = (teamId: unknown, permission?: unknown) => access("teamRepository", { teamId, permission });

  test("administrators have admin, engineers push", () => {
    expect(team("notify-administrators", "admin")).toEqual([]);
    expect(team("notify-engineers", "push")).toEqual([]);
  });

  test("engineers with admin", () => {
    expect(team("notify-engineers", "admin")).toEqual([
      'github:index/teamRepository:TeamRepository "it": notify-engineers would have admin; it may have push. Give access through register/notify/repositories.yaml and the team\'s role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]',
    ]);
  });

  test("nobody has maintain, who could always push", () => {
    expect(team("notify-engineers", "maintain")).toHaveLength(1);
    expect(team("notify-administrators", "maintain")).toEqual([
      'github:index/teamRepository:TeamRepository "it": notify-administrators would have maintain; it may have admin. Give access through register/notify/repositories.yaml and the team\'s role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]',
    ]);
  });

  test("left out, the permission is pull", () => {
    expect(team("notify-engineers")).toEqual([
      'github:index/teamRepository:TeamRepository "it": notify-engineers would have pull, not push. Give access through register/notify/repositories.yaml and the team\'s role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]',
    ]);
    expect(team("notify-isso")).toEqual([]);
  });

  test("a second team with admin", () => {
    expect(team("other-administrators", "admin")).toEqual([
      'github:index/teamRepository:TeamRepository "it": other-administrators would have admin; it may have nothing. Give access through register/notify/repositories.yaml and the team\'s role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]',
    ]);
  });

  test("nobody has access of their own", () => {
    const direct = { username: "stranger", permission: "admin" };
    expect(access("repositoryCollaborator", direct)).toEqual([
      'github:index/repositoryCollaborator:RepositoryCollaborator "it": stranger would have direct access (admin). Give access through register/notify/repositories.yaml and the team\'s role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]',
    ]);
    expect(access("repositoryCollaborator", { username: "notify-admin-1" })).toHaveLength(1);
    expect(access("repositoryCollaborators", { users: [direct, null] })).toHaveLength(2);
  });

  test("a list of teams is judged like teams one by one; left out, the permission is push", () => {
    const teams = (...list: unknown[]) => access("repositoryCollaborators", { teams: list });
    expect(teams({ teamId: "notify-administrators", permission: "admin" }, { teamId: "notify-engineers" })).toEqual([]);
    expect(teams({ teamId: "notify-engineers", permission: "maintain" }, null)).toHaveLength(2);
  });

  test.each(["none", "read", undefined])("members of the organisation may have %s everywhere", (base) => {
    expect(access("organizationSettings", { defaultRepositoryPermission: base })).toEqual([]);
  });

  test("and no more", () => {
    expect(access("organizationSettings", { defaultRepositoryPermission: "write" })).toEqual([
      'github:index/organizationSettings:OrganizationSettings "it": every member of the organisation would have write on every repository. Give access through register/notify/repositories.yaml and the team\'s role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts. [NOTIFY-ROLE-1, NOTIFY-ROLE-6, NOTIFY-CHG-3]',
    ]);
    expect(access("organizationSettings", { defaultRepositoryPermission: "admin" })).toHaveLength(1);
  });
});
