import { describe, expect, test } from "vitest";
import * as people from "../../../../policies/rules/notify/iam-people.ts";
import * as policies from "../../../../policies/rules/notify/iam-policies.ts";
import { asOf, changed, type Draft, notifyRegister } from "../../compliant.ts";
import { saidOf } from "../../judge.ts";
import { aws, inStack } from "./in-stack.ts";

const group = "NotifyAdministrators";
const managed = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;
const own = (name: string) => `arn:aws:iam::444455556666:policy/${name}`;
const document = (...actions: string[]) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });

describe("members of the group", () => {
  const judge = (
    stack: string,
    name: string,
    props: Record<string, unknown>,
    change: (draft: Draft) => void = () => {},
  ) =>
    saidOf(people.groupMembersFromRegister, inStack(stack, aws("iam", name), props), changed(notifyRegister, change));

  test.each<[string, string, Record<string, unknown>]>([
    ["notify-staging", "UserGroupMembership", { user: "devops-1", groups: [group] }],
    ["notify-staging", "GroupMembership", { group, users: ["admin-2", "devops-1"] }],
    ["notify-production", "GroupMembership", { group, users: ["admin-2"] }],
    ["notify-staging", "Group", { name: group }],
  ])("in %s: %s %j passes", (stack, name, props) => {
    expect(judge(stack, name, props)).toEqual([]);
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    [
      "notify-production",
      "UserGroupMembership",
      { user: "devops-1", groups: [group] },
      "devops-1 holds no role of NotifyAdministrators in aws-production",
    ],
    [
      "notify-production",
      "GroupMembership",
      { group, users: ["devops-1"] },
      "devops-1 holds no role of NotifyAdministrators in aws-production",
    ],
    [
      "notify-staging",
      "GroupMembership",
      { group, users: ["stranger"] },
      "stranger holds no role of NotifyAdministrators in aws-staging",
    ],
    [
      "notify-staging",
      "GroupMembership",
      { group: "Others", users: ["devops-1"] },
      "devops-1 would be in the group Others, which no role of the register stands for",
    ],
    ["notify-staging", "Group", { name: "Others" }, "Others is a group that no role of the register stands for"],
    [
      "notify-platform",
      "GroupMembership",
      { group, users: ["admin-2"] },
      "its stack is for no environment of the register",
    ],
    [
      "notify-sandbox",
      "GroupMembership",
      { group, users: ["admin-2"] },
      "its stack is for no environment of the register",
    ],
  ])("in %s: %s %j is refused", (stack, name, props, problem) => {
    expect(judge(stack, name, props).join()).toContain(problem);
  });

  test("a contractor with a grant in production is refused there, as is anybody once the account is not plainly no production", () => {
    const granted = (draft: Draft) =>
      draft.grants["aws-production"].administrator.push({ ...draft.grants["aws-staging"]["devops-engineer"][1] });
    const [said] = judge("notify-production", "GroupMembership", { group, users: ["devops-1"] }, granted);
    expect(said).toContain("the employment of devops-1 is contractor, and aws-production is for pbs-fed only");
    const unmarked = (draft: Draft) => delete draft.accounts["aws-staging"].production;
    expect(judge("notify-staging", "GroupMembership", { group, users: ["devops-1"] }, unmarked)).toHaveLength(1);
  });

  test("a revoked grant makes no member from the day that it names", () => {
    const revoked = (day: string) => (draft: Draft) => {
      draft.grants["aws-staging"]["devops-engineer"][1].revokedOn = day;
    };
    const props = { group, users: ["devops-1"] };
    expect(judge("notify-staging", "GroupMembership", props, revoked(asOf))).toHaveLength(1);
    expect(judge("notify-staging", "GroupMembership", props, revoked("2026-06-02"))).toEqual([]);
  });
});

describe("users", () => {
  const judge = (props: Record<string, unknown>) =>
    saidOf(people.usersFromRegister, inStack("notify-staging", aws("iam", "User"), props), notifyRegister);

  test("a person with a role there and their address, or a service account, passes", () => {
    expect(judge({ name: "devops-1", tags: { email: "DevOps-1@example.gov" } })).toEqual([]);
    expect(judge({ name: "ssb-deployer" })).toEqual([]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ name: "stranger" }, "stranger holds no role in aws-staging"],
    [{ name: "engineer-1", tags: { email: "engineer-1@example.gov" } }, "engineer-1 holds no role in aws-staging"],
    [{ name: "devops-1" }, "its tag email is nothing, which is not an address at a .gov domain"],
    [{ name: "devops-1", tags: { email: "devops-1@example.mil" } }, "is not an address at a .gov domain"],
    [
      { name: "devops-1", tags: { email: "admin-2@example.gov" } },
      "is not the address that the register has of devops-1",
    ],
  ])("%j is refused", (props, problem) => {
    expect(judge(props).join()).toContain(problem);
  });
});

