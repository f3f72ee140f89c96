import { domainOf } from "../../../model/normal-form.ts";
import { subjectOf } from "../../../model/register.ts";
import { kindsOfEmployment, leadingOrganisations } from "../../settings/facts.ts";
import { ocp } from "../../settings/ocp.ts";
import { listed, problems } from "../grants.ts";
import { type Agreement, entryOf } from "./pair.ts";

/** What somebody is, and what their organisation is. */
export const peopleAgree: readonly Agreement[] = [
  {
    facts: ["people.*.employment", "organisations.*.kind"],
    what: "Somebody's employment is one that people of their organisation's kind have.",
    judge: (register) =>
      Object.entries(register.people).map(([id, { employment, organisation }]) => {
        const kinds = kindsOfEmployment[register.id][employment];
        const kind = entryOf(register.organisations, organisation)?.kind;
        return {
          subject: subjectOf(register.id, "people", id),
          problems: problems(
            kind !== undefined &&
              !kinds.includes(kind) &&
              `the employment ${employment} is for people of ${kinds.length === 0 ? "nobody here" : `an organisation that is ${listed(kinds)}`}, and ${organisation} is ${kind}`,
          ),
        };
      }),
  },
  {
    facts: ["organisations.*.kind", "organisations.*"],
    what: "Owner and manager are the organisations that the settings name.",
    judge: (register) =>
      Object.entries(register.organisations).map(([id, { kind }]) => {
        const leading = leadingOrganisations[register.id];
        const due = (["owner", "manager"] as const).find((each) => leading[each]?.includes(id) === true);
        return {
          subject: subjectOf(register.id, "organisations", id),
          problems: problems(
            due !== undefined && kind !== due && `it is ${kind}, and the settings have it as ${due}`,
            due === undefined &&
              (kind === "owner" || kind === "manager") &&
              `it is ${kind}; the settings have ${listed(leading[kind] ?? []) || "nobody"} as that`,
          ),
        };
      }),
  },
  {
    facts: ["agencyServices.*.agency", "organisations.*.kind"],
    what: "The agency of a service is an agency.",
    judge: (register) =>
      Object.entries(register.agencyServices).map(([id, { agency }]) => {
        const kind = entryOf(register.organisations, agency)?.kind;
        return {
          subject: subjectOf(register.id, "agencyServices", id),
          problems: problems(kind !== undefined && kind !== "agency" && `its agency ${agency} is ${kind}, no agency`),
        };
      }),
  },
  {
    facts: ["accounts.*.users.*.organisation", "accounts.*.users.*.email"],
    what: "The address of a login at a provider is at a domain of its organisation.",
    judge: (register) =>
      Object.entries(register.accounts).flatMap(([id, { users = {} }]) =>
        Object.entries(users).map(([login, { organisation, email }]) => {
          const domains = entryOf(ocp.emailDomains, organisation) ?? [];
          const domain = email && domainOf(email);
          return {
            subject: subjectOf(register.id, "accounts", id, "users", login),
            problems: problems(
              domain !== undefined &&
                !domains.includes(domain) &&
                `it is of ${organisation} and has an address at ${domain}, not at ${listed(domains) || "a known domain"}`,
            ),
          };
        }),
      ),
  },
];
