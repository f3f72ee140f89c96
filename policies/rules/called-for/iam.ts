import { arnOf, awsManagedPolicy } from "../../../model/arn.ts";
import { backupUserOf } from "../../../model/buckets.ts";
import { configurationSetOf } from "../../../model/mail/ses-place.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { notifyEnvironments } from "../../settings/notify-environments.ts";
import { notifyPolicies } from "../../settings/notify-policies.ts";
import { by, type Calls, chatNames, joined, type Wanted, watchedLimit } from "./calls.ts";

const { administratorsGroup, managedPolicies, iamFullAccess } = notifyAccess;

/** Whose users are in an account, and what each holds. */
const registerOfAccess = "the register's grants, serviceAccounts or buckets";

/** The users by which services write their backups. */
function backupUsers({ buckets }: Wanted): string[] {
  return Object.values(buckets).flatMap(({ service }) => (service === undefined ? [] : [backupUserOf(service)]));
}

interface ServiceAccountOfStack {
  readonly login: string;
  readonly kind: string;
  readonly policy: string;
  /** The policy that bounds it, or what it makes. */
  readonly boundary: string | undefined;
}

function boundaryOf(kind: string, isBounded: boolean): string | undefined {
  if (kind === "ssb-deployment") return isBounded ? notifyPolicies.deploymentBoundary : undefined;
  return Object.entries(notifyPolicies.boundaries).find(([of]) => of === kind)?.[1];
}

/**
 * The accounts whose access key the stack makes: the brokers', which are taken from its outputs. The key of the account that
 * deploys is kept as a secret at GitHub and made by hand; a second one, in the state, would be one that nobody rotates.
 */
function keysMade(wanted: Wanted): string[] {
  return serviceAccounts(wanted)
    .filter(({ kind }) => Object.hasOwn(notifyPolicies.boundaries, kind))
    .map(({ login }) => login);
}

/** The service accounts that the stack makes: those of the account that it owns. */
function serviceAccounts({ register, environment }: Wanted): ServiceAccountOfStack[] {
  if (environment === undefined || !environment.ownsAccount) return [];
  return Object.values(register.serviceAccounts).flatMap(({ account, login, kind, deploysFrom }) => {
    if (account !== environment.environment.account || login === undefined || kind === undefined) return [];
    const policy = policyOfKind(kind);
    const boundary = boundaryOf(kind, deploysFrom !== undefined);
    return policy === undefined ? [] : [{ login, kind, policy, boundary }];
  });
}

function policyOfKind(kind: string): string | undefined {
  if (kind === "ssb-deployment") return iamFullAccess;
  return Object.keys(managedPolicies.own).find((name) => managedPolicies.own[name]?.includes(kind));
}

/** Those who hold the role of administrators in the stack's own account, whatever else is asked of them. */
function administrators({ register, environment }: Wanted): string[] {
  if (environment === undefined || !environment.ownsAccount) return [];
  return Object.entries(register.systems)
    .filter(([, { account }]) => account === environment.environment.account)
    .flatMap(([system, { roles }]) =>
      Object.entries(roles)
        .filter(([, { permission }]) => permission === administratorsGroup)
        .flatMap(([role]) => register.grants[system]?.[role] ?? []),
    )
    .filter(({ revokedOn }) => revokedOn === undefined)
    .map(({ person }) => person);
}

const groupOf = ({ environment }: Wanted) => (environment?.ownsAccount === true ? [administratorsGroup] : []);

/** The role that writes the log of text messages. */
function logRole(wanted: Wanted): string[] {
  return wanted.environment === undefined || watchedLimit(wanted) === undefined
    ? []
    : [`notify-${wanted.environment.id}-text-message-log`];
}

const own = ({ place }: Wanted, name: string) =>
  place === undefined ? "" : arnOf(place, "iam", `policy/${name}`, "global");
const managed = ({ place }: Wanted, name: string) => (place === undefined ? "" : awsManagedPolicy(place, name));

/** Users, groups, roles and policies. */
export const iamCalls: Readonly<Record<string, Calls>> = {
  "aws:iam/user:User": {
    identity: by("name"),
    called: (wanted) => [
      ...backupUsers(wanted),
      ...serviceAccounts(wanted).map(({ login }) => login),
      ...administrators(wanted),
    ],
    where: registerOfAccess,
  },
  "aws:iam/policy:Policy": {
    identity: by("name"),
    called: (wanted) => [
      ...backupUsers(wanted),
      ...wanted.senders.map(({ host }) => `send-mail-as-${configurationSetOf(host)}`),
      ...groupOf(wanted),
      ...serviceAccounts(wanted)
        .filter(({ policy }) => Object.hasOwn(managedPolicies.own, policy))
        .map(({ policy }) => policy),
      ...serviceAccounts(wanted).flatMap(({ boundary }) => boundary ?? []),
      ...(wanted.environment === undefined ? [] : [`notify-${wanted.environment.id}-send-texts`]),
    ],
    where: `${registerOfAccess}, or a sender of a domain`,
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": {
    identity: by("user", "policyArn"),
    called: (wanted) => [
      ...backupUsers(wanted).map((user) => joined(user, own(wanted, user))),
      ...serviceAccounts(wanted).map(({ login, policy }) =>
        joined(login, policy === iamFullAccess ? managed(wanted, policy) : own(wanted, policy)),
      ),
    ],
    mayBeMissing:
      "what each account may do, notify-brokers-complete, notify-deployment-has-iam-full-access and ocp-backup-access-complete miss",
    where: registerOfAccess,
  },
  "aws:iam/accessKey:AccessKey": {
    identity: by("user"),
    called: keysMade,
    mayRepeat: "a new key is made before the old one goes",
    mayBeMissing: "notify-brokers-complete misses the brokers'",
    where:
      "the register's serviceAccounts, as a broker: any other key is made by hand and kept where its credential says",
  },
  "aws:iam/group:Group": { identity: by("name"), called: groupOf, where: "policies/settings/notify-access.ts" },
  "aws:iam/groupMembership:GroupMembership": {
    identity: by("group"),
    called: groupOf,
    where: "policies/settings/notify-access.ts",
  },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": {
    identity: by("group", "policyArn"),
    called: (wanted) =>
      groupOf(wanted).flatMap((group) => [
        ...policiesOf("own").map((name) => joined(group, own(wanted, name))),
        ...policiesOf("aws").map((name) => joined(group, managed(wanted, name))),
      ]),
    where: "policies/settings/notify-access.ts",
  },
  "aws:iam/role:Role": {
    identity: by("name"),
    called: (wanted) => [...chatNames(wanted), ...logRole(wanted)],
    where: "the register's environments",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    identity: by("role", "policyArn"),
    called: (wanted) =>
      chatNames(wanted).flatMap((role) =>
        notifyEnvironments.readOnlyGuardrails.map((name) => joined(role, managed(wanted, name))),
      ),
    where: "the register's environments",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    identity: by("role", "name"),
    called: (wanted) => logRole(wanted).map((name) => joined(name, name)),
    where: "the register's environments",
  },
};

function policiesOf(whose: "aws" | "own"): string[] {
  return Object.entries(managedPolicies[whose])
    .filter(([, holders]) => holders.includes("administrators"))
    .map(([name]) => name);
}
