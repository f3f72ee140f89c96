import { type Call, type Calls, type CallsByName, keyOfTopics, publishing, sendingMail } from "./iam-calls.ts";

/** Setting up a second factor. */
const ownSecondFactor = [
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ResyncMFADevice",
] as const;

/** NOTIFY-ROLE-2, NOTIFY-ROLE-5: they look after mail and texts. Logs they read by policies of AWS. */
const administrators: Calls = {
  allow: [
    {
      why: "see whether mail goes out and what holds it up, without reading any",
      actions: [
        "ses:GetAccount",
        "ses:GetAccountSendingEnabled",
        "ses:GetConfigurationSet",
        "ses:GetConfigurationSetEventDestinations",
        "ses:GetEmailIdentity",
        "ses:GetIdentityDkimAttributes",
        "ses:GetIdentityMailFromDomainAttributes",
        "ses:GetIdentityNotificationAttributes",
        "ses:GetIdentityVerificationAttributes",
        "ses:GetSendQuota",
        "ses:GetSendStatistics",
        "ses:GetSuppressedDestination",
        "ses:ListConfigurationSets",
        "ses:ListEmailIdentities",
        "ses:ListIdentities",
        "ses:ListSuppressedDestinations",
      ],
      on: ["*"],
    },
    {
      why: "stop mail when it does harm, and let an address get mail again",
      actions: [
        "ses:DeleteSuppressedDestination",
        "ses:PutAccountSuppressionAttributes",
        "ses:PutSuppressedDestination",
        "ses:UpdateAccountSendingEnabled",
      ],
      on: ["*"],
    },
    {
      why: "see settings of texts, numbers, topics and subscriptions; no text is among it",
      actions: [
        "sns:CheckIfPhoneNumberIsOptedOut",
        "sns:GetDataProtectionPolicy",
        "sns:GetEndpointAttributes",
        "sns:GetPlatformApplicationAttributes",
        "sns:GetSMSAttributes",
        "sns:GetSMSSandboxAccountStatus",
        "sns:GetSubscriptionAttributes",
        "sns:GetTopicAttributes",
        "sns:ListEndpointsByPlatformApplication",
        "sns:ListOriginationNumbers",
        "sns:ListPhoneNumbersOptedOut",
        "sns:ListPlatformApplications",
        "sns:ListSMSSandboxPhoneNumbers",
        "sns:ListSubscriptions",
        "sns:ListSubscriptionsByTopic",
        "sns:ListTagsForResource",
        "sns:ListTopics",
      ],
      on: ["*"],
    },
    {
      why: "let a number get texts again, and mend the API's subscriptions (NOTIFY-GOT-2)",
      actions: ["sns:ConfirmSubscription", "sns:OptInPhoneNumber", "sns:Subscribe", "sns:Unsubscribe"],
      on: ["*"],
    },
    {
      why: "set up their own second factor, and change their own password",
      actions: ownSecondFactor,
      on: ["user", "mfa"].map((kind) => `arn:{partition}:iam::{account}:${kind}/\${aws:username}`),
    },
  ],
};

/** What bounds all that a broker makes: it can give none of it more than this policy allows. */
const boundedBy = (policy: string) => ({
  "iam:PermissionsBoundary": [`arn:{partition}:iam::{account}:policy/${policy}`],
});

/** NOTIFY-SVC-4: a broker makes a user for each application that binds to it, with a key and a policy of its own. */
const usersOfBindings = (boundary: string): Call[] => [
  {
    why: "make users for bindings, and say what each may do, within a boundary",
    actions: ["iam:CreateUser", "iam:PutUserPolicy"],
    on: ["arn:{partition}:iam::{account}:user/cf/*"],
    only: boundedBy(boundary),
  },
  {
    why: "give users of bindings their keys, see them, and take them away",
    actions: [
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
    on: ["arn:{partition}:iam::{account}:user/cf/*"],
  },
];

const smsBroker: Calls = {
  allow: [
    ...usersOfBindings("sms_broker_boundary"),
    {
      why: "make the role by which SNS logs what became of texts, within the same boundary",
      actions: ["iam:CreateRole", "iam:PutRolePolicy"],
      on: ["arn:{partition}:iam::{account}:role/cf/*"],
      only: boundedBy("sms_broker_boundary"),
    },
    {
      why: "give that role to SNS, and to nobody else",
      actions: ["iam:PassRole"],
      on: ["arn:{partition}:iam::{account}:role/cf/*"],
      only: { "iam:PassedToService": ["sns.amazonaws.com"] },
    },
    {
      why: "see that role, and take it away",
      actions: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:TagRole",
        "iam:UntagRole",
      ],
      on: ["arn:{partition}:iam::{account}:role/cf/*"],
    },
    {
      why: "set what holds for every text of the account",
      actions: ["sns:GetSMSAttributes", "sns:SetSMSAttributes"],
      on: ["*"],
    },
  ],
};

