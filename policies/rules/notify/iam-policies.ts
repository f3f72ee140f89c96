import { arnOf } from "../../../model/arn.ts";
import type { Register } from "../../../model/register.ts";
import { notifyAccess } from "../../settings/notify-access.ts";
import { notifyPolicies } from "../../settings/notify-policies.ts";
import { problems } from "../grants.ts";
import {
  attachmentTypes,
  documentsIn,
  documentTypes,
  readAttachments,
  readPolicyArn,
  separateAttachmentTypes,
} from "../iam/attachments.ts";
import { uncalledFor } from "../iam/called-for.ts";
import { uncalledForIn } from "../iam/documents.ts";
import { callsFor, type Filling, fillingOf } from "../iam/filled-calls.ts";
import { fillingsOfSenders } from "../iam/fillings.ts";
import { shown } from "../reading.ts";
import { type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";
import { classOf } from "./aws-principals.ts";
import { environmentOf, environmentOfStack, inNoEnvironment, type StackEnvironment } from "./stack-environment.ts";

const roleType = "aws:iam/role:Role";
const userType = "aws:iam/user:User";

const { managedPolicies, iamFullAccess } = notifyAccess;

/** What each document may say is listed, action by action; whoever could change IAM could make themselves administrator. */
export const policiesCalledFor: ResourceRule = {
  name: "notify-policies-called-for",
  clauses: ["NOTIFY-SVC-2", "NOTIFY-SVC-4", "NOTIFY-ROLE-2", "NOTIFY-ROLE-5", "IAM-3"],
  level: "mandatory",
  description:
    "A policy allows what those who hold it are called upon to do, and nothing else: each action on each thing, under the conditions that the settings list by the policy's name; what a broker makes is bounded.",
  remedy:
    "Leave the policy to the stack, or name the actions, the ARNs and the conditions that policies/settings/notify-policies.ts lists for it; what else is needed, list there with the reason.",
  scope: "resource",
  types: documentTypes,
  judge: (resource, { register }) => {
    if (documentsIn(resource).length === 0) return [];
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    return uncalledForIn(resource, notifyPolicies, [
      fillingOfEnvironment(where),
      ...fillingsOfSenders(register, where.place),
      ...networksOfDeployment(register, where).map((deploysFrom) => ({ ...fillingOfEnvironment(where), deploysFrom })),
    ]);
  },
};

/** The networks that the account which deploys the brokers works from, in the account of an environment. */
function networksOfDeployment({ serviceAccounts }: Register, { environment }: StackEnvironment): string[] {
  return Object.values(serviceAccounts)
    .filter(({ kind, account }) => kind === "ssb-deployment" && account === environment.account)
    .flatMap(({ deploysFrom = [] }) => deploysFrom);
}

function fillingOfEnvironment({ id, place }: StackEnvironment): Filling {
  return { ...fillingOf(place), environment: id };
}

/** Who may hold which managed policy, whatever the type of attachment. */
export const managedPoliciesAsListed: ResourceRule = {
  name: "notify-managed-policies-as-listed",
  clauses: ["NOTIFY-SVC-2", "NOTIFY-SVC-4", "NOTIFY-ROLE-2", "NOTIFY-ROLE-5"],
  level: "mandatory",
  description:
    "Each managed policy is held only by those whom the settings name for it: IAMFullAccess by the SSB Deployment Account, and AdministratorAccess by nobody.",
  remedy: "Attach a policy that policies/settings/notify-access.ts lists for this holder, by its literal ARN.",
  scope: "resource",
  types: attachmentTypes,
  judge: (resource, { register }) => {
    const attached = readAttachments(resource).flatMap((each) => ("arn" in each ? [each] : []));
    if (attached.length === 0) return [];
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    return attached.flatMap(({ holder, arn }) => {
      const policy = readPolicyArn(arn);
      const who = `the ${holder.kind} ${holder.name}`;
      if (policy === undefined) return [`${who} would have ${arn}, which is not the ARN of a policy`];
      const { partition, account, name } = policy;
      const ours = account === where.place.accountId;
      if (partition !== where.place.partition || (account !== "aws" && !ours))
        return [`${who} would have ${arn}, which is not of this account`];
      const own = managedPolicies[ours ? "own" : "aws"];
      const may = Object.hasOwn(own, name) ? (own[name] ?? []) : [];
      return problems(
        !may.includes(classOf(register, where, holder) ?? "") && `${who} may not have the policy ${name}`,
      );
    });
  },
};

/** Policies that are written into their holder: only where the holder is a role, since a person's or broker's are listed. */
export const inlinePoliciesOfRolesOnly: ResourceRule = {
  name: "notify-inline-policies-of-roles-only",
  clauses: ["NOTIFY-SVC-4", "NOTIFY-ROLE-2", "NOTIFY-ROLE-5"],
  level: "mandatory",
  description:
    "Users and the group of administrators have managed policies only, so that one look tells what they may do.",
  remedy: "Make it a managed policy, and list who may hold it in policies/settings/notify-access.ts.",
  scope: "resource",
  types: attachmentTypes,
  judge: (resource) =>
    readAttachments(resource).flatMap((each) =>
      problems(
        "document" in each &&
          each.holder.kind !== "role" &&
          `the ${each.holder.kind} ${each.holder.name} would have a policy of its own`,
      ),
    ),
};

/** The deployment account has IAMFullAccess, and has it once. */
export const deploymentHasIamFullAccess: StackRule = {
  name: "notify-deployment-has-iam-full-access",
  clauses: ["NOTIFY-SVC-2"],
  level: "mandatory",
  description: "In each AWS account IAMFullAccess is attached to exactly one principal, the SSB Deployment Account.",
  remedy: "Leave the account to the stack, which makes it from register/notify/service-accounts.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where === undefined) return [];
    const holders = resources
      .filter(({ type }) => separateAttachmentTypes.includes(type))
      .flatMap((resource) => readAttachments(resource).map((each) => ({ ...each, resource })))
      .filter((each) => "arn" in each && readPolicyArn(each.arn)?.name === iamFullAccess);
    const expected = where.ownsAccount ? 1 : 0;
    return [
      {
        subject: `account ${where.environment.account}`,
        problems: problems(
          holders.length !== expected &&
            `${iamFullAccess} is attached ${holders.length} times in this stack, not ${expected} times`,
        ),
      },
      ...holders.map(({ resource, holder }) => ({
        subject: subjectOfResource(resource),
        problems: problems(
          classOf(register, where, holder) !== "ssb-deployment" &&
            `the ${holder.kind} ${holder.name} is not the SSB Deployment Account`,
        ),
      })),
    ];
  },
};

