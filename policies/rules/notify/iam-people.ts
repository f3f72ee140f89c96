import { notifyAccess } from "../../settings/notify-access.ts";
import { notifyPolicies } from "../../settings/notify-policies.ts";
import { listed, problems } from "../grants.ts";
import { readAttachments, readPolicyArn, separateAttachmentTypes } from "../iam/attachments.ts";
import { readDocument, type Statement } from "../iam/document.ts";
import { fields, list, shown } from "../reading.ts";
import type { Resource, ResourceRule, StackRule } from "../rule.ts";
import { isGovAddress } from "./accounts.ts";
import { administratorsOf, serviceAccountsOf } from "./aws-principals.ts";
import { environmentOf, environmentOfStack, inNoEnvironment } from "./stack-environment.ts";

const { administratorsGroup, auditLogs, kindsWithKeys } = notifyAccess;
const types = {
  user: "aws:iam/user:User",
  group: "aws:iam/group:Group",
  groupMembership: "aws:iam/groupMembership:GroupMembership",
  userGroupMembership: "aws:iam/userGroupMembership:UserGroupMembership",
  accessKey: "aws:iam/accessKey:AccessKey",
  loginProfile: "aws:iam/userLoginProfile:UserLoginProfile",
  policy: "aws:iam/policy:Policy",
} as const;

/** Users are the people who hold a role in that account, and the accounts that the register lists. */
export const usersFromRegister: ResourceRule = {
  name: "notify-iam-users-from-register",
  clauses: ["NOTIFY-ACC-4", "NOTIFY-ACC-5", "NOTIFY-SVC-4"],
  level: "mandatory",
  description:
    "Every IAM user is a person who holds a role in that account, tagged with their .gov address, or a service account of the register.",
  remedy: "Make the grant in register/notify/grants.yaml, and leave users to the stack, which makes them from it.",
  scope: "resource",
  types: [types.user],
  judge: (resource, { register, asOf }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const name = shown(resource.props.name);
    if (serviceAccountsOf(register, where.environment.account).has(name)) return [];
    if (!administratorsOf(register, where.environment.account, asOf).has(name))
      return [`${name} holds no role in ${where.environment.account}, and is none of its service accounts`];
    const email = shown(fields(resource.props.tags).email);
    return problems(
      !isGovAddress(email) && `its tag email is ${email}, which is not an address at a .gov domain`,
      email.toLowerCase() !== register.people[name]?.email.toLowerCase() &&
        `its tag email is not the address that the register has of ${name}`,
    );
  },
};

/** Who would be in which group. */
function membershipsIn({ type, props }: Resource): { group: string; user: string }[] {
  if (type === types.groupMembership)
    return list(props.users).map((user) => ({ group: shown(props.group), user: shown(user) }));
  return list(props.groups).map((group) => ({ group: shown(group), user: shown(props.user) }));
}

/** Members of the group are the people whom the register gives it in that account, and in production PBS federal staff. */
export const groupMembersFromRegister: ResourceRule = {
  name: "notify-iam-members-from-register",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-5", "NOTIFY-ACC-5"],
  level: "mandatory",
  description: `There is one IAM group, ${administratorsGroup}; its members hold that role in this very account, and in a production account they are PBS federal staff.`,
  remedy:
    "Make or revoke the grant in register/notify/grants.yaml, and leave groups to the stack, which makes them from it.",
  scope: "resource",
  types: [types.group, types.groupMembership, types.userGroupMembership],
  judge: (resource, { register, asOf }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    if (resource.type === types.group) {
      const name = shown(resource.props.name);
      return problems(name !== administratorsGroup && `${name} is a group that no role of the register stands for`);
    }
    const { account } = where.environment;
    // What is not plainly marked as no production is held to what holds there.
    const production = register.accounts[account]?.production !== false;
    const members = administratorsOf(register, account, asOf);
    return membershipsIn(resource).flatMap(({ group, user }) => {
      const employment = register.people[user]?.employment ?? "unknown";
      const allowed = production ? ["pbs-fed"] : ["pbs-fed", "contractor"];
      return problems(
        group !== administratorsGroup &&
          `${user} would be in the group ${group}, which no role of the register stands for`,
        !members.has(user) && `${user} holds no role of ${group} in ${account}`,
        members.has(user) &&
          !allowed.includes(employment) &&
          `the employment of ${user} is ${employment}, and ${account} is for ${listed(allowed)} only`,
      );
    });
  },
};

