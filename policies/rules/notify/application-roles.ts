import { type Register, subjectOf } from "../../../model/register.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { allGrants, isActive, listed, type PlacedGrant, problems } from "../grants.ts";
import { gives } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";
import { employmentFindings, employmentProblem } from "./employment.ts";

const { system: application, platformAdministrator, userManager, user } = notifyAccess.application;
const remedy = "Correct or revoke the grant in register/notify/grants.yaml.";

/** Whether a grant is of a role of the application, or gives the permission that makes it one, in whichever system. */
function isOf(
  register: Register,
  { role: wanted, permission }: { role: string; permission: string },
  placed: PlacedGrant,
): boolean {
  return (placed.system === application && placed.role === wanted) || gives(register, placed, permission);
}

/** Platform Administrators are PBS federal staff. */
export const platformAdministratorsFederal: RegisterRule = {
  name: "notify-platform-administrators-federal",
  clauses: ["NOTIFY-APP-1"],
  level: "mandatory",
  description: "Whoever holds platform_admin is PBS federal staff.",
  remedy,
  scope: "register",
  judge: (register, asOf) =>
    employmentFindings(register, asOf, (placed) => isOf(register, platformAdministrator, placed), ["pbs-fed"]),
};

/** User Managers are partners of the agency whose service it is. */
export const userManagersOfTheirAgency: RegisterRule = {
  name: "notify-user-managers-of-their-agency",
  clauses: ["NOTIFY-APP-2"],
  level: "mandatory",
  description: "Whoever holds manage_users in a service is an agency partner, of the agency whose service it is.",
  remedy,
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register)
      .filter((placed) => isOf(register, userManager, placed))
      .map(({ subject, grant }) => {
        if (!isActive(grant, asOf)) return { subject, problems: [] };
        const person = register.people[grant.person];
        const service = grant.service === undefined ? undefined : register.agencyServices[grant.service];
        return {
          subject,
          problems: problems(
            person?.employment !== "agency-partner" &&
              `the employment of ${grant.person} is ${person?.employment ?? "unknown"}, not agency-partner`,
            service === undefined && "it is not said in which service",
            service !== undefined &&
              person !== undefined &&
              person.organisation !== service.agency &&
              `${grant.person} is of ${person.organisation}, and the service is of ${service.agency}`,
          ),
        };
      }),
};

/** Users hold what is not kept for others. */
export const usersWithoutReserved: RegisterRule = {
  name: "notify-users-without-reserved-permissions",
  clauses: ["NOTIFY-APP-3"],
  level: "mandatory",
  description: `Users are agency partners, and hold permissions other than ${listed([...user.reserved])}.`,
  remedy,
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register)
      .filter(({ system, role, grant }) => {
        const known = [platformAdministrator.role, userManager.role].some((each) => each === role);
        // A role that the run book does not have is held to what a user may do.
        return system === application && !known && isActive(grant, asOf);
      })
      .map((placed) => {
        const { subject, role, grant } = placed;
        const service = grant.service === undefined ? undefined : register.agencyServices[grant.service];
        const reserved = user.reserved.filter((each) => gives(register, placed, each));
        return {
          subject,
          problems: problems(
            role !== user.role && `${role} is no role of the application`,
            employmentProblem(register, grant.person, ["agency-partner"]),
            (grant.permissions ?? []).length === 0 && "it is not said what they may do",
            service !== undefined &&
              register.people[grant.person]?.employment === "agency-partner" &&
              register.people[grant.person]?.organisation !== service.agency &&
              `${grant.person} is of ${register.people[grant.person]?.organisation}, and the service is of ${service.agency}`,
            reserved.length > 0 && `${grant.person} would hold ${listed(reserved)}`,
          ),
        };
      }),
  mayBeEmpty: "a service may have nobody but its User Manager",
};

/** Every live service has somebody of its own agency to look after its users. */
export const servicesHaveUserManagers: RegisterRule = {
  name: "notify-services-have-user-managers",
  clauses: ["NOTIFY-ACC-3"],
  level: "mandatory",
  description: "Each live service has an active User Manager who is an agency partner of its agency.",
  remedy: "Make a partner of the agency User Manager in register/notify/grants.yaml, or mark the service as not live.",
  scope: "register",
  judge: (register, asOf) =>
    Object.entries(register.agencyServices)
      .filter(([, { live }]) => live)
      .map(([id, { agency }]) => {
        const managers = allGrants(register).filter((placed) => {
          const { grant } = placed;
          const person = register.people[grant.person];
          return (
            isOf(register, userManager, placed) &&
            grant.service === id &&
            isActive(grant, asOf) &&
            grant.pending !== true &&
            (grant.permissions ?? [userManager.permission]).some((each) => each === userManager.permission) &&
            person?.employment === "agency-partner" &&
            person.organisation === agency &&
            (person.leftOn === undefined || person.leftOn >= asOf)
          );
        });
        return {
          subject: subjectOf(register.id, "agencyServices", id),
          problems: problems(managers.length === 0 && `nobody of ${agency} is its User Manager`),
        };
      }),
};
