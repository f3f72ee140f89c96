import { type Register, subjectOf } from "../../../model/register.ts";
import { systems } from "../../settings/systems.ts";
import { listed, problems } from "../grants.ts";
import { placedSystem } from "../powers.ts";
import type { Finding, RegisterRule } from "../rule.ts";

/** Which systems there are, and what their roles may do, is not for the register to say. */
export const systemsPlaced: RegisterRule = {
  name: "systems-placed",
  clauses: ["GATE-13"],
  level: "mandatory",
  description:
    "Every system of the register is one of the settings, with the account, and its roles with the permissions and teams, that they give it.",
  remedy:
    "Correct register/*/systems.yaml; where the system or the role is new or has changed, say so in policies/settings/systems.ts too, which other people review.",
  scope: "register",
  judge: (register) => [
    ...Object.entries(register.systems).flatMap(([id, { account, roles }]): Finding[] => {
      const subject = subjectOf(register.id, "systems", id);
      const placed = placedSystem(register, id);
      if (placed === undefined) return [{ subject, problems: [unknownProblem(register, id)] }];
      return [
        {
          subject,
          problems: problems(
            account !== placed.account &&
              `its account is ${account ?? "not given"}; the settings give it ${placed.account ?? "none"}`,
          ),
        },
        ...Object.entries(roles).map(([role, definition]) => ({
          subject: subjectOf(register.id, "systems", id, "roles", role),
          problems: roleProblems(definition, Object.hasOwn(placed.roles, role) ? placed.roles[role] : undefined),
        })),
      ];
    }),
    ...Object.keys(systems[register.id])
      .filter((id) => !Object.hasOwn(register.systems, id))
      .map((id) => ({ subject: subjectOf(register.id, "systems", id), problems: ["it is in the settings only"] })),
  ],
};

function unknownProblem({ id }: Register, system: string): string {
  const known = listed(Object.keys(systems[id]));
  return `${system} is no system that the settings know (${known}), so no rule would count who holds what in it`;
}

type Definition = Register["systems"][string]["roles"][string];

/** A role that the settings do not know is administrative, and may be called anything; one that they know is as they say. */
function roleProblems(
  { permission, team }: Definition,
  placed: { readonly ordinary?: true; readonly permission?: string; readonly team?: string } | undefined,
): string[] {
  if (placed === undefined) return [];
  const fixed = placed.permission !== undefined || placed.ordinary === true;
  return problems(
    fixed &&
      permission !== placed.permission &&
      `its permission is ${permission ?? "not given"}; the settings give it ${placed.permission ?? "none"}`,
    team !== placed.team && `its team is ${team ?? "not given"}; the settings give it ${placed.team ?? "none"}`,
  );
}
