import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf, awsManagedPolicy } from "../../model/arn.ts";
import { policyDocument, type Statement } from "./policy-document.ts";

export interface SsbAccountArgs {
  readonly place: AwsPlace;
  /** The user's name in IAM. */
  readonly login: string;
}

const tags = { kind: "service-account" } as const;

/** The account that makes the brokers' accounts (NOTIFY-SVC-2): the one principal that may change IAM at large. */
export class SsbDeployment extends pulumi.ComponentResource {
  constructor(name: string, { place, login }: SsbAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:aws:SsbDeployment", name, {}, opts);
    const inner = { parent: this };
    const user = new aws.iam.User(login, { name: login, tags }, inner);
    new aws.iam.UserPolicyAttachment(
      login,
      { user: login, policyArn: awsManagedPolicy(place, "IAMFullAccess") },
      { ...inner, dependsOn: [user] },
    );
    this.registerOutputs({});
  }
}

/** What each kind of broker does, and the name of the policy that lets it. */
const brokerPolicies = {
  "sms-broker": { name: "sms_broker", statements: smsStatements },
  "smtp-broker": { name: "smtp_broker", statements: smtpStatements },
} as const;

export type BrokerKind = keyof typeof brokerPolicies;

/**
 * The account of a broker (NOTIFY-SVC-4): a user with one policy and one key, and no password. The key is a secret
 * output; whoever deploys the broker takes it from there.
 */
export class Broker extends pulumi.ComponentResource {
  readonly key: aws.iam.AccessKey;

  constructor(
    name: string,
    { place, login, kind }: SsbAccountArgs & { readonly kind: BrokerKind },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:aws:Broker", name, {}, opts);
    const inner = { parent: this };
    const { name: policyName, statements } = brokerPolicies[kind];
    const user = new aws.iam.User(login, { name: login, tags }, inner);
    const policy = new aws.iam.Policy(
      policyName,
      { name: policyName, policy: policyDocument(...statements(place)) },
      inner,
    );
    new aws.iam.UserPolicyAttachment(
      login,
      { user: login, policyArn: arnOf(place, "iam", `policy/${policyName}`, "global") },
      { ...inner, dependsOn: [user, policy] },
    );
    this.key = new aws.iam.AccessKey(login, { user: login, status: "Active" }, { ...inner, dependsOn: [user] });
    this.registerOutputs({});
  }
}

/** The users that a broker makes for those who bind to it are all under one path, and no other user is. */
function boundUsers(place: AwsPlace): Statement {
  return {
    Sid: "UsersOfBindings",
    Effect: "Allow",
    Action: [
      "iam:CreateAccessKey",
      "iam:CreateUser",
      "iam:DeleteAccessKey",
      "iam:DeleteUser",
      "iam:DeleteUserPolicy",
      "iam:GetUser",
      "iam:GetUserPolicy",
      "iam:ListAccessKeys",
      "iam:ListAttachedUserPolicies",
      "iam:ListGroupsForUser",
      "iam:ListUserPolicies",
      "iam:ListUserTags",
      "iam:PutUserPolicy",
      "iam:TagUser",
      "iam:UntagUser",
    ],
    Resource: [arnOf(place, "iam", "user/cf/*", "global")],
  };
}

function smsStatements(place: AwsPlace): Statement[] {
  return [
    boundUsers(place),
    {
      Sid: "RolesOfDeliveryLogs",
      Effect: "Allow",
      Action: [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:TagRole",
      ],
      Resource: [arnOf(place, "iam", "role/cf/*", "global")],
    },
    {
      Sid: "SettingsOfTextMessages",
      Effect: "Allow",
      Action: ["sns:GetSMSAttributes", "sns:SetSMSAttributes"],
      Resource: ["*"],
    },
  ];
}

function smtpStatements(place: AwsPlace): Statement[] {
  return [
    boundUsers(place),
    {
      Sid: "IdentitiesOfMail",
      Effect: "Allow",
      // Actions of the first version of the mail service, which knows no resources.
      Action: [
        "ses:DeleteIdentity",
        "ses:GetIdentityDkimAttributes",
        "ses:GetIdentityMailFromDomainAttributes",
        "ses:GetIdentityNotificationAttributes",
        "ses:GetIdentityVerificationAttributes",
        "ses:SetIdentityFeedbackForwardingEnabled",
        "ses:SetIdentityHeadersInNotificationsEnabled",
        "ses:SetIdentityMailFromDomain",
        "ses:SetIdentityNotificationTopic",
        "ses:VerifyDomainDkim",
        "ses:VerifyDomainIdentity",
      ],
      Resource: ["*"],
    },
    {
      Sid: "TopicsOfFeedback",
      Effect: "Allow",
      Action: [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:GetTopicAttributes",
        "sns:ListSubscriptionsByTopic",
        "sns:ListTagsForResource",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
      ],
      Resource: ["bounce", "complaint", "delivery"].map((kind) => arnOf(place, "sns", `*-${kind}`)),
    },
    {
      Sid: "SubscriptionsOfFeedback",
      Effect: "Allow",
      // Neither can be narrowed to a topic.
      Action: ["sns:GetSubscriptionAttributes", "sns:Unsubscribe"],
      Resource: ["*"],
    },
  ];
}
