import { describe, expect, test } from "vitest";
import {
  alarmsToSlack,
  alertsComplete,
  slackChannelIsOurs,
  topicsClosed,
} from "../../../../policies/rules/notify/alerts.ts";
import { stackInItsAccount } from "../../../../policies/rules/notify/aws-place.ts";
import { secretsSealed } from "../../../../policies/rules/notify/secrets.ts";
import { subscriptionsConfirmed } from "../../../../policies/rules/notify/subscriptions.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { changed, notifyRegister } from "../../compliant.ts";
import { saidOf, saidOfStack } from "../../judge.ts";
import { aws, inStack } from "./in-stack.ts";

const topic = "arn:aws:sns:us-west-2:444455556666:notify-staging-ops-alerts";

/** A rule's verdict on a compliant resource of staging with some properties changed. */
function judging(rule: ResourceRule, type: string, compliant: Record<string, unknown>) {
  return (props: Record<string, unknown> = {}, stack = "notify-staging") =>
    saidOf(rule, inStack(stack, type, { ...compliant, ...props }), notifyRegister);
}

describe("alarms", () => {
  const judge = judging(alarmsToSlack, aws("cloudwatch", "MetricAlarm"), { alarmActions: [topic] });

  test("one that sends to its environment's topic passes", () => {
    expect(judge()).toEqual([]);
    expect(judge({ actionsEnabled: true, okActions: [topic], insufficientDataActions: [topic] })).toEqual([]);
  });

  test.each([
    { alarmActions: [] },
    { alarmActions: undefined },
    { alarmActions: [topic, "arn:aws:automate:us-west-2:ec2:terminate"] },
    { okActions: ["arn:aws:sns:us-west-2:111122223333:mine"] },
    { insufficientDataActions: ["arn:aws:lambda:us-west-2:111122223333:function:mine"] },
    { actionsEnabled: false },
    { actionsEnabled: "false" },
  ])("%j is refused", (props) => {
    expect(judge(props)).toHaveLength(1);
  });

  test("one that sends to another environment's topic alone is told both", () => {
    expect(judge({ alarmActions: [topic.replace("staging", "demo")] })).toHaveLength(2);
  });
});