const smtpBroker: Calls = {
  allow: [
    ...usersOfBindings("smtp_broker_boundary"),
    {
      why: "make identities that mail is sent from; this version of SES knows no resources",
      actions: [
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
      on: ["*"],
    },
    {
      why: "make the topics that tell what became of mail",
      actions: [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:GetTopicAttributes",
        "sns:ListSubscriptionsByTopic",
        "sns:ListTagsForResource",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
      ],
      on: ["bounce", "complaint", "delivery"].map((kind) => `arn:{partition}:sns:{region}:{account}:*-${kind}`),
    },
    {
      why: "see and end subscriptions, which cannot be narrowed to a topic",
      actions: ["sns:GetSubscriptionAttributes", "sns:Unsubscribe"],
      on: ["*"],
    },
  ],
};

/** Sending texts. From where, and that topics are kept out, is for the rule on texts. */
const sendingTexts: Calls = {
  allow: [
    {
      why: "send texts (IAM-2); a telephone number has no ARN",
      actions: ["sns:Publish"],
      on: ["*"],
    },
  ],
};

const logOfTexts: Call = {
  why: "log what became of texts (IAM-3), those that arrived and those that did not",
  actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  on: ["", ":*", "/Failure", "/Failure:*"].map(
    (end) =>
      `arn:{partition}:logs:{region}:{account}:log-group:sns/{region}/{account}/DirectPublishToPhoneNumber${end}`,
  ),
};

/** The trust of a role that one service of AWS takes on, for this account's own sake. */
const takenOnBy = (service: string, why: string): Calls => ({
  allow: [
    {
      why,
      by: [`Service:${service}`],
      actions: ["sts:AssumeRole"],
      on: [],
      only: { "aws:SourceAccount": ["{account}"] },
    },
  ],
});

const publishers = ["cloudwatch.amazonaws.com", "ses.amazonaws.com"];

/**
 * What each document in the stacks of Notify's environments may say, by the name of the policy or role: all that its
 * holder is called upon to do. A name that is not here, nobody has called for.
 */
export const notifyPolicies = {
  policies: {
    NotifyAdministrators: administrators,
    sms_broker: smsBroker,
    smtp_broker: smtpBroker,
    sms_broker_boundary: { allow: [...sendingTexts.allow, logOfTexts] },
    smtp_broker_boundary: sendingMail,
    // Nobody holds it: it narrows what IAMFullAccess gives the SSB Deployment Account (AMB-28).
    ssb_deployment_boundary: {
      allow: [
        {
          why: "make the brokers' accounts, from where it runs and from nowhere else",
          actions: ["iam:*"],
          on: ["*"],
          from: ["{deploysFrom}"],
        },
      ],
    },
    "notify-{environment}-send-texts": sendingTexts,
    "send-mail-as-{set}": sendingMail,
  } satisfies CallsByName as CallsByName,

  /** What is written into roles. */
  inRoles: { "notify-{environment}-text-message-log": { allow: [logOfTexts] } } satisfies CallsByName as CallsByName,

  /** Who takes on roles: services of AWS alone. */
  trust: {
    "notify-{environment}-ops-alerts": takenOnBy("chatbot.amazonaws.com", "post alerts to the channel (NOTIFY-ALR-1)"),
    "notify-{environment}-text-message-log": takenOnBy("sns.amazonaws.com", "log what became of texts (IAM-3)"),
  } satisfies CallsByName as CallsByName,

  topics: publishing(publishers),
  keys: keyOfTopics(publishers),

  /** What people may do before they have given a second factor; the group's policy denies everything else until then. */
  withoutSecondFactor: [...ownSecondFactor, "sts:GetSessionToken"],

  /** What bounds that which a broker makes, by the broker's kind. */
  boundaries: { "sms-broker": "sms_broker_boundary", "smtp-broker": "smtp_broker_boundary" },

  /** What bounds the account that deploys the brokers. */
  deploymentBoundary: "ssb_deployment_boundary",
} as const;
