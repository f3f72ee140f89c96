import type { RegisterId } from "../../../model/register.ts";
import type { RequirementId } from "../../clauses/index.ts";
import { rootOnServers } from "../../settings/readings.ts";

/** Something that a system says of its own, and the role of the register whose holders may have it beside the role's own access. */
export interface GoesWith {
  readonly type: string;
  readonly slug: string;
  readonly role: string;
}

/** What the clauses say of a system of the register, an account without a system, or the servers (`root`). */
export interface ClausesOfSystem {
  /** What is broken by access there that the register does not list. */
  readonly clauses: readonly [RequirementId, ...RequirementId[]];
  readonly goesWith?: readonly GoesWith[];
}

/** Clauses by system; `otherwise` is of those that are not named. */
export const clausesOfSystems: Readonly<
  Record<
    RegisterId,
    {
      readonly leavers: readonly RequirementId[];
      readonly otherwise: ClausesOfSystem;
      readonly systems: Readonly<Record<string, ClausesOfSystem>>;
    }
  >
> = {
  ocp: {
    // The OCP reference names no days; who has left is of none of its organisations, whose staff alone may have access.
    leavers: [],
    otherwise: { clauses: ["OCP-ADM-1"] },
    systems: {
      redash: { clauses: ["OCP-REDASH-1", "OCP-ADM-1"] },
      redmine: { clauses: ["OCP-REDMINE-1", "OCP-ADM-1"] },
      sentry: { clauses: ["OCP-SENTRY-3", "OCP-SENTRY-4", "OCP-ADM-1"] },
      linode: { clauses: ["OCP-HOST-5", "OCP-HOST-6"] },
      bytemark: { clauses: ["OCP-HOST-12"] },
      [rootOnServers]: { clauses: ["OCP-ROOT-1", "OCP-ROOT-2", "OCP-ADM-2", "OCP-ADM-3"] },
    },
  },
  notify: {
    leavers: ["NOTIFY-ACC-5"],
    otherwise: { clauses: ["NOTIFY-ACC-1"] },
    systems: {
      github: {
        clauses: ["NOTIFY-ROLE-1", "NOTIFY-ROLE-6", "NOTIFY-ACC-1"],
        goesWith: [{ type: "organization", slug: "owner", role: "administrator" }],
      },
      application: { clauses: ["NOTIFY-APP-1", "NOTIFY-APP-2", "NOTIFY-APP-3"] },
      "cloud-gov": {
        clauses: ["NOTIFY-ROLE-3", "NOTIFY-ROLE-4", "NOTIFY-SVC-1", "NOTIFY-SVC-3", "NOTIFY-ACC-1"],
      },
      "aws-production": { clauses: ["NOTIFY-ROLE-2", "NOTIFY-SVC-2", "NOTIFY-SVC-4", "NOTIFY-ACC-1"] },
      "aws-staging": { clauses: ["NOTIFY-ROLE-5", "NOTIFY-SVC-2", "NOTIFY-SVC-4", "NOTIFY-ACC-1"] },
    },
  },
};
