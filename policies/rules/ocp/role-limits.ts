import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { type RoleLimit, roleLimits } from "../../settings/ocp.ts";
import { isActive, listed, problems } from "../grants.ts";
import { isAdministrative } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";

/**
 * The distinct people of each organisation who hold a role; somebody unknown counts for the organisation "unknown".
 * Somebody invited, who has not accepted yet, counts towards a ceiling but not towards a floor.
 */
function holdersByOrganisation(register: Register, limit: RoleLimit, asOf: DateText): Map<string, string[]> {
  const { system, atLeast } = limit;
  const people = new Set(
    rolesOf(register, limit)
      .flatMap((role) => register.grants[system]?.[role] ?? [])
      .filter((grant) => isActive(grant, asOf) && (atLeast === undefined || grant.pending !== true))
      .map((grant) => grant.person),
  );
  return Map.groupBy([...people].sort(), (person) => register.people[person]?.organisation ?? "unknown");
}

/** The roles that a limit counts the holders of: to a ceiling every administrative one, so that another name is no way round. */
function rolesOf(register: Register, { system, role, atMost }: RoleLimit): string[] {
  if (atMost === undefined) return [role];
  const known = [...Object.keys(register.systems[system]?.roles ?? {}), ...Object.keys(register.grants[system] ?? {})];
  return [...new Set([role, ...known.filter((each) => isAdministrative(register, system, each))])];
}

/** A rule for each line of the table of limits: one piece of logic over data. */
function roleLimit(limit: RoleLimit): RegisterRule {
  const { system, role, atMost, atLeast } = limit;
  const people = atMost === 1 ? "person" : "people";
  const counted = atMost === undefined ? role : `${role} or another administrative role`;
  const named = roleLimits
    .filter((other) => other.system === system && other.role === role && other.level === "mandatory")
    .flatMap((other) => (other.organisations === "others" ? [] : other.organisations));
  const who =
    limit.organisations === "others"
      ? "each other organisation"
      : limit.organisations.length === 1
        ? listed(limit.organisations)
        : `each of ${listed(limit.organisations)}`;
  return {
    name: limit.rule,
    clauses: [limit.clause],
    level: limit.level,
    description:
      atMost === undefined
        ? `In ${system}, the role ${counted} is held by at least ${atLeast} of ${who}.`
        : `In ${system}, the role ${counted} is held by at most ${atMost} ${people} of ${who}.`,
    remedy:
      atMost === undefined
        ? `Grant ${role} to somebody of that organisation in register/ocp/grants.yaml.`
        : `Revoke ${counted} in register/ocp/grants.yaml until no more than ${atMost} ${people} of an organisation ${atMost === 1 ? "holds" : "hold"} it.`,
    scope: "register",
    judge: (register, asOf) => {
      const subject = subjectOf(register.id, "grants", system, role);
      if (register.systems[system]?.roles[role] === undefined) {
        return [
          {
            subject,
            problems: [`${system} has no role ${role} in register/ocp/systems.yaml, so nobody can be counted`],
          },
        ];
      }
      const holders = holdersByOrganisation(register, limit, asOf);
      const organisations =
        limit.organisations === "others"
          ? Object.keys(register.organisations).filter((organisation) => !named.includes(organisation))
          : limit.organisations;
      return [
        {
          subject,
          problems: organisations.flatMap((organisation) => {
            const held = holders.get(organisation) ?? [];
            const found =
              held.length === 0
                ? `nobody of ${organisation} holds it`
                : `${held.length} of ${organisation} hold it (${listed(held)})`;
            return problems(
              atMost !== undefined && held.length > atMost && `${found}; at most ${atMost} may`,
              atLeast !== undefined &&
                held.length < atLeast &&
                `${found}; at least ${atLeast} ${limit.level === "mandatory" ? "must" : "should"}`,
            );
          }),
        },
      ];
    },
  };
}

/** The ceilings and floors on administrators, per organisation and system. */
export const roleLimitRules: readonly RegisterRule[] = roleLimits.map(roleLimit);