/** Keys are for the accounts that need them; nobody has a password that a stack knows. */
export const keysOfServiceAccounts: ResourceRule = {
  name: "notify-keys-of-service-accounts",
  clauses: ["NOTIFY-SVC-2", "NOTIFY-SVC-4"],
  level: "mandatory",
  description:
    "Access keys belong to the brokers and the account that deploys them, and no user has a console password from a stack.",
  remedy: "Remove the key or password; people use their own sign-in with a second factor.",
  scope: "resource",
  types: [types.accessKey, types.loginProfile],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const user = shown(resource.props.user);
    if (resource.type === types.loginProfile) return [`${user} would have a console password`];
    const kind = serviceAccountsOf(register, where.environment.account).get(user);
    return problems(
      !kindsWithKeys.some((each) => each === kind) &&
        `${user} would have an access key, and is no service account of ${where.environment.account} that has one`,
    );
  },
};

/** The group is there in each account, can read the audit logs, and holds everybody whom the register puts there. */
export const administratorsGroupComplete: StackRule = {
  name: "notify-administrators-group-complete",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-5"],
  level: "mandatory",
  description: `Each AWS account has the group ${administratorsGroup}, which reads audit logs, demands a second factor, and holds all whom the register gives it.`,
  remedy: "Leave the group to the stack of the environment that the account is its own.",
  scope: "stack",
  judge: (resources, { register, stack, asOf }) => {
    const where = environmentOfStack(register, stack);
    if (where?.ownsAccount !== true) return [];
    const { account } = where.environment;
    const members = new Set(
      resources
        .filter(({ type }) => type === types.groupMembership || type === types.userGroupMembership)
        .flatMap(membershipsIn)
        .filter(({ group }) => group === administratorsGroup)
        .map(({ user }) => user),
    );
    const missing = [...administratorsOf(register, account, asOf)].filter((person) => !members.has(person)).sort();
    const held = new Set(
      resources
        .filter(({ type }) => separateAttachmentTypes.includes(type))
        .flatMap(readAttachments)
        .filter(({ holder }) => holder.kind === "group" && holder.name === administratorsGroup)
        .flatMap((each) => ("arn" in each ? (readPolicyArn(each.arn)?.name ?? []) : [])),
    );
    const documents = resources
      .filter(({ type, props }) => type === types.policy && held.has(shown(props.name)))
      .map(({ props }) => readDocument(props.policy));
    return [
      {
        subject: `group ${administratorsGroup} of ${account}`,
        problems: problems(
          !resources.some(({ type, props }) => type === types.group && props.name === administratorsGroup) &&
            "it is not in this stack",
          !held.has(auditLogs.policy) && "it cannot read audit logs",
          !documents.some((each) => "statements" in each && each.statements.some(demandsSecondFactor)) &&
            "its members need no second factor",
          missing.length > 0 && `${listed(missing)} would not be in it`,
        ),
      },
    ];
  },
};

/** Whether a statement denies everything while no second factor was given, but what it takes to set one up. */
function demandsSecondFactor({ effect, actions, resources, conditions }: Statement): boolean {
  const [condition, ...more] = Object.entries(conditions);
  const [key, ...others] = Object.entries(condition?.[1] ?? {});
  const before = notifyPolicies.withoutSecondFactor.map((action) => action.toLowerCase());
  return (
    effect === "Deny" &&
    ("allBut" in actions
      ? actions.allBut.every((each) => before.includes(each.toLowerCase()))
      : actions.only.includes("*")) &&
    resources !== undefined &&
    "only" in resources &&
    resources.only.includes("*") &&
    condition?.[0] === "BoolIfExists" &&
    more.length === 0 &&
    key?.[0].toLowerCase() === "aws:multifactorauthpresent" &&
    key[1].includes("false") &&
    others.length === 0
  );
}
