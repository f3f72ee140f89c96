/** What the Notify run book fixes of roles in AWS, cloud.gov and the application, and of accounts that are not people's. */
export const notifyAccess = {
  /** The IAM group of those who may work in an AWS account; in every account it has this name. */
  administratorsGroup: "NotifyAdministrators",

  /** Production, by account and by space: what the register has to say of them, whatever their names. */
  production: {
    accounts: ["aws-production"],
    spaces: ["notify-production", "notify-production-egress", "notify-management", "notify-management-egress"],
  },

  /** What is no production: everything else is, so that a new account or space is until somebody says otherwise. */
  notProduction: {
    accounts: ["aws-staging"],
    spaces: [
      ...["notify-staging", "notify-staging-egress", "notify-demo", "notify-demo-egress", "notify-sandbox"],
      ...["notify-management-staging", "notify-management-staging-egress"],
    ],
  },

  /** Roles of people in cloud.gov, in its own words. Any other is refused. */
  cloudGov: { orgManager: "OrgManager", inSpaces: ["SpaceManager", "SpaceDeveloper"] },

  /** The roles of the application. */
  application: {
    system: "application",
    platformAdministrator: { role: "platform-administrator", permission: "platform_admin" },
    userManager: { role: "user-manager", permission: "manage_users" },
    user: { role: "user", reserved: ["manage_users", "platform_admin"] },
  },

  /** Accounts that are not people's: what each kind may do, where, and where its secrets are kept. */
  serviceAccounts: {
    "cloud-gov": {
      clause: "NOTIFY-SVC-1",
      provider: "cloud-gov",
      roles: ["OrgManager", "SpaceDeveloper"],
      repositories: ["notifications-api", "notifications-admin"],
      secrets: ["CLOUDGOV_USERNAME", "CLOUDGOV_PASSWORD"],
    },
    "ssb-deployment": {
      clause: "NOTIFY-SVC-2",
      provider: "aws",
      roles: ["IAMFullAccess"],
      repositories: ["usnotify-ssb"],
      secrets: ["TF_VAR_AWS_ACCESS_KEY_ID", "TF_VAR_AWS_SECRET_ACCESS_KEY"],
    },
    "ssb-cloud-gov": {
      clause: "NOTIFY-SVC-3",
      provider: "cloud-gov",
      roles: ["SpaceDeveloper"],
      repositories: ["usnotify-ssb"],
      secrets: ["TF_VAR_CF_USERNAME", "TF_VAR_CF_PASSWORD"],
    },
    "sms-broker": {
      clause: "NOTIFY-SVC-4",
      provider: "aws",
      roles: ["sms_broker"],
      repositories: [],
      secrets: [],
    },
    "smtp-broker": {
      clause: "NOTIFY-SVC-4",
      provider: "aws",
      roles: ["smtp_broker"],
      repositories: [],
      secrets: [],
    },
  },

  /** Environments of the broker: which of Notify's own it serves shows in the accounts that it has keys of. */
  brokerEnvironments: ["staging", "production"],

  /** Kinds of accounts that have access keys. Nobody else has one. */
  kindsWithKeys: ["ssb-deployment", "sms-broker", "smtp-broker"],

  /**
   * Managed policies and who may have each: the group of administrators, a kind of service account, or the role of an
   * environment's alerts. A policy that is not here, nobody may have.
   */
  managedPolicies: {
    aws: {
      AWSCloudTrail_ReadOnlyAccess: ["administrators"],
      CloudWatchReadOnlyAccess: ["administrators", "alerts"],
      IAMFullAccess: ["ssb-deployment"],
    },
    own: {
      NotifyAdministrators: ["administrators"],
      sms_broker: ["sms-broker"],
      smtp_broker: ["smtp-broker"],
    },
  } as Readonly<Record<"aws" | "own", Readonly<Record<string, readonly string[]>>>>,

  /** The policy that is as good as administrator, and the policy by which audit logs are read. */
  iamFullAccess: "IAMFullAccess",
  auditLogs: { policy: "AWSCloudTrail_ReadOnlyAccess", action: "cloudtrail:LookupEvents" },
} as const;

/** A kind of account that is not a person's. */
export type ServiceAccountKind = keyof typeof notifyAccess.serviceAccounts;