/** AMB-28: the run book gives one account all of IAM. What narrows that is advice, since runners may have no addresses of their own. */
export const deploymentBounded: ResourceRule = {
  name: "notify-deployment-bounded",
  clauses: ["NOTIFY-SVC-2"],
  level: "advisory",
  description:
    "The SSB Deployment Account, which can make itself administrator, is bounded to the networks that it deploys from.",
  remedy:
    "Deploy the brokers from known networks, give these as deploysFrom of the account in register/notify/service-accounts.yaml, and leave its boundary to the stack.",
  scope: "resource",
  types: [userType],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { name, permissionsBoundary } = resource.props;
    const holder = { kind: "user", name: shown(name) } as const;
    if (classOf(register, where, holder) !== "ssb-deployment") return [];
    const wanted = arnOf(where.place, "iam", `policy/${notifyPolicies.deploymentBoundary}`, "global");
    return problems(
      permissionsBoundary !== wanted &&
        "it can make itself administrator from anywhere: no permissions boundary says which networks it deploys from",
    );
  },
};

/** Services alone take on roles, each the one that is there for it, and for this account's own sake. */
export const rolesOfServicesOnly: ResourceRule = {
  name: "notify-roles-of-services-only",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-5", "IAM-3"],
  level: "mandatory",
  description:
    "A role is one that the settings list, and taken on by the one service of AWS that they list for it, and only for this account's own sake; people come by the group.",
  remedy:
    "Trust the service that policies/settings/notify-policies.ts lists for the role, by sts:AssumeRole, with the condition StringEquals aws:SourceAccount of this account.",
  scope: "resource",
  types: [roleType],
  judge: (resource, { register }) => {
    const { props } = resource;
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const name = shown(props.name ?? "");
    const calls = callsFor(notifyPolicies.trust, name, [fillingOfEnvironment(where)]);
    return calls === undefined
      ? [`nobody has called for a role ${name === "" ? "without a name" : name}`]
      : uncalledFor(props.assumeRolePolicy, calls);
  },
};
