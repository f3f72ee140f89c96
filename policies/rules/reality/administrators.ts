import { subjectOf } from "../../../model/register.ts";
import { ocp, type RoleLimit, roleLimits } from "../../settings/ocp.ts";
import { listed } from "../grants.ts";
import { isAdministrative } from "../powers.ts";
import type { FindingOfReading } from "../rule.ts";
import { type Account, accountName, type Compared, type Held } from "./compared.ts";
import { personOf, roleNamed } from "./listed.ts";
import { clausesOf, letsIn, type ReadingRule } from "./rule.ts";

const mandatory = roleLimits.filter(({ level, organisations }) => level === "mandatory" && organisations !== "others");

/** As many administrators as may be, counted where they are. */
export const administratorsCapped: ReadingRule = {
  name: "administrators-capped",
  clauses: clausesOf(mandatory.map(({ clause }) => clause)),
  level: "mandatory",
  scope: "reading",
  needs: "presence",
  description: "No more people of an organisation are administrators at a system than may be, listed or not.",
  remedy: "Take the role from the others at the system.",
  judge: (compared) =>
    mandatory.flatMap((limit): FindingOfReading[] => {
      const { atMost, clause, system, role } = limit;
      if (atMost === undefined || !isOf(limit, compared)) return [];
      const byOrganisation = Map.groupBy(
        compared.accounts.filter((account) => letsIn(account) && account.held.some((held) => isPower(compared, held))),
        (account) => organisationOf(compared, account),
      );
      return namedIn(limit).flatMap((organisation) => {
        const people = [...new Set((byOrganisation.get(organisation) ?? []).map(whose))].sort();
        if (people.length <= atMost) return [];
        const problem = `${people.length} of ${organisation} are administrators there (${listed(people)}); at most ${atMost} may be`;
        const [first] = byOrganisation.get(organisation) ?? [];
        return {
          ...{
            subject: subjectOf(compared.register.id, "grants", system, role),
            clauses: [clause],
            problems: [problem],
          },
          ...(first !== undefined && { at: first.principal.at }),
        };
      });
    }),
};

/** As many as there have to be, counted where they are. */
export const administratorsPresent: ReadingRule = {
  name: "administrators-present",
  clauses: ["OCP-SENTRY-4"],
  level: "mandatory",
  scope: "reading",
  needs: "all",
  description: "As many people of an organisation hold a role at a system as have to.",
  remedy: "Give the role, at the system, to somebody who is listed for it.",
  judge: (compared) =>
    mandatory.flatMap((limit): FindingOfReading[] => {
      const { atLeast, clause, system, role } = limit;
      if (atLeast === undefined || !isOf(limit, compared)) return [];
      return namedIn(limit).flatMap((organisation) => {
        const found = compared.accounts.filter(
          (account) =>
            account.principal.state === "active" &&
            organisationOf(compared, account) === organisation &&
            account.held.some(({ listed: entry }) => entry?.role === role && entry.state !== "revoked"),
        );
        if (new Set(found.map(whose)).size >= atLeast) return [];
        const problem = `${found.length === 0 ? "nobody" : `${found.length}`} of ${organisation} who is listed as ${role} is that there; at least ${atLeast} must be`;
        return {
          subject: subjectOf(compared.register.id, "grants", system, role),
          clauses: [clause],
          problems: [problem],
        };
      });
    }),
};

const isOf = ({ system }: RoleLimit, compared: Compared) =>
  compared.register.id === "ocp" && compared.system.id === system;
const namedIn = ({ organisations }: RoleLimit) => (organisations === "others" ? [] : organisations);

/** By what is listed, where it is, else by what the system's word says. */
function isPower({ register, system }: Compared, { grant: { entitlement }, listed: entry }: Held): boolean {
  if (entry !== undefined) return entry.administrative;
  if (entitlement.administrative === true) return true;
  const role = roleNamed(register, system, entitlement);
  return role !== undefined && isAdministrative(register, system.id, role);
}

/** Whose people somebody is, by the register; of somebody unknown, by the domain of an address. */
function organisationOf({ register }: Compared, { holder, principal: { identity } }: Account): string {
  const person = personOf(holder);
  const known = person === undefined ? undefined : register.people[person];
  if (known !== undefined) return known.organisation;
  const domains = [...(identity.emails ?? []), identity.login ?? ""].map(
    (address) => address.toLowerCase().split("@")[1],
  );
  const found = Object.entries(ocp.emailDomains).find(([, own]) =>
    domains.some((domain) => own.includes(domain ?? "")),
  );
  return found?.[0] ?? "unknown";
}

function whose({ holder, principal }: Account): string {
  return personOf(holder) ?? accountName(principal);
}
