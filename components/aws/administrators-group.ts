import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf, awsManagedPolicy } from "../../model/arn.ts";
import { aws } from "../providers.ts";
import { policyDocument } from "./policy-document.ts";

export interface AdministratorsGroupArgs {
  readonly place: AwsPlace;
  /** The group's name in IAM, the same in every account. */
  readonly group: string;
  /** Who holds the role: user name, and the address that the person reads. */
  readonly members: Readonly<Record<string, { readonly email: string }>>;
}

/**
 * The people who read audit logs and mend services in one AWS account (NOTIFY-ROLE-2, 5). The membership is exclusive:
 * whoever is put into the group by hand is taken out by the next update.
 */
export class AdministratorsGroup extends pulumi.ComponentResource {
  constructor(
    name: string,
    { place, group, members }: AdministratorsGroupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:aws:AdministratorsGroup", name, {}, opts);
    const inner = { parent: this };
    const made = new aws.iam.Group(group, { name: group }, inner);
    const own = new aws.iam.Policy(
      group,
      { name: group, description: "Mend mail and text messages, and only with a second factor", policy: mend(place) },
      inner,
    );
    const policies = {
      [group]: arnOf(place, "iam", `policy/${group}`, "global"),
      AWSCloudTrail_ReadOnlyAccess: awsManagedPolicy(place, "AWSCloudTrail_ReadOnlyAccess"),
      CloudWatchReadOnlyAccess: awsManagedPolicy(place, "CloudWatchReadOnlyAccess"),
    };
    for (const [policy, policyArn] of Object.entries(policies)) {
      new aws.iam.GroupPolicyAttachment(
        `${group}-${policy}`,
        { group, policyArn },
        { ...inner, dependsOn: [made, own] },
      );
    }
    const users = Object.entries(members).map(
      ([user, { email }]) =>
        new aws.iam.User(
          user,
          // A leaver's password and second factor go with the user.
          { name: user, tags: { email }, forceDestroy: true },
          inner,
        ),
    );
    new aws.iam.GroupMembership(
      group,
      { name: group, group, users: Object.keys(members) },
      { ...inner, dependsOn: [made, ...users] },
    );
    this.registerOutputs({});
  }
}

/** What the group may do beyond reading, and that it may do nothing before a second factor was given. */
function mend(place: AwsPlace): string {
  const self = ["user", "mfa"].map((kind) => arnOf(place, "iam", `${kind}/\${aws:username}`, "global"));
  const secondFactor = [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ResyncMFADevice",
  ];
  return policyDocument(
    {
      Sid: "MendMailAndTextMessages",
      Effect: "Allow",
      Action: [
        // By name: the rest of what can be read of mail includes its text, and a wildcard grows when AWS adds to it.
        "ses:GetAccount",
        "ses:GetAccountSendingEnabled",
        "ses:GetConfigurationSet",
        "ses:GetEmailIdentity",
        "ses:GetSendQuota",
        "ses:GetSendStatistics",
        "ses:GetSuppressedDestination",
        "ses:ListConfigurationSets",
        "ses:ListEmailIdentities",
        "ses:ListSuppressedDestinations",
        "ses:PutAccountSuppressionAttributes",
        "ses:PutSuppressedDestination",
        "ses:DeleteSuppressedDestination",
        "ses:UpdateAccountSendingEnabled",
        "sns:CheckIfPhoneNumberIsOptedOut",
        "sns:ConfirmSubscription",
        "sns:GetSMSAttributes",
        "sns:GetSMSSandboxAccountStatus",
        "sns:GetSubscriptionAttributes",
        "sns:GetTopicAttributes",
        "sns:ListOriginationNumbers",
        "sns:ListPhoneNumbersOptedOut",
        "sns:ListSMSSandboxPhoneNumbers",
        "sns:ListSubscriptions",
        "sns:ListSubscriptionsByTopic",
        "sns:ListTagsForResource",
        "sns:ListTopics",
        "sns:OptInPhoneNumber",
        "sns:Subscribe",
        "sns:Unsubscribe",
      ],
      Resource: ["*"],
    },
    { Sid: "OwnSecondFactor", Effect: "Allow", Action: [...secondFactor, "iam:ChangePassword"], Resource: self },
    {
      Sid: "NothingWithoutSecondFactor",
      Effect: "Deny",
      NotAction: [...secondFactor, "iam:ChangePassword", "sts:GetSessionToken"],
      Resource: ["*"],
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  );
}
