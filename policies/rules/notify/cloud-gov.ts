import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { allGrants, isActive, type PlacedGrant, problems } from "../grants.ts";
import type { RegisterRule } from "../rule.ts";
import { employmentProblem } from "./employment.ts";

const { cloudGov, production, administratorsGroup } = notifyAccess;
const { administratorRole } = notify;

interface CloudGovGrant extends PlacedGrant {
  /** In cloud.gov's own word; undefined where the register does not say. */
  readonly permission: string | undefined;
  /** Whether it is in a production space; one that the register does not know counts as one. */
  readonly inProduction: boolean;
}

/** The grants in systems whose account is at a provider, still held. */
function grantsAt(register: Register, provider: string, asOf: DateText): PlacedGrant[] {
  return allGrants(register).filter(({ system, grant }) => {
    const account = register.systems[system]?.account;
    return account !== undefined && register.accounts[account]?.provider === provider && isActive(grant, asOf);
  });
}

function cloudGovGrants(register: Register, asOf: DateText): CloudGovGrant[] {
  return grantsAt(register, "cloud-gov", asOf).map((placed) => {
    const system = register.systems[placed.system];
    const spaces = register.accounts[system?.account ?? ""]?.spaces ?? {};
    const { space } = placed.grant;
    return {
      ...placed,
      permission: system?.roles[placed.role]?.permission,
      inProduction: space === undefined || !Object.hasOwn(spaces, space) || spaces[space]?.production !== false,
    };
  });
}

/** Whether somebody is an Administrator of US Notify, and PBS federal staff. */
function isFederalAdministrator(register: Register, person: string, asOf: DateText): boolean {
  const grants = register.grants[administratorRole.system]?.[administratorRole.role] ?? [];
  return (
    register.people[person]?.employment === "pbs-fed" &&
    grants.some((grant) => grant.person === person && isActive(grant, asOf) && grant.pending !== true)
  );
}

/** Production in cloud.gov is for federal Administrators. */
export const productionSpacesFederal: RegisterRule = {
  name: "notify-production-spaces-federal",
  clauses: ["NOTIFY-ROLE-3"],
  level: "mandatory",
  description:
    "OrgManager in cloud.gov, and every role in a production space, is held by PBS federal Administrators only.",
  remedy: "Revoke the grant in register/notify/grants.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    cloudGovGrants(register, asOf)
      .filter(({ permission, inProduction }) => permission === cloudGov.orgManager || inProduction)
      .map(({ subject, grant, permission }) => ({
        subject,
        problems: problems(
          !isFederalAdministrator(register, grant.person, asOf) &&
            `${grant.person} has ${permission ?? "a role"}${grant.space === undefined ? " in the whole organisation" : ` in ${grant.space}, which is or may be production`}, and is no Administrator of PBS federal staff`,
        ),
      })),
};

/** DevOps Engineers manage spaces that are not production. */
export const devOpsOutsideProduction: RegisterRule = {
  name: "notify-devops-outside-production",
  clauses: ["NOTIFY-ROLE-4"],
  level: "mandatory",
  description:
    "Whoever is SpaceManager or SpaceDeveloper is so in a named space, and without being a federal Administrator not in production; all are PBS federal staff or contractors.",
  remedy: "Correct or revoke the grant in register/notify/grants.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    cloudGovGrants(register, asOf).map(({ subject, grant, permission, inProduction }) => {
      const inSpace = cloudGov.inSpaces.some((each) => each === permission);
      return {
        subject,
        problems: problems(
          !inSpace &&
            permission !== cloudGov.orgManager &&
            `${permission ?? "its role"} is no role that anybody may have`,
          inSpace && grant.space === undefined && "it is not said in which space",
          employmentProblem(register, grant.person, ["pbs-fed", "contractor"]),
          inSpace &&
            grant.space !== undefined &&
            inProduction &&
            !isFederalAdministrator(register, grant.person, asOf) &&
            `${grant.space} is or may be a production space`,
        ),
      };
    }),
};

/** The group of an AWS account is for federal staff in production, and for contractors too elsewhere. */
export const awsAdministratorsByAccount: RegisterRule = {
  name: "notify-aws-administrators-by-account",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-5"],
  level: "mandatory",
  description:
    "Roles in a production AWS account are held by PBS federal staff, and in others by them and contractors; each role is the membership of NotifyAdministrators.",
  remedy: "Revoke the grant in register/notify/grants.yaml, or correct the person's employment in people.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    grantsAt(register, "aws", asOf).map(({ subject, system, role, grant }) => {
      const { account = "", roles } = register.systems[system] ?? { roles: {} };
      const federalOnly = register.accounts[account]?.production !== false;
      return {
        subject,
        problems: problems(
          (roles as Register["systems"][string]["roles"])[role]?.permission !== administratorsGroup &&
            `its role is not the membership of ${administratorsGroup}`,
          employmentProblem(register, grant.person, federalOnly ? ["pbs-fed"] : ["pbs-fed", "contractor"]),
        ),
      };
    }),
};

/** Production is what the run book says, not what the register would like it to be. */
export const productionMarked: RegisterRule = {
  name: "notify-production-marked",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-3", "NOTIFY-ROLE-4", "NOTIFY-ROLE-5"],
  level: "mandatory",
  description:
    "Production's AWS account and its spaces in cloud.gov are marked as production, and no environment of another kind is in them.",
  remedy: "Correct production in register/notify/accounts.yaml or environments.yaml.",
  scope: "register",
  judge: (register) => {
    const spaces = Object.assign({}, ...Object.values(register.accounts).map((each) => each.spaces ?? {})) as Record<
      string,
      { production: boolean }
    >;
    return [
      ...production.accounts.map((id) => ({
        subject: subjectOf(register.id, "accounts", id),
        problems: problems(register.accounts[id]?.production !== true && "it is not marked as production"),
      })),
      ...production.spaces.map((space) => ({
        subject: `space ${space}`,
        problems: problems(spaces[space]?.production !== true && "it is not marked as production"),
      })),
      ...Object.entries(register.environments).map(([id, environment]) => {
        const { account, spaces: own } = environment;
        const astray = own.filter(
          (space) => (spaces[space]?.production ?? !environment.production) !== environment.production,
        );
        return {
          subject: subjectOf(register.id, "environments", id),
          problems: problems(
            (id === "production") !== environment.production &&
              `it is ${environment.production ? "" : "not "}marked as production`,
            (register.accounts[account]?.production !== false) !== environment.production &&
              `its account ${account} is ${environment.production ? "not " : ""}production`,
            ...astray.map((space) => `its space ${space} is ${environment.production ? "not " : ""}production`),
          ),
        };
      }),
    ];
  },
};
