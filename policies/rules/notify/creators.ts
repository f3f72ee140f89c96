import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { allGrants, earlierHolders, heldSinceBefore, isActive, type PlacedGrant } from "../grants.ts";
import { onceFor } from "../once-for.ts";
import { gives } from "../powers.ts";
import type { RegisterRule } from "../rule.ts";
import { creatorProblems, earlierAdministrators, isBootstrap, needsApproval } from "./accounts.ts";

/*
 * Who makes accounts: Administrators; and of users of the application, in whose service it is, whoever manages users there too.
 */

const { system, platformAdministrator, userManager } = notifyAccess.application;

/** Those who had a role before a day, looked up once for each register. */
const platformAdministrators = onceFor((register: Register) =>
  earlierHolders(register, { system, role: platformAdministrator.role }),
);
const managersOfUsers = onceFor((register: Register) =>
  Map.groupBy(
    allGrants(register).filter((placed) => gives(register, placed, userManager.permission) && isPlaced(placed)),
    ({ grant }) => grant.person,
  ),
);

/** Whoever manages users does so in one service of an agency. */
function isPlaced({ grant }: PlacedGrant): boolean {
  return grant.service !== undefined;
}

/** Whether somebody could make an account on a day, by what a register has of who held what before. */
export function mayCreate(register: Register, placed: PlacedGrant, person: string, day: DateText): boolean {
  if (earlierAdministrators(register)(person, day)) return true;
  if (needsApproval(register, placed)) return false;
  return platformAdministrators(register)(person, day) || managesUsersOf(register, placed.grant.service, person, day);
}

function managesUsersOf(register: Register, service: string | undefined, person: string, day: DateText): boolean {
  return (managersOfUsers(register).get(person) ?? []).some(
    ({ grant }) => grant.service === service && heldSinceBefore(grant, day),
  );
}

/** Users and User Managers are let in by somebody who may let them in. */
export const applicationAccountsCreated: RegisterRule = {
  name: "notify-application-accounts-created",
  clauses: ["NOTIFY-ACC-2", "NOTIFY-ACC-3"],
  level: "mandatory",
  description:
    "An account of the application was made by an Administrator or Platform Administrator, or by who managed the users of its service before.",
  remedy:
    "Have an Administrator, or a User Manager of the service who is somebody else than its holder, make the account, and record createdBy in register/notify/grants.yaml.",
  scope: "register",
  judge: (register, asOf) =>
    allGrants(register)
      .filter((placed) => !needsApproval(register, placed) && !isBootstrap(placed))
      .map((placed) => {
        const { subject, grant } = placed;
        if (!isActive(grant, asOf)) return { subject, problems: [] };
        const where = grant.service === undefined ? "" : ` in ${grant.service}`;
        return {
          subject,
          problems: creatorProblems(grant, (createdBy) =>
            mayCreate(register, placed, createdBy, grant.createdOn)
              ? undefined
              : `${createdBy} was neither Administrator nor Platform Administrator, and managed no users${where}, before ${grant.createdOn}`,
          ),
        };
      }),
};