describe("keys and passwords", () => {
  const judge = (name: string, user: string) =>
    saidOf(people.keysOfServiceAccounts, inStack("notify-staging", aws("iam", name), { user }), notifyRegister);

  test("brokers and their deployer have keys; people do not, and nobody has a password", () => {
    for (const user of ["ssb-sms-broker", "ssb-smtp-broker", "ssb-deployer"])
      expect(judge("AccessKey", user)).toEqual([]);
    expect(judge("AccessKey", "devops-1").join()).toContain("devops-1 would have an access key");
    expect(judge("UserLoginProfile", "ssb-sms-broker").join()).toContain("would have a console password");
  });
});

describe("managed policies, by every type of attachment", () => {
  const judge = (name: string, props: Record<string, unknown>, stack = "notify-staging") =>
    saidOf(policies.managedPoliciesAsListed, inStack(stack, aws("iam", name), props), notifyRegister);

  test.each<[string, Record<string, unknown>]>([
    ["UserPolicyAttachment", { user: "ssb-deployer", policyArn: managed("IAMFullAccess") }],
    ["UserPolicyAttachment", { user: "ssb-sms-broker", policyArn: own("sms_broker") }],
    ["GroupPolicyAttachment", { group, policyArn: managed("AWSCloudTrail_ReadOnlyAccess") }],
    ["RolePolicyAttachment", { role: "notify-staging-ops-alerts", policyArn: managed("CloudWatchReadOnlyAccess") }],
    ["UserPolicyAttachmentsExclusive", { userName: "ssb-deployer", policyArns: [managed("IAMFullAccess")] }],
    ["Role", { name: "notify-staging-ops-alerts", assumeRolePolicy: "{}" }],
  ])("%s %j passes", (name, props) => {
    expect(judge(name, props)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["UserPolicyAttachment", { user: "someone", policyArn: managed("IAMFullAccess") }],
    ["UserPolicyAttachment", { user: "ssb-sms-broker", policyArn: managed("IAMFullAccess") }],
    ["UserPolicyAttachment", { user: "ssb-sms-broker", policyArn: own("smtp_broker") }],
    ["UserPolicyAttachment", { user: "ssb-deployer", policyArn: managed("AdministratorAccess") }],
    ["UserPolicyAttachment", { user: "ssb-deployer", policyArn: managed("IAMFullAccess", "aws-us-gov") }],
    ["UserPolicyAttachment", { user: "ssb-sms-broker", policyArn: "arn:aws:iam::999999999999:policy/sms_broker" }],
    ["UserPolicyAttachment", { user: "ssb-sms-broker", policyArn: managed("sms_broker") }],
    ["UserPolicyAttachment", { user: "ssb-deployer", policyArn: "IAMFullAccess" }],
    ["GroupPolicyAttachment", { group, policyArn: managed("IAMFullAccess") }],
    ["GroupPolicyAttachment", { group: "Others", policyArn: managed("AWSCloudTrail_ReadOnlyAccess") }],
    ["GroupPolicyAttachment", { group, policyArn: managed("constructor") }],
    ["RolePolicyAttachment", { role: "any", policyArn: managed("IAMFullAccess") }],
    ["PolicyAttachment", { users: ["someone"], policyArn: managed("IAMFullAccess") }],
    ["PolicyAttachment", { groups: [group], policyArn: managed("IAMFullAccess") }],
    ["PolicyAttachment", { roles: ["any"], policyArn: managed("IAMFullAccess") }],
    ["UserPolicyAttachmentsExclusive", { userName: "someone", policyArns: [managed("IAMFullAccess")] }],
    ["GroupPolicyAttachmentsExclusive", { groupName: group, policyArns: [managed("PowerUserAccess")] }],
    ["RolePolicyAttachmentsExclusive", { roleName: "any", policyArns: [managed("AdministratorAccess")] }],
    ["Role", { name: "any", managedPolicyArns: [managed("AdministratorAccess")] }],
  ])("%s %j is refused", (name, props) => {
    expect(judge(name, props)).toHaveLength(1);
  });

  test("the partition is the account's own", () => {
    const attached = (partition: string) =>
      judge(
        "UserPolicyAttachment",
        { user: "ssb-deployer", policyArn: managed("IAMFullAccess", partition) },
        "notify-production",
      );
    expect(attached("aws-us-gov")).toEqual([]);
    expect(attached("aws")).toHaveLength(1);
  });
});

describe("documents", () => {
  const judge = (name: string, props: Record<string, unknown>) =>
    saidOf(policies.policiesCalledFor, inStack("notify-staging", aws("iam", name), props), notifyRegister);
  const iam = "arn:aws:iam::444455556666:";
  const bounded = { StringEquals: { "iam:PermissionsBoundary": `${iam}policy/sms_broker_boundary` } };
  const version = "2012-10-17";
  const policy = (name: string, statement: Record<string, unknown>) =>
    judge("Policy", {
      name,
      policy: JSON.stringify({ Version: version, Statement: { Effect: "Allow", Resource: "*", ...statement } }),
    });

  test.each<[string, Record<string, unknown>]>([
    [group, { Action: ["ses:GetSendQuota", "SNS:listtopics"] }],
    [group, { Action: "sns:Get*" }],
    [group, { Action: "sns:ListTopic?" }],
    [group, { Action: "sns:OptInPhoneNumber", Resource: undefined, NotResource: "arn:aws:sns:*:*:*" }],
    [group, { Action: "iam:EnableMFADevice", Resource: `${iam}user/\${aws:username}` }],
    ["sms_broker", { Action: "iam:CreateUser", Resource: `${iam}user/cf/*`, Condition: bounded }],
    ["sms_broker", { Action: "iam:CreateUser", Resource: `${iam}user/cf/sms-*`, Condition: bounded }],
    ["sms_broker", { Action: "iam:GetUser", Resource: [`${iam}user/cf/*`] }],
    [
      "sms_broker",
      {
        Action: "iam:CreateUser",
        Resource: `${iam}user/cf/*`,
        Condition: { ArnEquals: bounded.StringEquals, IpAddress: { "aws:SourceIp": "192.0.2.1" } },
      },
    ],
    [
      "sms_broker",
      {
        Action: "iam:PassRole",
        Resource: `${iam}role/cf/*`,
        Condition: { StringEquals: { "iam:PassedToService": "sns.amazonaws.com" } },
      },
    ],
    ["sms_broker", { Effect: "Deny", Action: "*" }],
    ["ssb_deployment_boundary", { Action: "iam:*", Condition: { IpAddress: { "aws:SourceIp": "198.51.100.64/28" } } }],
    ["notify-staging-send-texts", { Action: "sns:Publish" }],
    ["notify-staging-send-texts", { Effect: "Deny", Action: "SNS:Publish", Resource: "arn:aws:sns:*:*:*" }],
    [
      group,
      {
        Effect: "Deny",
        Action: "ses:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  ])("%s: %j passes", (name, statement) => {
    expect(policy(name, statement)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["any", { Action: "ses:GetSendQuota" }, "nobody has called for a policy any"],
    ["notify-demo-send-texts", { Action: "sns:Publish" }, "nobody has called for a policy notify-demo-send-texts"],
    ["SMS_Broker", { Action: "sns:GetSMSAttributes" }, "nobody has called for a policy SMS_Broker"],
    ...[
      ...["iam:DeleteUser", "iam:DetachUserPolicy", "iam:DeleteLoginProfile", "iam:DeactivateMFADevice"],
      ...["identitystore:*", "sso:PutInlinePolicyToPermissionSet", "rolesanywhere:*", "cloudtrail:StopLogging"],
      ...["iam:CreateServiceLinkedRole", "sts:AssumeRole", "organizations:LeaveOrganization", "account:CloseAccount"],
      ...["lambda:UpdateFunctionCode", "ssm:SendCommand", "kms:PutKeyPolicy", "secretsmanager:GetSecretValue"],
    ].map((Action): [string, Record<string, unknown>, string] => [
      group,
      { Action },
      `it allows ${Action}, which nobody has called for`,
    ]),
    [group, { Action: "*" }, "it allows *, which nobody has called for"],
    [group, { Action: "*:*" }, "it allows *:*, which nobody has called for"],
    [group, { Action: "s?s:GetTopicAttributes" }, "it allows s?s:GetTopicAttributes, which nobody has called for"],
    [group, { Action: "sns:Pub*" }, "it allows sns:Publish by sns:Pub*, which nobody has called for"],
    [group, { Action: "SNS:P?blish" }, "it allows sns:Publish by SNS:P?blish, which nobody has called for"],
    [group, { Action: "ses:Get*" }, "it allows ses:GetAddonInstance, ses:GetAddonSubscription, "],
    [group, { Action: "sns:GetNothing" }, "it allows sns:GetNothing, which nobody has called for"],
    [group, { Action: " sns:ListTopics" }, "it allows  sns:ListTopics, which nobody has called for"],
    [group, { Action: undefined, NotAction: "iam:*" }, "it allows every action but some"],
    [group, { Action: "iam:ChangePassword" }, "it allows iam:ChangePassword on *, which nobody has called for"],
    [
      group,
      { Action: "iam:ChangePassword", Resource: undefined, NotResource: `${iam}user/admin-2` },
      "it allows iam:ChangePassword on *, which nobody has called for",
    ],
    [group, { Action: "iam:EnableMFADevice", Resource: `${iam}user/\${aws:userid}` }, "iam:EnableMFADevice on arn:"],
    [group, { Action: "sns:ListTopics", Principal: "*" }, "it allows sns:ListTopics to AWS:*, which nobody has called"],
    [
      group,
      { Action: "sns:ListTopics", NotPrincipal: { AWS: "444455556666" } },
      "it lets in everybody who is not named",
    ],
    ["sms_broker", { Action: "iam:CreateUser" }, "it allows iam:CreateUser on *, which nobody has called for"],
    ...[
      `${iam}user/*`,
      `${iam}user/cf*`,
      `${iam}user/cf`,
      `arn:aws:iam::*:user/cf/*`,
      `arn:aws:iam::999999999999:user/cf/*`,
    ].map((Resource): [string, Record<string, unknown>, string] => [
      "sms_broker",
      { Action: "iam:CreateUser", Resource, Condition: bounded },
      `it allows iam:CreateUser on ${Resource}, which nobody has called for`,
    ]),
    ...[
      undefined,
      {},
      { StringEqualsIfExists: bounded.StringEquals },
      { "ForAllValues:StringEquals": bounded.StringEquals },
      { StringLike: { "iam:PermissionsBoundary": "*" } },
      { StringLike: { "iam:PermissionsBoundary": `${iam}policy/*` } },
      { ArnEquals: { "iam:PermissionsBoundary": `${iam}policy/sms_broker_*` } },
      { ArnLike: { "iam:PermissionsBoundary": "arn:aws:iam::*:policy/sms_broker_boundary" } },
      { StringNotEquals: { "iam:PermissionsBoundary": `${iam}policy/other` } },
      { Null: { "iam:PermissionsBoundary": "false" } },
      { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" } },
      { StringEquals: { "iam:PermissionsBoundary": [`${iam}policy/sms_broker_boundary`, `${iam}policy/sms_broker`] } },
      { StringEquals: { "iam:PermissionsBoundary": `${iam}policy/smtp_broker_boundary` } },
      { StringEquals: { "iam:PermissionsBoundary": `\${aws:PrincipalTag/boundary}` } },
      { StringEquals: { "aws:PermissionsBoundary": `${iam}policy/sms_broker_boundary` } },
    ].flatMap((Condition) =>
      ["iam:CreateUser", "iam:PutUserPolicy"].map((Action): [string, Record<string, unknown>, string] => [
        "sms_broker",
        { Action, Resource: `${iam}user/cf/*`, Condition },
        `it allows ${Action} without StringEquals iam:PermissionsBoundary ${iam}policy/sms_broker_boundary, which nobody`,
      ]),
    ),
    ...["iam:AttachUserPolicy", "iam:DeleteUserPermissionsBoundary", "iam:CreateLoginProfile"].map(
      (Action): [string, Record<string, unknown>, string] => [
        "sms_broker",
        { Action, Resource: `${iam}user/cf/*`, Condition: bounded },
        `it allows ${Action}, which nobody has called for`,
      ],
    ),
    ["sms_broker", { Action: "iam:PassRole", Resource: `${iam}role/cf/*` }, "without StringEquals iam:PassedToService"],
    ["ssb_deployment_boundary", { Action: "iam:*" }, "without IpAddress aws:SourceIp of 198.51.100.64/28"],
    [
      "ssb_deployment_boundary",
      { Action: "iam:*", Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } },
      "without IpAddress aws:SourceIp of 198.51.100.64/28",
    ],
    [
      "sms_broker_boundary",
      { Action: "iam:CreateUser", Resource: `${iam}user/cf/*`, Condition: bounded },
      "it allows iam:CreateUser, which nobody has called for",
    ],
  ])("%s: %j is refused", (name, statement, problem) => {
    expect(policy(name, statement)).toEqual([expect.stringContaining(problem)]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["Policy", { policy: document("ses:GetSendQuota") }],
    ["Policy", { name: group, policy: "{" }],
    ["Policy", { name: group }],
    ["UserPolicy", { user: "someone", policy: document("ses:GetSendQuota") }],
    ["GroupPolicy", { group, policy: document("ses:GetSendQuota") }],
    ["RolePolicy", { role: "any", policy: document("ses:GetSendQuota") }],
    ["RolePolicy", { role: "notify-staging-ops-alerts", policy: document("ses:GetSendQuota") }],
    ["Role", { name: "any", inlinePolicies: [{ name: "x", policy: document("ses:GetSendQuota") }] }],
  ])("%s %j is refused", (name, props) => {
    expect(judge(name, props)).toHaveLength(1);
  });

  test("a role without a policy of its own passes", () => {
    expect(judge("Role", { name: "any", assumeRolePolicy: "{}" })).toEqual([]);
  });

  test("nothing is known of a stack that is for no environment", () => {
    const platform = inStack("notify-platform", aws("iam", "Policy"), {
      name: group,
      policy: document("ses:GetSendQuota"),
    });
    expect(saidOf(policies.policiesCalledFor, platform, notifyRegister)).toHaveLength(1);
  });

  test("a policy that is written into a user or group is refused, into a role it is not", () => {
    const inline = (name: string, props: Record<string, unknown>) =>
      saidOf(policies.inlinePoliciesOfRolesOnly, inStack("notify-staging", aws("iam", name), props), notifyRegister);
    expect(inline("UserPolicy", { user: "ssb-sms-broker", policy: document("ses:Get*") })).toHaveLength(1);
    expect(inline("GroupPolicy", { group, policy: document("ses:Get*") })).toHaveLength(1);
    expect(inline("RolePolicy", { role: "any", policy: document("ses:Get*") })).toEqual([]);
  });
});

describe("the account that deploys the brokers", () => {
  const boundary = "arn:aws:iam::444455556666:policy/ssb_deployment_boundary";
  const judge = (props: Record<string, unknown>) =>
    saidOf(policies.deploymentBounded, inStack("notify-staging", aws("iam", "User"), props), notifyRegister);

  test("is bounded to where it deploys from, and nobody else has to be", () => {
    expect(policies.deploymentBounded.level).toBe("advisory");
    expect(judge({ name: "ssb-deployer", permissionsBoundary: boundary })).toEqual([]);
    expect(judge({ name: "devops-1" })).toEqual([]);
  });

  test.each([undefined, own("sms_broker_boundary"), managed("AdministratorAccess"), boundary.replace("4444", "9999")])(
    "is advised of a boundary instead of %s",
    (permissionsBoundary) => {
      expect(judge({ name: "ssb-deployer", permissionsBoundary })).toHaveLength(1);
    },
  );
});

describe("who takes on a role", () => {
  const own = { StringEquals: { "AWS:SourceAccount": "444455556666" } };
  const judge = (statement: Record<string, unknown>, name = "notify-staging-ops-alerts") =>
    saidOf(
      policies.rolesOfServicesOnly,
      inStack("notify-staging", aws("iam", "Role"), {
        name,
        assumeRolePolicy: {
          Statement: {
            ...{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "chatbot.amazonaws.com" } },
            ...{ Condition: own, ...statement },
          },
        },
      }),
      notifyRegister,
    );

  test("the listed service for this account passes", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ Principal: { Service: "sns.amazonaws.com" } }, "notify-staging-text-message-log")).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string?]>([
    ["everybody", { Principal: "*" }],
    ["everybody of AWS", { Principal: { AWS: "*" } }],
    ["everybody but one", { Principal: undefined, NotPrincipal: { AWS: "444455556666" } }],
    ["another account", { Principal: { AWS: "arn:aws:iam::999999999999:root" } }],
    ["this account's own users", { Principal: { AWS: "arn:aws:iam::444455556666:root" } }],
    ["another service", { Principal: { Service: "ec2.amazonaws.com" } }],
    ["the service of another role", { Principal: { Service: "sns.amazonaws.com" } }],
    ["a second service", { Principal: { Service: ["chatbot.amazonaws.com", "lambda.amazonaws.com"] } }],
    ["an identity provider", { Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: "x.example" } }],
    ["a service that says who it is", { Action: ["sts:AssumeRole", "sts:SetSourceIdentity"] }],
    ["every way", { Action: "sts:*" }],
    ["every way but one", { Action: undefined, NotAction: "sts:GetFederationToken" }],
    ["a service for any account", { Condition: {} }],
    ["a service for another account", { Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } }],
    ["a service for accounts that look alike", { Condition: { StringLike: { "aws:SourceAccount": "*" } } }],
    ["a service for an account if there is one", { Condition: { StringEqualsIfExists: own.StringEquals } }],
    ["a role that is not there for anything", {}, "notify-staging-other"],
    ["another environment's role", {}, "notify-demo-ops-alerts"],
  ])("%s is refused", (_, statement, name) => {
    expect(judge(statement, name)).toHaveLength(1);
  });
});

