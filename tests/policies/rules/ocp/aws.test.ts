import { describe, expect, test } from "vitest";
import { ocpInItsAccount } from "../../../../policies/rules/ocp/aws-place.ts";
import { policiesForListedActions } from "../../../../policies/rules/ocp/iam-policies.ts";
import { feedbackReaders, feedbackTopicsClosed } from "../../../../policies/rules/ocp/mail-topics.ts";
import { changed, type Draft, ocpRegister } from "../../compliant.ts";
import { resource, saidOf } from "../../judge.ts";
import { type OcpStack, saidAfter } from "../../ocp-stack.ts";

describe("the AWS account", () => {
  const provider = { region: "us-east-1", allowedAccountIds: JSON.stringify(["777788889999"]) };
  const judge = (props: Record<string, unknown> = {}, type = "pulumi:providers:aws", register = ocpRegister) =>
    saidOf(ocpInItsAccount, resource(type, "it", { ...provider, ...props }), register);

  test("is the register's, in its region", () => {
    expect(judge()).toEqual([]);
    expect(judge({}, "aws:sns/topic:Topic")).toEqual([]);
  });

  test.each([{ region: "us-west-2" }, { allowedAccountIds: undefined }, { allowedAccountIds: '["123456789012"]' }])(
    "%j is refused",
    (props) => {
      expect(judge(props)).toHaveLength(1);
    },
  );

  test("holds for each resource's own region, and for AWS alone", () => {
    expect(judge({ region: "eu-west-1" }, "aws:sns/topic:Topic")).toHaveLength(1);
    expect(judge({ region: "eu-west-1" }, "linode:index/instance:Instance")).toEqual([]);
  });

  test.each<[string, (draft: Draft) => void]>([
    ["there is none", ({ accounts }) => delete accounts.aws],
    [
      "there are two",
      ({ accounts }) => {
        accounts.more = accounts.aws;
      },
    ],
    ["it has no region", ({ accounts }) => delete accounts.aws.region],
  ])("is not known where %s", (_, change) => {
    expect(judge({}, undefined, changed(ocpRegister, change))).toHaveLength(1);
  });
});

describe("what the account is used for", () => {
  const identity = "arn:aws:ses:us-east-1:777788889999:identity/noreply.open-contracting.org";
  const bounces = "noreply-open-contracting-org-bounce";
  const policy = (stack: OcpStack) => stack.the("Policy", "noreply.open-contracting.org");

  test("is in order in the compliant stack", async () => {
    for (const rule of [feedbackTopicsClosed, feedbackReaders, policiesForListedActions]) {
      expect(await saidAfter(rule, () => {})).toEqual([]);
    }
  });

  test.each<[string, Record<string, unknown>]>([
    ["unencrypted", { kmsMasterKeyId: undefined }],
    ["encrypted with a key that SES cannot use", { kmsMasterKeyId: "alias/aws/sns" }],
    ["signing with SHA-1", { signatureVersion: 1 }],
    ["open by default", { policy: undefined }],
    [
      "open to everybody",
      { policy: { Statement: { Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" } } },
    ],
    [
      "open to another service",
      {
        policy: {
          Statement: {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sns:Publish",
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": "777788889999" } },
          },
        },
      },
    ],
  ])("a topic that is %s is refused", async (_, props) => {
    expect(await saidAfter(feedbackTopicsClosed, (stack) => Object.assign(stack.the("Topic", bounces).props, props)))
      // One problem, of one topic.
      .toHaveLength(1);
  });

  test.each([{ protocol: "https" }, { endpoint: "else@open-contracting.org" }])(
    "a subscription with %j is refused",
    async (props) => {
      const change = (stack: OcpStack) => Object.assign(stack.the("TopicSubscription", bounces).props, props);
      expect(await saidAfter(feedbackReaders, change)).toHaveLength(1);
    },
  );

  test.each([
    { Effect: "Allow", Action: "s3:*", Resource: "*" },
    { Effect: "Allow", Action: ["ses:SendEmail", "ses:SendBounce"], Resource: identity },
    { Effect: "Allow", Action: "ses:Send*", Resource: identity },
    { Effect: "Allow", Action: "ses:SendEmail", Resource: "*" },
    { Effect: "Allow", Action: "ses:SendEmail", Resource: identity.replace("noreply", "other") },
    { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::ocp-toucan-backup/*" },
    { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
    "nothing",
  ])("a policy that allows %j is refused", async (Statement) => {
    const change = (stack: OcpStack) => Object.assign(policy(stack).props, { policy: JSON.stringify({ Statement }) });
    expect(await saidAfter(policiesForListedActions, change)).toHaveLength(1);
  });

  test("a policy that denies may deny everything", async () => {
    const Statement = { Effect: "Deny", Action: "*", Resource: "*" };
    const change = (stack: OcpStack) => Object.assign(policy(stack).props, { policy: JSON.stringify({ Statement }) });
    expect(await saidAfter(policiesForListedActions, change)).toEqual([]);
  });

  test("a policy of another name is refused, whatever it says", async () => {
    const change = (stack: OcpStack) => Object.assign(policy(stack).props, { name: "send-mail" });
    expect(await saidAfter(policiesForListedActions, change)).toEqual([
      expect.stringContaining("nobody has called for a policy send-mail"),
    ]);
  });
});
