import { type Register, subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { type PlacedGrant, problems } from "../grants.ts";
import { isAt, permissionsOf, placedRole, roleOf, samePermission } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";
import { employmentFindings } from "./employment.ts";

const { administratorRole, teamPermissions, administratorsTeam, engineersTeam } = notify;

/** Administrators on GitHub are PBS federal staff. */
export const administratorsArePbsFed: RegisterRule = {
  name: "notify-administrators-are-pbs-fed",
  clauses: ["NOTIFY-ROLE-1"],
  level: "mandatory",
  description: "The Administrator role on GitHub is held by PBS federal staff only.",
  remedy: "Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    employmentFindings(register, asOf, (placed) => powerAt(register, placed) === "administration", ["pbs-fed"]),
};

/** Whoever writes to a repository, by whichever role, is PBS federal staff or a contractor. */
export const engineersAreOurs: RegisterRule = {
  name: "notify-engineers-are-staff-or-contractors",
  clauses: ["NOTIFY-ROLE-6"],
  level: "mandatory",
  description:
    "Roles on GitHub, that of Engineers and every other, are held by PBS federal staff and contractors only.",
  remedy: "Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    employmentFindings(register, asOf, (placed) => powerAt(register, placed) !== undefined, ["pbs-fed", "contractor"]),
};

/**
 * What a grant gives on GitHub, by the permission and the team of its role, whatever that is called; a role that the settings
 * do not know, and that has no team that they know, may be any. Nothing for a role that is not on GitHub.
 */
function powerAt(register: Register, placed: PlacedGrant): "administration" | "writing" | undefined {
  const { system, role } = placed;
  const known = placedRole(register, system, role);
  const teams = [roleOf(register, system, role)?.team, known?.team].filter((team) => team !== undefined);
  if (system !== administratorRole.system && !isAt(register, system, "github") && teams.length === 0) return undefined;
  const given = [...permissionsOf(register, placed), ...teams.map((team) => teamPermissions[team] ?? "admin")];
  const administers = given.some((each) => ["admin", "maintain"].some((one) => samePermission(each, one)));
  return administers || (known === undefined && teams.length === 0) ? "administration" : "writing";
}

/** What each team may do to a repository, as the register plans it. */
export const teamPermissionsPlanned: RegisterRule = {
  name: "notify-team-permissions-planned",
  clauses: ["NOTIFY-ROLE-1", "NOTIFY-ROLE-6", "NOTIFY-CHG-3"],
  level: "mandatory",
  description:
    "In every repository of ours administrators have admin, engineers have push, and no other team has more than its due.",
  remedy:
    "Correct the teams of the repository in register/notify/repositories.yaml; what a team may have at most stands in teamPermissions of policies/settings/notify.ts, where a new team gets its line.",
  scope: "register",
  judge: (register) =>
    Object.entries(register.repositories)
      .filter(([, repository]) => repository.managed)
      .map(([id, { teams }]) => ({
        subject: subjectOf(register.id, "repositories", id),
        problems: [
          ...problems(
            teams[administratorsTeam] !== "admin" &&
              `${administratorsTeam} has ${teams[administratorsTeam] ?? "nothing"}, not admin`,
            teams[engineersTeam] !== "push" && `${engineersTeam} has ${teams[engineersTeam] ?? "nothing"}, not push`,
          ),
          ...Object.entries(teams).flatMap(([team, permission]) =>
            problems(
              !permissionAllowed(team, permission) &&
                team !== administratorsTeam &&
                team !== engineersTeam &&
                `${team} has ${permission}; it may have ${teamPermissions[team] ?? "nothing"}`,
            ),
          ),
        ],
      })),
};

const strength = ["pull", "triage", "push", "maintain", "admin"];

/** Whether a team may have a permission: no more than the table says, and `maintain` never, since it can always push. */
export function permissionAllowed(team: string, permission: string): boolean {
  const most = teamPermissions[team];
  if (most === undefined || permission === "maintain" || !strength.includes(permission)) return false;
  return strength.indexOf(permission) <= strength.indexOf(most);
}
