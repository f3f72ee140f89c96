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
    saidOf(policies.iamChangedByDeploymentOnly, inStack("notify-staging", aws("iam", name), props), notifyRegister);
  const within = (path: string) =>
    JSON.stringify({
      Statement: { Effect: "Allow", Action: "iam:CreateUser", Resource: `arn:aws:iam::444455556666:${path}` },
    });

  test("reading, and what brokers make under their own path, passes", () => {
    expect(judge("Policy", { name: "any", policy: document("ses:Get*", "iam:GetUser") })).toEqual([]);
    expect(judge("Policy", { name: "sms_broker", policy: within("user/cf/*") })).toEqual([]);
    expect(judge("Role", { name: "any", assumeRolePolicy: "{}" })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["Policy", { name: "any", policy: document("iam:*") }],
    ["Policy", { name: "any", policy: document("IAM:createuser") }],
    ["Policy", { name: "any", policy: document("*") }],
    ["Policy", { name: "any", policy: document("sts:Assume*") }],
    ["Policy", { name: "any", policy: within("user/cf/*") }],
    ["Policy", { name: "sms_broker", policy: within("user/*") }],
    ["Policy", { name: "sms_broker", policy: within("user/cf*") }],
    ["Policy", { name: "sms_broker", policy: document("iam:CreateUser") }],
    ["Policy", { name: "any", policy: '{"Statement":{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}}' }],
    [
      "Policy",
      {
        name: "sms_broker",
        policy: '{"Statement":{"Effect":"Allow","Action":"iam:*","NotResource":"arn:aws:iam::444455556666:user/cf/*"}}',
      },
    ],
    ["Policy", { name: "any", policy: "{" }],
    ["UserPolicy", { user: "someone", policy: document("iam:*") }],
    ["GroupPolicy", { group, policy: document("iam:*") }],
    ["RolePolicy", { role: "any", policy: document("iam:PassRole") }],
    ["Role", { name: "any", inlinePolicies: [{ name: "x", policy: document("iam:*") }] }],
  ])("%s %j is refused", (name, props) => {
    expect(judge(name, props)).toHaveLength(1);
  });

  test("a policy that is written into a user or group is refused, into a role it is not", () => {
    const inline = (name: string, props: Record<string, unknown>) =>
      saidOf(policies.inlinePoliciesOfRolesOnly, inStack("notify-staging", aws("iam", name), props), notifyRegister);
    expect(inline("UserPolicy", { user: "ssb-sms-broker", policy: document("ses:Get*") })).toHaveLength(1);
    expect(inline("GroupPolicy", { group, policy: document("ses:Get*") })).toHaveLength(1);
    expect(inline("RolePolicy", { role: "any", policy: document("ses:Get*") })).toEqual([]);
  });
});

describe("who takes on a role", () => {
  const judge = (Principal: unknown, Condition: unknown = { StringEquals: { "AWS:SourceAccount": "444455556666" } }) =>
    saidOf(
      policies.rolesOfServicesOnly,
      inStack("notify-staging", aws("iam", "Role"), {
        assumeRolePolicy: { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal, Condition } },
      }),
      notifyRegister,
    );

  test("a listed service for this account passes", () => {
    expect(judge({ Service: "chatbot.amazonaws.com" })).toEqual([]);
  });

  test.each<[string, unknown, unknown?]>([
    ["everybody", "*"],
    ["another account", { AWS: "arn:aws:iam::999999999999:root" }],
    ["this account's own users", { AWS: "arn:aws:iam::444455556666:root" }],
    ["another service", { Service: "ec2.amazonaws.com" }],
    ["a service for any account", { Service: "sns.amazonaws.com" }, {}],
    [
      "a service for another account",
      { Service: "sns.amazonaws.com" },
      { StringEquals: { "aws:SourceAccount": "999999999999" } },
    ],
    [
      "a service for accounts that look alike",
      { Service: "sns.amazonaws.com" },
      { StringLike: { "aws:SourceAccount": "*" } },
    ],
  ])("%s is refused", (_, principal, condition) => {
    expect(judge(principal, condition)).toHaveLength(1);
  });
});

describe("what a role itself lets do with logs", () => {
  const group = "arn:aws:logs:us-west-2:444455556666:log-group:sns/us-west-2/444455556666/DirectPublishToPhoneNumber";
  const writing = { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"] };
  const judge = (statement: Record<string, unknown>, type = "RolePolicy") => {
    const policy = JSON.stringify({ Statement: [{ ...writing, Resource: [group, `${group}:*`], ...statement }] });
    const props = {
      RolePolicy: { role: "log", policy },
      Role: {
        assumeRolePolicy: {
          Statement: {
            ...{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "sns.amazonaws.com" } },
            Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } },
          },
        },
        inlinePolicies: [{ name: "log", policy }],
      },
    }[type];
    return saidOf(
      policies.rolesOfServicesOnly,
      inStack("notify-staging", aws("iam", type), props ?? {}),
      notifyRegister,
    );
  };

  test.each<[string, Record<string, unknown>]>([
    ["what arrived", {}],
    ["what arrived and what did not", { Resource: [group, `${group}:*`, `${group}/Failure`, `${group}/Failure:*`] }],
    ["some of it", { Action: "LOGS:putlogevents", Resource: `${group}:*` }],
    ["nothing about logs", { Action: "cloudwatch:Describe*", Resource: "*" }],
    ["a denial", { Effect: "Deny", Action: "logs:*", Resource: "*" }],
  ])("writing the log of texts: %s passes", (_, statement) => {
    expect(judge(statement)).toEqual([]);
    expect(judge(statement, "Role")).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["every log", { Resource: "*" }, "it may write *, and not the log of text messages alone"],
    [
      "another region's log",
      { Resource: group.replaceAll("us-west-2", "us-east-1") },
      "it may write arn:aws:logs:us-e",
    ],
    [
      "the wrong partition's log",
      { Resource: group.replace("aws", "aws-us-gov") },
      "it may write arn:aws-us-gov:logs:",
    ],
    ["every log of SNS", { Resource: group.replace(/Direct.*/, "*") }, "it may write arn:aws:logs:us-west-2:"],
    ["all logs but one", { Resource: undefined, NotResource: group }, "it may write every log, or every log but some"],
    ["the whole service", { Action: "logs:*" }, "it allows logs:* along with writing the log of text messages"],
    ["a wildcard", { Action: ["logs:Put*"] }, "it allows logs:Put* along with writing"],
    ["reading", { Action: ["logs:PutLogEvents", "logs:GetLogEvents"] }, "it allows logs:GetLogEvents along with"],
    ["everything", { Action: "*" }, "it allows * along with writing"],
    ["a wildcard for the service", { Action: "l?gs:PutLogEvents" }, "it allows l?gs:PutLogEvents along with writing"],
    [
      "all but something",
      { Action: undefined, NotAction: "iam:*" },
      "it allows every action but some, logs among them",
    ],
  ])("%s is refused", (_, statement, problem) => {
    expect(judge(statement)).toEqual([expect.stringContaining(problem)]);
    expect(judge(statement, "Role")).toEqual([expect.stringContaining(problem)]);
  });

  test("a document that is none is refused", () => {
    const odd = inStack("notify-staging", aws("iam", "RolePolicy"), { role: "log", policy: "logs" });
    expect(saidOf(policies.rolesOfServicesOnly, odd, notifyRegister)).toHaveLength(1);
  });
});
