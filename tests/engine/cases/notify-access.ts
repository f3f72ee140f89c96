import { type Case, casesOf } from "../case.ts";
import {
  addResource,
  type ExportedState,
  type RegisterDraft,
  removeResource,
  resourceIn,
  setProperties,
} from "../state.ts";

const staging = casesOf("notify-staging");
const production = casesOf("notify-production");
const platform = casesOf("notify-platform");

/** A type of AWS from its short name: `iam User` is `aws:iam/user:User`. */
const aws = (service: string, name: string) => `aws:${service}/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

const types = {
  accessKey: aws("iam", "AccessKey"),
  alarm: aws("cloudwatch", "MetricAlarm"),
  attachment: aws("iam", "UserPolicyAttachment"),
  block: aws("s3", "BucketPublicAccessBlock"),
  channel: aws("chatbot", "SlackChannelConfiguration"),
  groupAttachment: aws("iam", "GroupPolicyAttachment"),
  members: aws("iam", "GroupMembership"),
  policy: aws("iam", "Policy"),
  preferences: aws("sns", "SmsPreferences"),
  role: aws("iam", "Role"),
  secret: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  subscription: aws("sns", "TopicSubscription"),
  topic: aws("sns", "Topic"),
  user: aws("iam", "User"),
  userGroup: aws("iam", "UserGroupMembership"),
} as const;

const group = "NotifyAdministrators";

/** Sets properties of one resource. */
function set(type: string, name: string, properties: Record<string, unknown>) {
  return { state: (state: ExportedState) => setProperties(resourceIn(state, type, name), properties) };
}

/** Writes something else into the document of a policy. */
function replace(name: string, from: string, to: string) {
  return {
    state: (state: ExportedState) => {
      const policy = resourceIn(state, types.policy, name);
      const document = String(policy.inputs?.policy);
      if (!document.includes(from)) throw new Error(`${name} does not say ${from}`);
      setProperties(policy, { policy: document.replaceAll(from, to) });
    },
  };
}

/** Adds a resource beside another one. */
function add(beside: readonly [type: string, name: string], type: string, name: string, properties: object) {
  return {
    state: (state: ExportedState) =>
      void addResource(state, resourceIn(state, ...beside), { type, name, properties: { ...properties } }),
  };
}

/** Takes a resource away. */
function remove(type: string, name: string) {
  return { state: (state: ExportedState) => removeResource(state, type, name) };
}

/** Changes the register. */
function register(change: (register: RegisterDraft) => void) {
  return { register: change };
}

/** A grant that the System Owner approved and an Administrator made. */
function grant(system: string, role: string, person: string, more: object = {}) {
  return register(({ grants }) => {
    grants[system][role].push({
      ...{ person, approvedBy: "system-owner", approvedOn: "2025-02-03" },
      ...{ createdBy: "admin-1", createdOn: "2025-02-04", ...more },
    });
  });
}

/** Somebody's membership of the group, by a type of its own. */
function join(user: string) {
  return add([types.members, group], types.userGroup, user, { user, groups: [group] });
}

const document = (...actions: string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });

const alertsName = "notify-staging-ops-alerts";
const feedback = "notify-staging-bounce";
const fullAccess = "arn:aws:iam::aws:policy/IAMFullAccess";
const sealed = Buffer.from("s".repeat(64)).toString("base64");
const secretName = "notifications-api-staging-CLOUDGOV_PASSWORD";
const secret = [types.secret, secretName] as const;

/** The group: people of one account, federal staff in production. */
const groups: readonly Case[] = [
  production.red(
    "NOTIFY-ROLE-2",
    "a contractor joins the group in production",
    ["notify-iam-members-from-register", "resources-called-for"],
    join("devops-1"),
  ),
  production.red(
    "NOTIFY-ROLE-2",
    "the register gives a contractor production",
    ["notify-administrators-group-complete", "notify-aws-administrators-by-account"],
    grant("aws-production", "administrator", "devops-1"),
  ),
  production.red(
    "NOTIFY-ROLE-2",
    "the group cannot read audit logs",
    ["notify-administrators-group-complete"],
    remove(types.groupAttachment, `${group}-AWSCloudTrail_ReadOnlyAccess`),
  ),
  production.red(
    "NOTIFY-ROLE-2",
    "production's account is marked as none",
    ["notify-production-marked"],
    register(({ accounts }) => {
      accounts["aws-production"].production = false;
    }),
  ),
  production.red(
    "GATE-10",
    "a federal Administrator stands in the group a second time",
    ["resources-called-for"],
    join("admin-2"),
  ),
  production.green(
    "NOTIFY-ROLE-2",
    "the role of production's Administrators has another title",
    register(({ systems }) => {
      systems["aws-production"].roles.administrator.title = "Administrator of production";
    }),
  ),
  staging.red(
    "NOTIFY-ROLE-5",
    "somebody joins the group of staging without a role",
    ["notify-iam-members-from-register", "resources-called-for"],
    join("engineer-1"),
  ),
  staging.red("NOTIFY-ROLE-5", "a stack is for another account", ["notify-stack-in-its-account"], {
    state: ({ deployment }) => {
      const provider = deployment.resources.find(({ type }) => type === "pulumi:providers:aws");
      if (provider === undefined) throw new Error("the state has no provider of AWS");
      setProperties(provider, { allowedAccountIds: '["111122223333"]' });
    },
  }),
  staging.red(
    "NOTIFY-ROLE-5",
    "a user has a policy of their own",
    ["notify-inline-policies-of-roles-only", "notify-policies-called-for", "resources-called-for"],
    add([types.user, "devops-1"], aws("iam", "UserPolicy"), "own", {
      user: "devops-1",
      name: "own",
      policy: document("ses:GetAccount"),
    }),
  ),
  staging.red(
    "IAM-3",
    "a role lets another account in",
    ["notify-roles-of-services-only"],
    set(types.role, alertsName, {
      assumeRolePolicy: JSON.stringify({
        Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::999999999999:root" } },
      }),
    }),
  ),
  staging.red(
    "IAM-3",
    "a role writes every log",
    ["notify-policies-called-for"],
    set(aws("iam", "RolePolicy"), "notify-staging-text-message-log", {
      policy: document("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
    }),
  ),
  staging.green(
    "IAM-3",
    "a role has another description",
    set(types.role, alertsName, { description: "Posts alerts" }),
  ),
  staging.red(
    "GATE-10",
    "a contractor stands in the group of staging a second time",
    ["resources-called-for"],
    join("devops-1"),
  ),
  staging.green(
    "NOTIFY-ROLE-5",
    "the role of staging's DevOps Engineers has another title",
    register(({ systems }) => {
      systems["aws-staging"].roles["devops-engineer"].title = "DevOps Engineer of staging";
    }),
  ),
  staging.red(
    "NOTIFY-ACC-4",
    "an IAM user's address is not at a .gov domain",
    ["notify-iam-users-from-register"],
    set(types.user, "devops-1", { tags: { email: "devops-1@example.com" } }),
  ),
];

/** Roles in cloud.gov and in the application. */
const roles: readonly Case[] = [
  staging.red(
    "NOTIFY-ROLE-3",
    "a contractor is OrgManager",
    ["notify-production-spaces-federal"],
    grant("cloud-gov", "org-manager", "devops-1"),
  ),
  staging.green(
    "NOTIFY-ROLE-3",
    "an Administrator is SpaceDeveloper in production",
    grant("cloud-gov", "space-developer", "admin-1", { createdBy: "admin-2", space: "notify-production" }),
  ),
  staging.red(
    "NOTIFY-ROLE-4",
    "a DevOps Engineer manages the production broker's space",
    ["notify-devops-outside-production", "notify-production-spaces-federal"],
    grant("cloud-gov", "space-manager", "devops-1", { space: "notify-management" }),
  ),
  staging.green(
    "NOTIFY-ROLE-4",
    "a DevOps Engineer manages the sandbox",
    grant("cloud-gov", "space-manager", "devops-1", { space: "notify-sandbox" }),
  ),
  staging.red(
    "NOTIFY-APP-1",
    "a contractor is Platform Administrator",
    ["notify-platform-administrators-federal"],
    grant("application", "platform-administrator", "devops-1"),
  ),
  staging.green(
    "NOTIFY-APP-1",
    "a second federal Platform Administrator",
    grant("application", "platform-administrator", "admin-1", { createdBy: "admin-2" }),
  ),
  staging.red(
    "NOTIFY-APP-2",
    "a partner manages the users of another agency's service",
    ["notify-user-managers-of-their-agency"],
    grant("application", "user-manager", "partner-1", { service: "pilot-partner-2" }),
  ),
  staging.green(
    "NOTIFY-APP-2",
    "a second User Manager of the agency",
    grant("application", "user-manager", "partner-3", { service: "pilot-partner-1" }),
  ),
  staging.red(
    "NOTIFY-APP-3",
    "a user holds manage_users",
    ["notify-users-without-reserved-permissions"],
    grant("application", "user", "partner-1", {
      service: "pilot-partner-1",
      permissions: ["send_texts", "manage_users"],
    }),
  ),
  staging.green(
    "NOTIFY-APP-3",
    "another user sends texts",
    grant("application", "user", "partner-2", { service: "pilot-partner-2", permissions: ["send_texts"] }),
  ),
  staging.red(
    "NOTIFY-ACC-3",
    "a live service has no User Manager",
    ["notify-services-have-user-managers"],
    register(({ grants }) => {
      grants.application["user-manager"].pop();
    }),
  ),
  staging.green(
    "NOTIFY-ACC-3",
    "a service that is not live has no User Manager",
    register(({ agencyServices }) => {
      agencyServices["pilot-partner-3"] = { title: "Pilot Partner 3", agency: "agency-2", live: false };
    }),
  ),
];

/** Accounts that are not people's. */
const serviceAccounts: readonly Case[] = [
  staging.red(
    "NOTIFY-SVC-1",
    "a password of cloud.gov is a whole repository's",
    ["notify-secrets-sealed", "resources-called-for"],
    add(secret, "github:index/actionsSecret:ActionsSecret", "wide", {
      repository: "notifications-api",
      secretName: "CLOUDGOV_PASSWORD",
      valueEncrypted: sealed,
    }),
  ),
  staging.red(
    "NOTIFY-SVC-1",
    "a password is not sealed",
    ["notify-secrets-sealed"],
    set(...secret, { value: "plain", valueEncrypted: undefined }),
  ),
  staging.red("NOTIFY-SVC-1", "a password is missing", ["notify-secrets-complete"], remove(...secret)),
  staging.red(
    "NOTIFY-SVC-1",
    "the account that deploys is SpaceDeveloper only",
    ["notify-service-accounts-as-planned"],
    register(({ serviceAccounts }) => {
      serviceAccounts["cloud-gov-staging"].roles = ["SpaceDeveloper"];
    }),
  ),
  staging.green("NOTIFY-SVC-1", "a password was sealed anew", set(...secret, { valueEncrypted: sealed })),
  staging.red(
    "NOTIFY-SVC-2",
    "IAMFullAccess goes to a second user",
    ["notify-deployment-has-iam-full-access", "notify-managed-policies-as-listed", "resources-called-for"],
    add([types.attachment, "ssb-deployer"], types.attachment, "second", { user: "devops-1", policyArn: fullAccess }),
  ),
  staging.red(
    "NOTIFY-SVC-2",
    "the group may change IAM",
    ["notify-administrators-group-complete", "notify-policies-called-for"],
    set(types.policy, group, { policy: document("iam:*") }),
  ),
  staging.red(
    "NOTIFY-SVC-2",
    "a person has an access key",
    ["notify-keys-of-service-accounts", "resources-called-for"],
    add([types.accessKey, "ssb-sms-broker"], types.accessKey, "own", { user: "devops-1", status: "Active" }),
  ),
  staging.red(
    "GATE-10",
    "the deployment account, whose key is kept at GitHub, has a second one that the stack makes",
    ["resources-called-for"],
    add([types.accessKey, "ssb-sms-broker"], types.accessKey, "deployer", { user: "ssb-deployer", status: "Active" }),
  ),
  staging.red(
    "NOTIFY-SVC-3",
    "the account that deploys the brokers is OrgManager too",
    ["notify-service-accounts-as-planned"],
    register(({ serviceAccounts }) => {
      serviceAccounts["ssb-cloud-gov-staging"].roles.push("OrgManager");
    }),
  ),
  staging.red(
    "NOTIFY-SVC-3",
    "its password is kept nowhere that the register knows",
    ["notify-secrets-registered", "notify-secrets-sealed", "resources-called-for"],
    register(({ credentials }) => {
      credentials["ssb-cloud-gov-staging-key"].storedIn.pop();
    }),
  ),
  staging.green(
    "NOTIFY-SVC-3",
    "the account that deploys the brokers has another title",
    register(({ serviceAccounts }) => {
      serviceAccounts["ssb-cloud-gov-staging"].title = "Deploys brokers";
    }),
  ),
  staging.red(
    "NOTIFY-SVC-4",
    "a broker's key was made by hand",
    ["notify-brokers-complete"],
    remove(types.accessKey, "ssb-sms-broker"),
  ),
  staging.red(
    "NOTIFY-SVC-4",
    "a broker makes users anywhere",
    ["notify-policies-called-for"],
    set(types.policy, "sms_broker", { policy: document("iam:CreateUser") }),
  ),
  staging.red(
    "NOTIFY-SVC-4",
    "a broker makes users without a boundary if they have none",
    ["notify-policies-called-for"],
    replace(
      "sms_broker",
      '"StringEquals":{"iam:PermissionsBoundary"',
      '"StringEqualsIfExists":{"iam:PermissionsBoundary"',
    ),
  ),
  staging.red(
    "NOTIFY-SVC-4",
    "what bounds a broker lets it read any bucket",
    ["notify-policies-called-for"],
    replace("sms_broker_boundary", '"logs:PutLogEvents"', '"logs:PutLogEvents","s3:GetObject"'),
  ),
  production.red(
    "NOTIFY-SVC-4",
    "what bounds a broker is not there",
    ["notify-brokers-complete"],
    remove(types.policy, "smtp_broker_boundary"),
  ),
  staging.red(
    "NOTIFY-SVC-4",
    "a broker gives its roles to any service",
    ["notify-policies-called-for"],
    replace(
      "sms_broker",
      '"iam:PassedToService":"sns.amazonaws.com"',
      '"iam:PassedToService":["sns.amazonaws.com","ec2.amazonaws.com"]',
    ),
  ),
  staging.red(
    "NOTIFY-SVC-4",
    "a broker's policy says twice what it allows",
    ["iam-mail-sending-narrow", "notify-policies-called-for", "notify-texts-to-phones-only"],
    replace("sms_broker", '"Action":["iam:PassRole"]', '"Action":["iam:PassRole"],"Action":["iam:GetRole"]'),
  ),
  production.red(
    "NOTIFY-ROLE-2",
    "the group may take away second factors",
    ["notify-policies-called-for"],
    replace(group, '"sns:ListTopics"', '"sns:ListTopics","iam:Deactivate*"'),
  ),
  production.red(
    "NOTIFY-ROLE-2",
    "the group may end the log of what is done",
    ["notify-policies-called-for"],
    replace(group, '"sns:ListTopics"', '"sns:ListTopics","cloudtrail:PutEventSelectors"'),
  ),
  staging.red(
    "NOTIFY-ROLE-5",
    "the group may stop mail without a second factor",
    ["notify-administrators-group-complete"],
    replace(group, '"sts:GetSessionToken"', '"sts:GetSessionToken","ses:PutSuppressedDestination"'),
  ),
  staging.red(
    "NOTIFY-ROLE-5",
    "a policy stands by that nobody has called for",
    ["notify-policies-called-for", "resources-called-for"],
    add([types.policy, group], types.policy, "helper", { name: "helper", policy: document("ses:GetSendQuota") }),
  ),
  staging.red(
    "IAM-3",
    "a role is made that nobody has called for",
    ["notify-roles-of-services-only", "resources-called-for"],
    add([types.role, alertsName], types.role, "helper", {
      name: "helper",
      assumeRolePolicy: JSON.stringify({
        Statement: {
          ...{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "sns.amazonaws.com" } },
          Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } },
        },
      }),
    }),
  ),
  staging.green("NOTIFY-SVC-4", "a broker may do less", replace("smtp_broker", '"ses:DeleteIdentity",', "")),
  staging.green(
    "NOTIFY-ROLE-5",
    "the group reads all settings of topics by a wildcard",
    replace(group, '"sns:GetTopicAttributes"', '"sns:Get*"'),
  ),
  staging.green("NOTIFY-SVC-2", "the deployment account works from anywhere, which is advice", {
    advice: ["notify-deployment-bounded"],
    register: ({ serviceAccounts }) => {
      for (const account of Object.values<{ kind: string; deploysFrom?: unknown }>(serviceAccounts)) {
        if (account.kind === "ssb-deployment") delete account.deploysFrom;
      }
    },
    state: (state) => {
      setProperties(resourceIn(state, types.user, "ssb-deployer"), { permissionsBoundary: undefined });
      removeResource(state, "aws:iam/policy:Policy", "ssb_deployment_boundary");
    },
  }),
  staging.red(
    "NOTIFY-SVC-2",
    "the deployment account works from anywhere, and the register says from where",
    ["values-called-for"],
    {
      advice: ["notify-deployment-bounded"],
      ...set(types.user, "ssb-deployer", { permissionsBoundary: undefined }),
    },
  ),
  staging.green(
    "NOTIFY-SVC-4",
    "a broker has an old key that is switched off",
    add([types.accessKey, "ssb-sms-broker"], types.accessKey, "old", { user: "ssb-sms-broker", status: "Inactive" }),
  ),
];

/** Alerts, topics, buckets, text messages. */
const operations: readonly Case[] = [
  staging.red(
    "NOTIFY-ALR-1",
    "an alarm alerts nobody",
    ["notify-alarms-to-slack"],
    set(types.alarm, "notify-staging-mail-bounces", { alarmActions: [] }),
  ),
  staging.red(
    "NOTIFY-ALR-1",
    "the channel has no guardrail",
    ["notify-slack-channel"],
    set(types.channel, alertsName, { guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
  ),
  staging.red(
    "NOTIFY-ALR-1",
    "nothing posts to the channel",
    ["notify-alerts-complete"],
    remove(types.channel, alertsName),
  ),
  staging.red(
    "NOTIFY-ALR-1",
    "the topic is not encrypted",
    ["notify-topics-closed"],
    set(types.topic, alertsName, { kmsMasterKeyId: undefined }),
  ),
  staging.red(
    "NOTIFY-ALR-1",
    "the end of an alarm is told to a stranger",
    ["notify-alarms-to-slack"],
    set(types.alarm, "notify-staging-mail-bounces", { okActions: ["arn:aws:sns:us-west-2:111122223333:mine"] }),
  ),
  staging.green(
    "NOTIFY-ALR-1",
    "an alarm rings where nothing is measured",
    set(types.alarm, "notify-staging-mail-bounces", { treatMissingData: "breaching" }),
  ),
  staging.red(
    "NOTIFY-ALR-3",
    "an environment is not monitored",
    ["notify-applications-monitored"],
    register(({ environments }) => {
      delete environments.demo.monitoring;
    }),
  ),
  staging.red(
    "NOTIFY-ALR-3",
    "the licence key is a variable",
    ["notify-secrets-sealed", "resources-called-for"],
    add(secret, "github:index/actionsVariable:ActionsVariable", "licence", {
      repository: "notifications-api",
      variableName: "NEW_RELIC_LICENSE_KEY",
      value: "plain",
    }),
  ),
  staging.green(
    "NOTIFY-ALR-3",
    "the licence key was sealed anew",
    set(types.secret, "notifications-api-staging-NEW_RELIC_LICENSE_KEY", { valueEncrypted: sealed }),
  ),
  staging.green("NOTIFY-ALR-4", "it is not said where logs are, which is advice", {
    advice: ["notify-logs-in-cloud-gov"],
    ...register(({ environments }) => {
      delete environments.demo.logs;
    }),
  }),
  staging.red(
    "NOTIFY-GOT-2",
    "a receiver has a minute to confirm",
    ["notify-subscriptions-confirmed"],
    set(types.subscription, feedback, { confirmationTimeoutInMinutes: 1 }),
  ),
  staging.red(
    "NOTIFY-GOT-2",
    "a subscription is pending",
    ["notify-subscriptions-complete"],
    set(types.subscription, feedback, { pendingConfirmation: true }),
  ),
  staging.green(
    "NOTIFY-GOT-2",
    "a receiver has half an hour to confirm",
    set(types.subscription, feedback, { confirmationTimeoutInMinutes: 30 }),
  ),
  staging.red(
    "NOTIFY-SMK-1",
    "no scheduler runs",
    ["notify-environments-complete"],
    register(({ environments }) => {
      environments.staging.processes.pop();
    }),
  ),
  staging.red(
    "NOTIFY-SMK-1",
    "text messages have no settings",
    ["notify-environment-parts"],
    remove(types.preferences, "staging"),
  ),
  platform.red(
    "GATE-10",
    "two environments take over one telephone number",
    ["claimed-by-one-stack"],
    register(({ environments, phoneNumbers }) => {
      phoneNumbers[environments.demo.defaultNumber].phoneNumberId =
        phoneNumbers[environments.staging.defaultNumber].phoneNumberId;
    }),
  ),
  platform.green(
    "GATE-10",
    "a telephone number has another id at AWS",
    register(({ environments, phoneNumbers }) => {
      phoneNumbers[environments.demo.defaultNumber].phoneNumberId = `phone-${"f".repeat(32)}`;
    }),
  ),
  platform.red(
    "NOTIFY-SMK-1",
    "two stacks write the same settings of text messages",
    ["claimed-by-one-stack", "notify-accounts-owned-once"],
    register(({ environments }) => {
      delete environments.demo.sharesAccountWith;
      environments.demo.monthlySpendLimit = 25;
    }),
  ),
  staging.green("NOTIFY-SMK-1", "text messages have another limit", {
    register: ({ environments }) => void Object.assign(environments.staging, { monthlySpendLimit: 20 }),
    ...set(types.preferences, "staging", { monthlySpendLimit: 20 }),
  }),
  staging.red(
    "S3-1",
    "a bucket is open to public lists",
    ["buckets-private"],
    set(types.block, "notify-api-csv-upload-bucket-staging", { blockPublicAcls: false }),
  ),
  staging.green(
    "S3-1",
    "the bucket has a tag",
    set(aws("s3", "Bucket"), "notify-api-csv-upload-bucket-staging", { tags: { holds: "recipients" } }),
  ),
];

/** Access, service accounts and operations of Notify's environments. */
export const notifyAccessCases: readonly Case[] = [...groups, ...roles, ...serviceAccounts, ...operations];
