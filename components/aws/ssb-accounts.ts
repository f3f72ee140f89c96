import type * as Aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf, awsManagedPolicy } from "../../model/arn.ts";
import { normalForms } from "../../model/normal-form.ts";
import { aws } from "../providers.ts";
import { policyDocument, type Statement } from "./policy-document.ts";

export interface SsbAccountArgs {
  readonly place: AwsPlace;
  /** The user's name in IAM. */
  readonly login: string;
}

const tags = { kind: "service-account" } as const;

const deploymentBoundary = "ssb_deployment_boundary";

export interface SsbDeploymentArgs extends SsbAccountArgs {
  /** The networks that it works from; any when left out. */
  readonly deploysFrom?: readonly string[] | undefined;
}

/**
 * The account that makes the brokers' accounts (NOTIFY-SVC-2): the one principal that may change IAM at large. Where it is
 * known where it works from, a boundary makes its key good for nothing elsewhere (AMB-28).
 */
export class SsbDeployment extends pulumi.ComponentResource {
  constructor(name: string, { place, login, deploysFrom }: SsbDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:aws:SsbDeployment", name, {}, opts);
    const inner = { parent: this };
    const id = normalForms.name(login);
    const boundary = deploysFrom && this.#boundary(deploysFrom, inner);
    const user = new aws.iam.User(
      id,
      {
        name: login,
        tags,
        ...(boundary && { permissionsBoundary: arnOf(place, "iam", `policy/${deploymentBoundary}`, "global") }),
      },
      { ...inner, ...(boundary && { dependsOn: [boundary] }) },
    );
    new aws.iam.UserPolicyAttachment(
      id,
      { user: login, policyArn: awsManagedPolicy(place, "IAMFullAccess") },
      { ...inner, dependsOn: [user] },
    );
    this.registerOutputs({});
  }

  #boundary(networks: readonly string[], opts: pulumi.CustomResourceOptions): Aws.iam.Policy {
    return new aws.iam.Policy(
      deploymentBoundary,
      {
        name: deploymentBoundary,
        description: "Where the SSB Deployment Account works from; nobody holds it",
        policy: policyDocument({
          Sid: "FromWhereItDeploys",
          Effect: "Allow",
          Action: ["iam:*"],
          Resource: ["*"],
          Condition: { IpAddress: { "aws:SourceIp": networks } },
        }),
      },
      opts,
    );
  }
}

/** What each kind of broker does, and the name of the policy that lets it. */
const brokerPolicies = {
  "sms-broker": { name: "sms_broker", statements: smsStatements },
  "smtp-broker": { name: "smtp_broker", statements: smtpStatements },
} as const;

export type BrokerKind = keyof typeof brokerPolicies;

export interface BrokerArgs extends SsbAccountArgs {
  readonly kind: BrokerKind;
  /** All that what the broker makes may ever do, as the JSON of an IAM document. */
  readonly boundary: string;
}

/**
 * The account of a broker (NOTIFY-SVC-4): a user with one policy and one key, and no password. The key is a secret
 * output; whoever deploys the broker takes it from there.
 *
 * Whoever makes users and says what they may do could make an administrator. So a broker makes only what carries its
 * boundary, which it cannot change: the boundary is a policy of its own, with nobody to hold it.
 */
export class Broker extends pulumi.ComponentResource {
  readonly key: Aws.iam.AccessKey;

  constructor(name: string, { place, login, kind, boundary }: BrokerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:aws:Broker", name, {}, opts);
    const inner = { parent: this };
    const id = normalForms.name(login);
    const { name: policyName, statements } = brokerPolicies[kind];
    const user = new aws.iam.User(id, { name: login, tags }, inner);
    const boundaryName = `${policyName}_boundary`;
    const bounds = new aws.iam.Policy(
      boundaryName,
      { name: boundaryName, description: "All that anything the broker makes may ever do", policy: boundary },
      inner,
    );
    const boundaryArn = arnOf(place, "iam", `policy/${boundaryName}`, "global");
    const policy = new aws.iam.Policy(
      policyName,
      { name: policyName, policy: policyDocument(...statements(place, boundaryArn)) },
      { ...inner, dependsOn: [bounds] },
    );
    new aws.iam.UserPolicyAttachment(
      id,
      { user: login, policyArn: arnOf(place, "iam", `policy/${policyName}`, "global") },
      { ...inner, dependsOn: [user, policy] },
    );
    this.key = new aws.iam.AccessKey(id, { user: login, status: "Active" }, { ...inner, dependsOn: [user] });
    this.registerOutputs({});
  }
}

/** Holds only for what carries the boundary. */
const bounded = (boundaryArn: string) => ({ StringEquals: { "iam:PermissionsBoundary": boundaryArn } });

/** The users that a broker makes for those who bind to it are all under one path, and no other user is. */
function boundUsers(place: AwsPlace, boundaryArn: string): Statement[] {
  const Resource = [arnOf(place, "iam", "user/cf/*", "global")];
  return [
    {
      Sid: "UsersOfBindingsWithinBoundary",
      Effect: "Allow",
      Action: ["iam:CreateUser", "iam:PutUserPolicy"],
      Resource,
      Condition: bounded(boundaryArn),
    },
    {
      Sid: "UsersOfBindings",
      Effect: "Allow",
      Action: [
        "iam:CreateAccessKey",
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
        "iam:TagUser",
        "iam:UntagUser",
      ],
      Resource,
    },
  ];
}

function smsStatements(place: AwsPlace, boundaryArn: string): Statement[] {
  const Resource = [arnOf(place, "iam", "role/cf/*", "global")];
  return [
    ...boundUsers(place, boundaryArn),
    {
      Sid: "RolesOfDeliveryLogsWithinBoundary",
      Effect: "Allow",
      Action: ["iam:CreateRole", "iam:PutRolePolicy"],
      Resource,
      Condition: bounded(boundaryArn),
    },
    {
      Sid: "RolesOfDeliveryLogsForSns",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource,
      Condition: { StringEquals: { "iam:PassedToService": "sns.amazonaws.com" } },
    },
    {
      Sid: "RolesOfDeliveryLogs",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:TagRole",
      ],
      Resource,
    },
    {
      Sid: "SettingsOfTextMessages",
      Effect: "Allow",
      Action: ["sns:GetSMSAttributes", "sns:SetSMSAttributes"],
      Resource: ["*"],
    },
  ];
}

function smtpStatements(place: AwsPlace, boundaryArn: string): Statement[] {
  return [
    ...boundUsers(place, boundaryArn),
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
