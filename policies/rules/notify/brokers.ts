import { notifyAccess } from "../../settings/notify-access.ts";
import { notifyPolicies } from "../../settings/notify-policies.ts";
import { listed, problems } from "../grants.ts";
import { policyType, readAttachments, readPolicyArn, separateAttachmentTypes } from "../iam/attachments.ts";
import { shown } from "../reading.ts";
import type { StackRule } from "../rule.ts";
import { serviceAccountsOf } from "./aws-principals.ts";
import { environmentOfStack } from "./stack-environment.ts";

const { boundaries } = notifyPolicies;
type Broker = keyof typeof boundaries;

/** Each broker has one policy, its own, and one key, made here. */
export const brokersComplete: StackRule = {
  name: "notify-brokers-complete",
  clauses: ["NOTIFY-SVC-4"],
  level: "mandatory",
  description:
    "In each AWS account each broker of the register has exactly one of the two broker policies, exactly one active key that the stack makes, and the policy that bounds what it makes.",
  remedy: "Leave the brokers to the stack, which makes them from register/notify/service-accounts.yaml.",
  scope: "stack",
  judge: (resources, { register, stack }) => {
    const where = environmentOfStack(register, stack);
    if (where?.ownsAccount !== true) return [];
    const attachments = resources.filter(({ type }) => separateAttachmentTypes.includes(type)).flatMap(readAttachments);
    return [...serviceAccountsOf(register, where.environment.account)]
      .filter((each): each is [string, Broker] => Object.hasOwn(boundaries, each[1]))
      .map(([login, kind]) => {
        const held = attachments
          .filter(({ holder }) => holder.kind === "user" && holder.name === login)
          .map((each) => ("arn" in each ? (readPolicyArn(each.arn)?.name ?? each.arn) : "a policy of its own"));
        const keys = resources.filter(
          ({ type, props }) =>
            type === "aws:iam/accessKey:AccessKey" && shown(props.user) === login && props.status !== "Inactive",
        );
        const [expected] = notifyAccess.serviceAccounts[kind].roles;
        const user = resources.some(({ type, props }) => type === "aws:iam/user:User" && props.name === login);
        return {
          subject: `broker ${login} of ${where.environment.account}`,
          problems: problems(
            !user && "it is not in this stack",
            (held.length !== 1 || held[0] !== expected) &&
              `it has ${held.length === 0 ? "no policy" : listed(held)}, not ${expected} alone`,
            keys.length !== 1 && `it has ${keys.length} active keys, not one`,
            !resources.some(({ type, props }) => type === policyType && props.name === boundaries[kind]) &&
              `there is no policy ${boundaries[kind]}, which bounds what it makes`,
          ),
        };
      });
  },
};
