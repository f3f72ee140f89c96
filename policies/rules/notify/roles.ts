import { type Register, subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { type PlacedGrant, problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";
import { employmentFindings } from "./employment.ts";

const { administratorRole, engineerRole, teamPermissions, administratorsTeam, engineersTeam } = notify;

/** Administrators on GitHub are PBS federal staff. */
export const administratorsArePbsFed: RegisterRule = {
  name: "notify-administrators-are-pbs-fed",
  clauses: ["NOTIFY-ROLE-1"],
  level: "mandatory",
  description: "The Administrator role on GitHub is held by PBS federal staff only.",
  remedy: "Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    employmentFindings(register, asOf, gives(register, administratorRole, administratorsTeam), ["pbs-fed"]),
};

/** Engineers are PBS federal staff or contractors. */
export const engineersAreOurs: RegisterRule = {
  name: "notify-engineers-are-staff-or-contractors",
  clauses: ["NOTIFY-ROLE-6"],
  level: "mandatory",
  description: "The Engineer role on GitHub is held by PBS federal staff and contractors only.",
  remedy: "Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    employmentFindings(register, asOf, gives(register, engineerRole, engineersTeam), ["pbs-fed", "contractor"]),
};

/** Whether a grant gives a role, by its name or by the team that its holders are in. */
function gives(register: Register, wanted: { readonly system: string; readonly role: string }, team: string) {
  return ({ system, role }: PlacedGrant) =>
    (system === wanted.system && role === wanted.role) || register.systems[system]?.roles[role]?.team === team;
}

/** What each team may do to a repository, as the register plans it. */
export const teamPermissionsPlanned: RegisterRule = {
  name: "notify-team-permissions-planned",
  clauses: ["NOTIFY-ROLE-1", "NOTIFY-ROLE-6", "NOTIFY-CHG-3"],
  level: "mandatory",
  description:
    "In every repository of ours administrators have admin, engineers have push, and no other team has more than its due.",
  remedy: "Correct the teams of the repository in register/notify/repositories.yaml.",
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