describe("the channel", () => {
  const judge = judging(slackChannelIsOurs, aws("chatbot", "SlackChannelConfiguration"), {
    slackChannelId: "C04U9BGHUDB",
    snsTopicArns: [topic, topic.replace("staging", "demo")],
    guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
    userAuthorizationRequired: true,
  });

  test("ours, with a guardrail that only reads, passes", () => {
    expect(judge()).toEqual([]);
  });

  test.each([
    { slackChannelId: "C0OTHER0000" },
    { snsTopicArns: [] },
    { snsTopicArns: [topic] },
    { guardrailPolicyArns: undefined },
    { guardrailPolicyArns: [] },
    { guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    { guardrailPolicyArns: ["arn:aws:iam::444455556666:policy/CloudWatchReadOnlyAccess"] },
    { userAuthorizationRequired: false },
  ])("%j is refused", (props) => {
    expect(judge(props)).toHaveLength(1);
  });
});

describe("topics and their keys", () => {
  const policy = (principal: unknown, account = "444455556666") => ({
    Statement: {
      Effect: "Allow",
      Principal: principal,
      Action: "sns:Publish",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
  });
  const ofKey = (principal: unknown, Action: unknown) => ({ Statement: { ...policy(principal).Statement, Action } });
  const judge = judging(topicsClosed, aws("sns", "Topic"), {
    kmsMasterKeyId: "alias/notify-staging-topics",
    signatureVersion: 2,
    policy: JSON.stringify(policy({ Service: "ses.amazonaws.com" })),
  });

  test("an encrypted one, signed and with one publisher, passes", () => {
    expect(judge()).toEqual([]);
  });

  test.each<Record<string, unknown>>([
    { kmsMasterKeyId: undefined },
    { kmsMasterKeyId: "" },
    { kmsMasterKeyId: "alias/aws/sns" },
    { kmsMasterKeyId: "arn:aws:kms:us-west-2:444455556666:alias/aws/sns" },
    { signatureVersion: 1 },
    { policy: undefined },
    { policy: "{" },
    { policy: policy("*") },
    { policy: policy({ Service: "lambda.amazonaws.com" }) },
    { policy: policy({ Service: "ses.amazonaws.com" }, "999999999999") },
    { policy: { Statement: { Effect: "Allow", NotPrincipal: { AWS: "x" }, Action: "*", Resource: "*" } } },
  ])("%j is refused", (props) => {
    expect(judge(props)).toHaveLength(1);
  });

  const statement = policy({ Service: "ses.amazonaws.com" }).Statement;
  test.each<[Record<string, unknown>, string]>([
    [
      { ...statement, Action: "sns:GetTopicAttributes" },
      "it allows sns:GetTopicAttributes, which nobody has called for",
    ],
    [{ ...statement, Action: ["sns:Publish", "sns:SetTopicAttributes"] }, "it allows sns:SetTopicAttributes, which"],
    [{ ...statement, Action: "sns:*" }, "it allows sns:AddPermission, sns:CheckIfPhoneNumberIsOptedOut, sns:Confirm"],
    [{ ...statement, Action: undefined, NotAction: "sns:DeleteTopic" }, "it allows every action but some"],
    [{ ...statement, Condition: undefined }, "without StringEquals aws:SourceAccount 444455556666"],
    [
      { ...statement, Condition: { StringEqualsIfExists: { "aws:SourceAccount": "444455556666" } } },
      "without StringEquals aws:SourceAccount 444455556666",
    ],
    [
      { ...statement, Condition: { "ForAllValues:StringEquals": { "aws:SourceAccount": "444455556666" } } },
      "without StringEquals aws:SourceAccount 444455556666",
    ],
    [
      { ...statement, Condition: { StringEquals: { "aws:SourceAccount": ["444455556666", "999999999999"] } } },
      "without StringEquals aws:SourceAccount 444455556666",
    ],
    [{ ...statement, Principal: undefined }, "it allows sns:Publish without saying to whom"],
    [
      { Effect: "Deny", Principal: "*", Action: "sns:Subscribe", Resource: "*" },
      "it denies sns:Subscribe to AWS:*, which nobody has called for",
    ],
    [
      { Effect: "Deny", NotPrincipal: { AWS: "arn:aws:iam::444455556666:user/x" }, Action: "*", Resource: "*" },
      "it denies * to everybody who is not named, which nobody has called for",
    ],
  ])("%j is refused for what it says", (Statement, problem) => {
    expect(judge({ policy: JSON.stringify({ Statement }) }).join()).toContain(problem);
  });

  test("one may keep out what does not come over TLS", () => {
    const tls = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" };
    const Statement = [statement, { ...tls, Condition: { Bool: { "aws:SecureTransport": "false" } } }];
    expect(judge({ policy: JSON.stringify({ Statement }) })).toEqual([]);
  });

  test("a key is rotated, and its own account decides about it", () => {
    const key = judging(topicsClosed, aws("kms", "Key"), {
      enableKeyRotation: true,
      policy: ofKey({ AWS: "arn:aws:iam::444455556666:root" }, "kms:*"),
    });
    expect(key()).toEqual([]);
    expect(key({ enableKeyRotation: undefined })).toHaveLength(1);
    expect(key({ policy: ofKey({ AWS: "arn:aws:iam::999999999999:root" }, "kms:*") })).toHaveLength(1);
    const service = { Service: "ses.amazonaws.com" };
    expect(key({ policy: ofKey(service, ["kms:Decrypt", "kms:GenerateDataKey"]) })).toEqual([]);
    for (const actions of ["kms:*", "kms:Generate*", "kms:PutKeyPolicy", "KMS:CreateGrant", "*"])
      expect(key({ policy: ofKey(service, actions) }), actions).toHaveLength(1);
  });
});

describe("the way to the channel over a relay", () => {
  const name = "notify-production-ops-alerts";
  const judge = (props: Record<string, unknown>) => {
    const made = (type: string, given: Record<string, unknown>) => inStack("notify-production", type, given);
    const relayed = {
      topic: `arn:aws-us-gov:sns:us-gov-west-1:111122223333:${name}`,
      protocol: "https",
      endpoint: "https://alerts.notify.example.gov/slack/C04U9BGHUDB",
    };
    const resources = [
      made(aws("sns", "Topic"), { name }),
      made(aws("cloudwatch", "MetricAlarm"), {}),
      made(aws("sns", "TopicSubscription"), { ...relayed, ...props }),
    ];
    return saidOfStack(alertsComplete, resources, notifyRegister, "notify-production");
  };

  test.each([{}, { filterPolicy: "" }, { filterPolicy: "{}" }])("takes everything with it: %j", (props) => {
    expect(judge(props)).toEqual([]);
  });

  test.each([
    { endpoint: "https://alerts.notify.example.gov/slack/C00000000" },
    { protocol: "http" },
    { topic: "arn:aws:sns:us-gov-west-1:111122223333:notify-production-ops-alerts" },
    { filterPolicy: '{"state":["OK"]}' },
  ])("does not with %j", (props) => {
    expect(judge(props)).toHaveLength(1);
  });
});

describe("subscriptions", () => {
  const judge = judging(subscriptionsConfirmed, aws("sns", "TopicSubscription"), {
    protocol: "https",
    endpoint: "https://notify-api-staging.app.cloud.gov/notifications/email/ses",
    endpointAutoConfirms: true,
    confirmationTimeoutInMinutes: 5,
  });

  test("one that waits long enough for the API's own confirmation passes", () => {
    expect(judge()).toEqual([]);
  });

  test("production's alerts go to the relay, and nobody else's do", () => {
    const relay = { endpoint: "https://alerts.notify.example.gov/slack/C04U9BGHUDB" };
    expect(judge(relay, "notify-production")).toEqual([]);
    expect(judge(relay)).toHaveLength(1);
  });

  test.each([
    { protocol: "http" },
    { endpoint: "https://notify-api-demo.app.cloud.gov/notifications/email/ses" },
    { endpointAutoConfirms: undefined },
    { endpointAutoConfirms: false },
    { confirmationTimeoutInMinutes: undefined },
    { confirmationTimeoutInMinutes: 4 },
  ])("%j is refused", (props) => {
    expect(judge(props)).toHaveLength(1);
  });
});

describe("secrets of workflows", () => {
  const sealed = btoa("s".repeat(49));
  const type = (name: string) => `github:index/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;
  const judge = judging(secretsSealed, type("ActionsEnvironmentSecret"), {
    repository: "notifications-api",
    environment: "staging",
    secretName: "CLOUDGOV_PASSWORD",
    valueEncrypted: sealed,
  });

  test("one that is sealed, of this environment, and known to the register passes", () => {
    expect(judge()).toEqual([]);
    expect(judge({ secretName: "cloudgov_password" })).toEqual([]);
  });

  test.each<[Record<string, unknown>, number]>([
    [{ valueEncrypted: undefined, value: "plain" }, 2],
    [{ valueEncrypted: undefined, plaintextValue: "plain" }, 2],
    [{ valueEncrypted: "plain" }, 1],
    [{ valueEncrypted: btoa("s".repeat(48)) }, 1],
    [{ environment: "production" }, 1],
    [{ environment: "nowhere" }, 2],
    [{ secretName: "UNKNOWN" }, 1],
    [{ repository: "elsewhere" }, 1],
  ])("%j is refused", (props, times) => {
    expect(judge(props)).toHaveLength(times);
  });

  test("no message tells a value", () => {
    expect(judge({ valueEncrypted: "hunter2", value: "hunter3", plaintextValue: "hunter4" }).join()).not.toContain(
      "hunter",
    );
  });

  test.each(["ActionsSecret", "ActionsOrganizationSecret", "DependabotSecret", "CodespacesSecret"])(
    "%s is refused",
    (name) => {
      expect(judging(secretsSealed, type(name), { secretName: "CLOUDGOV_PASSWORD" })()).toHaveLength(1);
    },
  );

  test("a variable holds no secret", () => {
    const variable = judging(secretsSealed, type("ActionsVariable"), { variableName: "LOG_LEVEL" });
    expect(variable()).toEqual([]);
    expect(variable({ variableName: "new_relic_license_key" })).toHaveLength(1);
    expect(variable({ variableName: "CLOUDGOV_USERNAME" })).toHaveLength(1);
  });
});

describe("the account of a stack", () => {
  const provider = judging(stackInItsAccount, "pulumi:providers:aws", {
    region: "us-west-2",
    allowedAccountIds: '["444455556666"]',
  });

  test("is its environment's, and no other", () => {
    expect(provider()).toEqual([]);
    expect(provider({}, "notify-demo")).toEqual([]);
    expect(provider({}, "notify-production")).toHaveLength(2);
    expect(provider({}, "notify-platform")).toHaveLength(1);
  });

  test.each([
    { region: "us-east-1" },
    { region: undefined },
    { allowedAccountIds: undefined },
    { allowedAccountIds: "[]" },
    { allowedAccountIds: '["444455556666","111122223333"]' },
    { allowedAccountIds: "444455556666," },
  ])("%j is refused", (props) => {
    expect(provider(props)).toHaveLength(1);
  });

  test("holds for each resource's own region, and for AWS alone", () => {
    const made = judging(stackInItsAccount, aws("sns", "SmsPreferences"), {});
    expect(made()).toEqual([]);
    expect(made({ region: "us-west-2" })).toEqual([]);
    expect(made({ region: "us-east-2" })).toHaveLength(1);
    expect(judging(stackInItsAccount, "github:index/team:Team", {})({}, "notify-platform")).toEqual([]);
  });

  test("is not known while the register does not tell it", () => {
    const without = changed(notifyRegister, (draft) => delete draft.accounts["aws-staging"].accountId);
    const made = inStack("notify-staging", aws("sns", "SmsPreferences"), {});
    expect(saidOf(stackInItsAccount, made, without)).toHaveLength(1);
  });
});
