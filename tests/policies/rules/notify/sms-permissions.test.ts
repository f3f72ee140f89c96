import { describe, expect, test } from "vitest";
import { textsToPhonesOnly } from "../../../../policies/rules/notify/sms-permissions.ts";
import { notifyRegister } from "../../compliant.ts";
import { saidOf } from "../../judge.ts";
import { aws, inStack } from "./in-stack.ts";

const ours = ["52.222.122.97/32", "52.222.123.172/32"];
const fromOurs = { IpAddress: { "aws:SourceIp": ours } };
const noTopics = { Effect: "Deny", Action: "sns:Publish", Resource: "arn:aws:sns:*:*:*" };
const phones = { Effect: "Allow", Action: "sns:Publish", Resource: "*", Condition: fromOurs };

/** What is said of a managed policy with these statements. */
function judge(statements: unknown, stack = "notify-staging"): string[] {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return saidOf(textsToPhonesOnly, inStack(stack, aws("iam", "Policy"), { name: "it", policy }), notifyRegister);
}

describe("publishing to phones", () => {
  test.each<[string, unknown]>([
    ["with topics denied", [noTopics, phones]],
    ["with topics denied afterwards, as lists, in other case", [phones, { ...noTopics, Action: ["SNS:publish"] }]],
    ["with every topic denied by a wider pattern", [{ ...noTopics, Resource: ["arn:aws:sns:*"] }, phones]],
    ["with topics denied along with everything else about them", [{ ...noTopics, Action: "sns:*" }, phones]],
    ["to everything but topics", { ...phones, Resource: undefined, NotResource: "arn:aws:sns:*:*:*" }],
    ["from one of our addresses", [noTopics, { ...phones, Condition: { IpAddress: { "AWS:sourceip": ours[0] } } }]],
    [
      "from an address without its length",
      [noTopics, { ...phones, Condition: { "ForAnyValue:IpAddress": { "aws:SourceIp": "52.222.122.97" } } }],
    ],
    [
      "along with reading what became of texts",
      [noTopics, { ...phones, Action: ["sns:Publish", "logs:FilterLogEvents"] }],
    ],
  ])("%s passes", (_, statements) => {
    expect(judge(statements)).toEqual([]);
  });

  test("in GovCloud is kept off GovCloud's topics", () => {
    const govCloud = { ...noTopics, Resource: "arn:aws-us-gov:sns:*:*:*" };
    expect(judge([govCloud, phones], "notify-production")).toEqual([]);
    expect(judge([noTopics, phones], "notify-production")).toHaveLength(1);
    expect(judge([govCloud, phones])).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ["without a denial", [phones]],
    ["with one topic denied", [{ ...noTopics, Resource: "arn:aws:sns:us-west-2:444455556666:one" }, phones]],
    ["with the topics of one region denied", [{ ...noTopics, Resource: "arn:aws:sns:us-west-2:*:*" }, phones]],
    ["with topics of short names denied", [{ ...noTopics, Resource: "arn:aws:sns:?:?:?" }, phones]],
    [
      "with topics denied now and then",
      [{ ...noTopics, Condition: { Bool: { "aws:ViaAWSService": "true" } } }, phones],
    ],
    ["with something else denied", [{ ...noTopics, Action: "sns:Subscribe" }, phones]],
    ["with all but topics denied", [{ ...noTopics, Resource: undefined, NotResource: "arn:aws:sns:*:*:*" }, phones]],
    ["to everything but one topic", { ...phones, Resource: undefined, NotResource: "arn:aws:sns:us-west-2:*:one" }],
    ["to any ARN", [{ ...phones, Resource: "arn:*" }]],
    ["from anywhere", [noTopics, { ...phones, Condition: undefined }]],
    ["from every network", [noTopics, { ...phones, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }]],
    [
      "from our addresses and another",
      [noTopics, { ...phones, Condition: { IpAddress: { "aws:SourceIp": [...ours, "198.51.100.7/32"] } } }],
    ],
    ["from no address", [noTopics, { ...phones, Condition: { IpAddress: { "aws:SourceIp": [] } } }]],
    ["from an odd address", [noTopics, { ...phones, Condition: { IpAddress: { "aws:SourceIp": "ours" } } }]],
    [
      "from our addresses if there is one",
      [noTopics, { ...phones, Condition: { IpAddressIfExists: { "aws:SourceIp": ours } } }],
    ],
    ["from any but our addresses", [noTopics, { ...phones, Condition: { NotIpAddress: { "aws:SourceIp": ours } } }]],
    ["by a wildcard", [noTopics, { ...phones, Action: "sns:Pub*" }]],
    ["with all of SNS", [noTopics, { ...phones, Action: "sns:*" }]],
    ["as everything but something", [noTopics, { ...phones, Action: undefined, NotAction: "iam:*" }]],
    ["in a document that is none", "all"],
    ["by the interface that SNS sends through", [noTopics, phones, { ...phones, Action: "sms-voice:SendTextMessage" }]],
    [
      "by a wildcard for that interface",
      { Effect: "Allow", Action: "SMS-Voice:Send*", Resource: "arn:aws:sms-voice:*" },
    ],
    ["by both", [noTopics, { ...phones, Action: ["sns:Publish", "sms-voice:SendTextMessage"] }]],
    ["by the interface of campaigns", { Effect: "Allow", Action: ["mobiletargeting:SendMessages"], Resource: "*" }],
  ])("%s is refused", (_, statements) => {
    expect(judge(statements)).toHaveLength(1);
  });

  test("is not what a document on topics alone, or on something else, is about", () => {
    const topic = { Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:us-west-2:444455556666:one" };
    expect(judge([topic])).toEqual([]);
    expect(judge([{ Effect: "Allow", Action: "sns:Get*", Resource: "*" }])).toEqual([]);
    expect(judge([{ Effect: "Allow", Action: "sms-voice:Describe*", Resource: "*" }])).toEqual([]);
    expect(judge([{ Effect: "Deny", Action: "sms-voice:*", Resource: "*" }])).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["UserPolicy", { user: "someone", policy: { Statement: { ...phones, Condition: fromOurs } } }],
    ["GroupPolicy", { group: "some", policy: { Statement: phones } }],
    ["RolePolicy", { role: "some", policy: { Statement: phones } }],
    ["Role", { name: "some", inlinePolicies: [{ name: "x", policy: { Statement: phones } }] }],
  ])("is judged in a %s too", (name, props) => {
    expect(saidOf(textsToPhonesOnly, inStack("notify-staging", aws("iam", name), props), notifyRegister)).toHaveLength(
      1,
    );
  });

  test("is nothing in a stack of no environment", () => {
    expect(judge([noTopics, phones], "notify-platform")).toHaveLength(1);
  });
});
