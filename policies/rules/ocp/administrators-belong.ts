import { ocp } from "../../settings/ocp.ts";
import { allGrants, isActive, listed, problems } from "../grants.ts";
import { isAdministrative } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";

/** Administrative roles are for the staff of the listed organisations. An empty list lets nobody pass (AMB-1). */
export const administratorsBelong: RegisterRule = {
  name: "ocp-administrators-belong",
  clauses: ["OCP-ADM-1"],
  level: "mandatory",
  description: "Administrative roles are held only by staff of the organisations that may administer.",
  remedy: "Revoke the grant, or correct the person's organisation in register/ocp/people.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register)
      .filter(({ system, role }) => isAdministrative(register, system, role))
      .map(({ subject, system, role, grant }) => {
        const { organisation, employment } = register.people[grant.person] ?? {};
        const allowed: readonly string[] = ocp.administrativeOrganisations;
        // Everybody may have left: the grants are there, and give nothing.
        if (!isActive(grant, asOf)) return { subject, problems: [] };
        return {
          subject,
          problems: problems(
            organisation === undefined && `${grant.person} is not in people.yaml, so their organisation is not known`,
            organisation !== undefined &&
              !allowed.includes(organisation) &&
              `${grant.person} of ${organisation} holds ${role} in ${system}, which is for staff of ${listed(allowed)}`,
            organisation !== undefined &&
              employment !== "staff" &&
              `the employment of ${grant.person} is ${employment}, and ${role} in ${system} is for staff`,
          ),
        };
      }),
};