describe("what a role itself lets do with logs", () => {
  const group = "arn:aws:logs:us-west-2:444455556666:log-group:sns/us-west-2/444455556666/DirectPublishToPhoneNumber";
  const writing = { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"] };
  const name = "notify-staging-text-message-log";
  const judge = (statement: Record<string, unknown>, type = "RolePolicy") => {
    const policy = JSON.stringify({ Statement: [{ ...writing, Resource: [group, `${group}:*`], ...statement }] });
    const props = { RolePolicy: { role: name, policy }, Role: { name, inlinePolicies: [{ name: "log", policy }] } }[
      type
    ];
    return saidOf(policies.policiesCalledFor, inStack("notify-staging", aws("iam", type), props ?? {}), notifyRegister);
  };

  test.each<[string, Record<string, unknown>]>([
    ["what arrived", {}],
    ["what arrived and what did not", { Resource: [group, `${group}:*`, `${group}/Failure`, `${group}/Failure:*`] }],
    ["some of it", { Action: "LOGS:putlogevents", Resource: `${group}:*` }],
    ["a denial", { Effect: "Deny", Action: "logs:*", Resource: "*" }],
  ])("writing the log of texts: %s passes", (_, statement) => {
    expect(judge(statement)).toEqual([]);
    expect(judge(statement, "Role")).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["every log", { Resource: "*" }, "it allows logs:CreateLogGroup, logs:CreateLogStream and logs:PutLogEvents on *"],
    ["another region's log", { Resource: group.replaceAll("us-west-2", "us-east-1") }, "on arn:aws:logs:us-east-1:"],
    ["the wrong partition's log", { Resource: group.replace("aws", "aws-us-gov") }, "on arn:aws-us-gov:logs:"],
    ["every log of SNS", { Resource: group.replace(/Direct.*/, "*") }, "on arn:aws:logs:us-west-2:"],
    ["a log whose name begins alike", { Resource: `${group}s` }, "on arn:aws:logs:us-west-2:"],
    ["all logs but one", { Resource: undefined, NotResource: group }, "on *, which nobody"],
    ["the whole service", { Action: "logs:*" }, "by logs:*, which nobody has called for"],
    ["a wildcard", { Action: ["logs:Put*"] }, "by logs:Put*, which nobody has called for"],
    ["reading", { Action: ["logs:PutLogEvents", "logs:GetLogEvents"] }, "it allows logs:GetLogEvents, which nobody"],
    [
      "something else",
      { Action: "cloudwatch:Describe*", Resource: "*" },
      "it allows cloudwatch:Describe*, which nobody",
    ],
    ["everything", { Action: "*" }, "it allows *, which nobody has called for"],
    ["a wildcard for the service", { Action: "l?gs:PutLogEvents" }, "it allows l?gs:PutLogEvents, which nobody"],
    ["all but something", { Action: undefined, NotAction: "iam:*" }, "it allows every action but some"],
  ])("%s is refused", (_, statement, problem) => {
    expect(judge(statement).join()).toContain(problem);
    expect(judge(statement, "Role").join()).toContain(problem);
  });

  test("a document that is none is refused", () => {
    const odd = inStack("notify-staging", aws("iam", "RolePolicy"), { role: name, policy: "logs" });
    expect(saidOf(policies.policiesCalledFor, odd, notifyRegister)).toHaveLength(1);
  });
});
