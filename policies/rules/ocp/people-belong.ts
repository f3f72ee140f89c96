import { domainOf } from "../../../model/normal-form.ts";
import { subjectOf } from "../../../model/register.ts";
import { ocp } from "../../settings/ocp.ts";
import { allGrants, allRootGrants, isActive, listed, problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";

/** Everybody with access – a role, root, a key – is staff of a listed organisation, with an address at its domain. */
export const peopleBelong: RegisterRule = {
  name: "ocp-people-belong",
  clauses: ["OCP-ADM-3"],
  level: "mandatory",
  description: "Everybody with access belongs to a listed organisation and has an e-mail address at its domain.",
  remedy: "Remove the person's grants and keys, or correct the entry in register/ocp/people.yaml.",
  scope: "register",
  judge: (register, asOf) => {
    const holders = [...allGrants(register), ...allRootGrants(register)]
      .filter(({ grant }) => isActive(grant, asOf))
      .map(({ grant }) => grant.person);
    // A key gives access by a grant of root. Whoever has left and has none keeps the key on file, so that it is nobody else's.
    const keyHolders = Object.entries(register.people)
      .filter(([, { sshKeys = [], leftOn }]) => sshKeys.length > 0 && (leftOn === undefined || leftOn >= asOf))
      .map(([id]) => id);
    return [...new Set([...holders, ...keyHolders])].sort().map((id) => {
      const person = register.people[id];
      const subject = subjectOf(register.id, "people", id);
      if (person === undefined) return { subject, problems: [`${id} has access but is not in people.yaml`] };
      const allowed: readonly string[] = ocp.administrativeOrganisations;
      const belongs = allowed.includes(person.organisation);
      const domains = ocp.emailDomains[person.organisation] ?? [];
      const domain = domainOf(person.email);
      return {
        subject,
        problems: problems(
          person.leftOn !== undefined && person.leftOn < asOf && `${id} left on ${person.leftOn} but still has access`,
          !belongs && `${id} has access but belongs to ${person.organisation}, not to ${listed(allowed)}`,
          person.employment !== "staff" &&
            `the employment of ${id}, who has access, is ${person.employment}, not staff`,
          belongs &&
            !domains.includes(domain) &&
            `${id} of ${person.organisation} has an address at ${domain}, not at ${listed(domains)}`,
        ),
      };
    });
  },
};
