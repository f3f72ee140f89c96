import type { DateText } from "../../../model/dates.ts";
import { type Register, subjectOf } from "../../../model/register.ts";
import { notify } from "../../settings/notify.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { allGrants, isActive, type PlacedGrant, problems } from "../grants.ts";
import { gives, isAt, roleOf, samePermission } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";
import { employmentProblem } from "./employment.ts";

const { cloudGov, production, notProduction, administratorsGroup } = notifyAccess;
const { administratorRole } = notify;

/** Whether an account, or a space, is production: all that the settings do not list as none are. */
function isProductionAccount(account: string | undefined): boolean {
  return !notProduction.accounts.some((each) => each === account);
}

function isProductionSpace(space: string): boolean {
  return !notProduction.spaces.some((each) => each === space);
}

interface CloudGovGrant extends PlacedGrant {
  /** In cloud.gov's own word; undefined where the register does not say. */
  readonly permission: string | undefined;
  /** Whether it is in a production space; one that the register does not know counts as one. */
  readonly inProduction: boolean;
}

/** The grants, revoked ones too, in systems at a provider, and those of its permissions that some other system gives. */
function grantsAt(register: Register, provider: string, permissions: readonly string[]): PlacedGrant[] {
  return allGrants(register).filter(
    (placed) => isAt(register, placed.system, provider) || permissions.some((each) => gives(register, placed, each)),
  );
}

function cloudGovGrants(register: Register): CloudGovGrant[] {
  const known = [cloudGov.orgManager, ...cloudGov.inSpaces];
  return grantsAt(register, "cloud-gov", known).map((placed) => {
    const { space } = placed.grant;
    const own = roleOf(register, placed.system, placed.role)?.permission;
    const isKnown = (permission: string) => known.some((each) => samePermission(each, permission));
    return {
      ...placed,
      // The strongest of those that it gives, where the register and the settings differ, unless the register's is none.
      permission: own === undefined || isKnown(own) ? known.find((each) => gives(register, placed, each)) : own,
      inProduction: space === undefined || isProductionSpace(space),
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
    cloudGovGrants(register)
      .filter(({ permission, inProduction }) => permission === cloudGov.orgManager || inProduction)
      .map(({ subject, grant, permission }) => ({
        subject,
        problems: problems(
          isActive(grant, asOf) &&
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
    cloudGovGrants(register).map(({ subject, grant, permission, inProduction }) => {
      if (!isActive(grant, asOf)) return { subject, problems: [] };
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
    grantsAt(register, "aws", [administratorsGroup]).map(({ subject, system, role, grant }) => {
      if (!isActive(grant, asOf)) return { subject, problems: [] };
      const account = register.systems[system]?.account;
      const federalOnly = isProductionAccount(account) || register.accounts[account ?? ""]?.production !== false;
      return {
        subject,
        problems: problems(
          roleOf(register, system, role)?.permission !== administratorsGroup &&
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
      ...Object.entries(register.accounts)
        .filter(([id, { production: marked }]) => marked === false && isProductionAccount(id))
        .map(([id]) => ({
          subject: subjectOf(register.id, "accounts", id),
          problems: ["it is marked as no production, and is not among the accounts that are none"],
        })),
      ...Object.entries(spaces)
        .filter(([space, { production: marked }]) => !marked && isProductionSpace(space))
        .map(([space]) => ({
          subject: `space ${space}`,
          problems: ["it is marked as no production, and is not among the spaces that are none"],
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
