import { notifyAccess } from "../../settings/notify-access.ts";
import { listed, problems } from "../grants.ts";
import {
  attachmentTypes,
  documentsIn,
  documentTypes,
  policyType,
  readAttachments,
  readPolicyArn,
  separateAttachmentTypes,
} from "../iam/attachments.ts";
import { isAbout, readDocument, type Statement } from "../iam/document.ts";
import { serviceOnlyProblems } from "../iam/service-only.ts";
import { type ResourceRule, type StackRule, subjectOfResource } from "../rule.ts";
import { classOf } from "./aws-principals.ts";
import { environmentOf, environmentOfStack, inNoEnvironment } from "./stack-environment.ts";
import { logProblems } from "./text-message-log.ts";

const roleType = "aws:iam/role:Role";

const { escalations, confined, managedPolicies, iamFullAccess } = notifyAccess;

/** Whether what a statement covers all lies under the path where brokers make what is theirs. */
function isConfined({ resources }: Statement): boolean {
  const within = new RegExp(String.raw`^arn:[a-z-]+:iam::\d{12}:(?:user|role|policy)/${confined.path}/`);
  return resources !== undefined && "only" in resources && resources.only.every((each) => within.test(each));
}

/** Why a document is refused: what it lets its holder take for themselves. */
function escalationProblems(document: unknown, mayWithinPath: boolean): string[] {
  const read = readDocument(document);
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  return read.statements.flatMap((statement) => {
    if (statement.effect === "Deny") return [];
    const gained = escalations.filter((action) => isAbout(statement, action));
    if (gained.length === 0 || (mayWithinPath && isConfined(statement))) return [];
    const some = gained.length > 3 ? [...gained.slice(0, 3), `${gained.length - 3} more`] : gained;
    return [`it allows ${listed(some)}${mayWithinPath ? ` beyond the path /${confined.path}/` : ""}`];
  });
}

/** Whoever can change IAM can make themselves an administrator; one account may, and it is not one of these. */
export const iamChangedByDeploymentOnly: ResourceRule = {
  name: "notify-iam-changed-by-deployment-only",
  clauses: ["NOTIFY-SVC-2", "NOTIFY-SVC-4"],
  level: "mandatory",
  description:
    "No policy of ours lets its holder change users, groups, roles or policies, but a broker's under its own path.",
  remedy: "List the actions that are needed, none of IAM among them; a broker's on the path of what it makes.",
  scope: "resource",
  types: documentTypes,
  judge: (resource) => {
    const documents = documentsIn(resource);
    if (documents.length === 0) return [];
    const broker = resource.type === policyType && confined.policies.some((name) => name === resource.props.name);
    return documents.flatMap((document) => escalationProblems(document, broker));
  },
};

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

/** Services alone take on roles, each for this account's own sake, and the one that keeps a log keeps no other. */
export const rolesOfServicesOnly: ResourceRule = {
  name: "notify-roles-of-services-only",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-5", "IAM-3"],
  level: "mandatory",
  description:
    "A role is taken on by the services of AWS that the settings list, and only for this account's own sake, and of logs it writes that of text messages alone; people come by the group.",
  remedy:
    "Trust one listed service, with the condition StringEquals aws:SourceAccount of this account, and name the actions that write the log and its ARN.",
  scope: "resource",
  types: [roleType, "aws:iam/rolePolicy:RolePolicy"],
  judge: (resource, { register }) => {
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const trust = { services: notifyAccess.trustedServices, accountId: where.place.accountId };
    return [
      ...(resource.type === roleType ? serviceOnlyProblems(resource.props.assumeRolePolicy, trust) : []),
      ...documentsIn(resource).flatMap((document) => logProblems(document, where.place)),
    ];
  },
};
