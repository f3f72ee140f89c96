import type { DateText } from "../../../model/dates.ts";
import type { Register } from "../../../model/register.ts";
import { notifyAccess, type ServiceAccountKind } from "../../settings/notify-access.ts";
import { allGrants, isActive } from "../grants.ts";
import type { Holder } from "../iam/attachments.ts";
import type { StackEnvironment } from "./stack-environment.ts";

/** The people who hold a role in an AWS account that puts them into the group of administrators, by id. */
export function administratorsOf(register: Register, account: string, asOf: DateText): Set<string> {
  return new Set(
    allGrants(register)
      .filter(({ system, role, grant }) => {
        const where = register.systems[system];
        return (
          where?.account === account &&
          where.roles[role]?.permission === notifyAccess.administratorsGroup &&
          isActive(grant, asOf)
        );
      })
      .map(({ grant }) => grant.person),
  );
}

/** The accounts of an AWS account that are not people's, by login. */
export function serviceAccountsOf(register: Register, account: string): Map<string, ServiceAccountKind> {
  return new Map(
    Object.values(register.serviceAccounts).flatMap(({ account: where, login, kind }) =>
      where === account && login !== undefined && kind !== undefined ? [[login, kind] as const] : [],
    ),
  );
}

/** What a holder is to the rules: the administrators' group, a kind of service account, the role of alerts, or nothing. */
export function classOf(register: Register, { id, environment }: StackEnvironment, holder: Holder): string | undefined {
  if (holder.kind === "group") return holder.name === notifyAccess.administratorsGroup ? "administrators" : undefined;
  if (holder.kind === "user") return serviceAccountsOf(register, environment.account).get(holder.name);
  return holder.name === `notify-${id}-ops-alerts` ? "alerts" : undefined;
}
