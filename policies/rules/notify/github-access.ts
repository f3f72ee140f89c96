import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { allGrants, isActive, problems } from "../grants.ts";
import { fields, isOn, list, shown } from "../reading.ts";
import type { Resource, ResourceRule } from "../rule.ts";
import { permissionAllowed } from "./roles.ts";

const types = {
  team: "github:index/team:Team",
  teamMembership: "github:index/teamMembership:TeamMembership",
  teamMembers: "github:index/teamMembers:TeamMembers",
  membership: "github:index/membership:Membership",
  teamRepository: "github:index/teamRepository:TeamRepository",
  collaborator: "github:index/repositoryCollaborator:RepositoryCollaborator",
  collaborators: "github:index/repositoryCollaborators:RepositoryCollaborators",
  organisation: "github:index/organizationSettings:OrganizationSettings",
} as const;

interface Member {
  readonly username: string;
  readonly role: string;
}

function membersOf({ type, props }: Resource): Member[] {
  const members = type === types.teamMembers ? list(props.members).map(fields) : [props];
  return members.map(({ username, role }) => ({ username: shown(username), role: shown(role ?? "member") }));
}

/** The GitHub logins that the register gives a place in a team (or, with no team, in the organisation). */
function loginsOf(register: Register, asOf: DateText, team?: string): Set<string> {
  return new Set(
    allGrants(register)
      .filter(({ system, role, grant }) => {
        const roleTeam = register.systems[system]?.roles[role]?.team;
        return roleTeam !== undefined && (team === undefined || roleTeam === team) && isActive(grant, asOf);
      })
      .flatMap(({ grant }) => register.people[grant.person]?.github?.toLowerCase() ?? []),
  );
}

/** Teams and their members, and members of the organisation, are those of the register and no others. */
export const membershipsFromRegister: ResourceRule = {
  name: "notify-memberships-from-register",
  clauses: ["NOTIFY-ACC-5", "NOTIFY-ROLE-1", "NOTIFY-ROLE-6"],
  level: "mandatory",
  description: "Members of teams and of the organisation on GitHub are those who hold a role in the register.",
  remedy:
    "Make the grant in register/notify/grants.yaml, and leave teams and memberships to the stack, which makes them from it.",
  scope: "resource",
  types: [types.team, types.teamMembership, types.teamMembers, types.membership],
  judge: (resource, { register, asOf }) => {
    if (resource.type === types.team) {
      const teams = Object.values(register.systems).flatMap((system) =>
        Object.values(system.roles).map((role) => role.team),
      );
      return problems(
        !teams.includes(shown(resource.props.name)) &&
          `no role of the register has the team ${shown(resource.props.name)}`,
        resource.props.parentTeamId !== "" &&
          isOn(resource.props.parentTeamId) &&
          "it has a parent team, whose access its members would have too",
        isOn(resource.props.createDefaultMaintainer) &&
          "it makes its creator a maintainer, whom the register does not know",
        isOn(resource.props.ldapDn) && "its members would come from a directory, which the register does not know",
      );
    }
    const organisation = resource.type === types.membership;
    const team = organisation ? undefined : shown(resource.props.teamId);
    const allowed = loginsOf(register, asOf, team);
    return membersOf(resource).flatMap(({ username, role }) =>
      problems(
        !allowed.has(username.toLowerCase()) &&
          `${username} holds no role ${team === undefined ? "on GitHub" : `of the team ${team}`} in the register`,
        role !== "member" &&
          (organisation
            ? `${username} would be an owner of the organisation`
            : `${username} would be a maintainer, who adds members that the register does not know`),
      ),
    );
  },
};

/** Teams have on repositories what their role allows; people have access through teams alone. */
export const repositoryAccess: ResourceRule = {
  name: "notify-repository-access",
  clauses: ["NOTIFY-ROLE-1", "NOTIFY-ROLE-6", "NOTIFY-CHG-3"],
  level: "mandatory",
  description:
    "On repositories only the administrators' team has admin and engineers have push; nobody has maintain, and nobody has access but through a team.",
  remedy:
    "Give access through register/notify/repositories.yaml and the team's role; what a team may have at most stands in teamPermissions of policies/settings/notify.ts.",
  scope: "resource",
  types: [types.teamRepository, types.collaborator, types.collaborators, types.organisation],
  judge: ({ type, props }) => {
    if (type === types.organisation) {
      const base = shown(props.defaultRepositoryPermission ?? "read");
      return problems(
        !["none", "read"].includes(base) && `every member of the organisation would have ${base} on every repository`,
      );
    }
    const direct = (user: Readonly<Record<string, unknown>>) =>
      `${shown(user.username)} would have direct access (${shown(user.permission ?? "push")})`;
    if (type === types.collaborator) return [direct(props)];
    // The two resources differ in what they give when the permission is left out.
    const [teams, permissionLeftOut] =
      type === types.teamRepository ? [[props], "pull"] : [list(props.teams).map(fields), "push"];
    return [
      ...list(props.users).map(fields).map(direct),
      ...teams.flatMap((each) => {
        const team = shown(each.teamId);
        const permission = shown(each.permission ?? permissionLeftOut);
        return problems(
          !permissionAllowed(team, permission) &&
            `${team} would have ${permission}; it may have ${notify.teamPermissions[team] ?? "nothing"}`,
          team === notify.engineersTeam &&
            permission !== "push" &&
            permissionAllowed(team, permission) &&
            `${team} would have ${permission}, not push`,
        );
      }),
    ];
  },
};
