import { describe, expect, test } from "vitest";
import { mailSendingNarrow } from "../../../../policies/rules/iam/mail-sending.ts";
import { changed, notifyRegister } from "../../compliant.ts";
import { saidOf } from "../../judge.ts";
import { aws, inStack } from "../notify/in-stack.ts";

const identity = "arn:aws-us-gov:ses:us-gov-west-1:111122223333:identity/notify.gov";
const set = "arn:aws-us-gov:ses:us-gov-west-1:111122223333:configuration-set/notify-gov";
const fromOurs = { IpAddress: { "aws:SourceIp": ["52.222.122.97/32"] } };

/** What may send in production, with some elements changed; undefined leaves one out. */
const statement = (changes: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Action: ["ses:SendEmail", "ses:SendRawEmail"],
  Resource: [identity, set],
  Condition: fromOurs,
  ...changes,
});

function judge(changes: Record<string, unknown> = {}, type = aws("iam", "Policy"), register = notifyRegister) {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statement(changes) });
  const holder = { user: "somebody", role: "somebody", name: "somebody", inlinePolicies: [{ policy }] };
  return saidOf(mailSendingNarrow, inStack("notify-production", type, { ...holder, policy }), register);
}

const problemsOf = (changes: Record<string, unknown>) =>
  judge(changes).map((line) => line.replace(/^\S+ "it": (.*)\. Name the actions.*$/s, "$1"));

describe("a policy that lets somebody send", () => {
  test.each<[string, Record<string, unknown>]>([
    ["both actions on the identity and its set", {}],
    ["one action as a text", { Action: "SES:sendrawemail", Resource: identity }],
    ["a source address without a mask", { Condition: { IpAddress: { "AWS:SourceIP": "52.222.122.97" } } }],
    [
      "a source address of any value",
      { Condition: { "ForAnyValue:IpAddress": { "aws:SourceIp": ["52.222.122.97/32"] } } },
    ],
    ["From addresses at the host", { Condition: { StringLike: { "ses:FromAddress": "*@notify.gov" } } }],
    ["one From address", { Condition: { StringEquals: { "ses:fromaddress": ["help@notify.gov"] } } }],
    ["two conditions, one of which is narrow", { Condition: { ...fromOurs, Bool: { "aws:SecureTransport": "true" } } }],
  ])("passes with %s", (_, changes) => {
    expect(judge(changes)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["the whole service", { Action: "ses:*" }, "it allows ses:* along with sending"],
    ["everything", { Action: ["*"] }, "it allows * along with sending"],
    ["a wildcard", { Action: "ses:Send*" }, "it allows ses:Send* along with sending"],
    ["templates", { Action: ["ses:SendTemplatedEmail"] }, "it allows ses:SendTemplatedEmail along with sending"],
    [
      "all but something",
      { Action: undefined, NotAction: "iam:*" },
      "it allows every action but some, sending among them",
    ],
    [
      "every name",
      { Resource: undefined, NotResource: set },
      "it allows sending in every name, or in every name but some",
    ],
    ["any identity", { Resource: "*" }, "it allows sending with *, which is no identity of a sender of this stack"],
    [
      "the wrong partition",
      { Resource: identity.replace("aws-us-gov", "aws") },
      "it allows sending with arn:aws:ses:us-gov-west-1:111122223333:identity/notify.gov, which is no identity of a sender of this stack",
    ],
    [
      "another environment's identity",
      { Resource: [identity, "arn:aws:ses:us-west-2:444455556666:identity/notify-demo.example.gov"] },
      "it allows sending with arn:aws:ses:us-west-2:444455556666:identity/notify-demo.example.gov, which is no identity of a sender of this stack",
    ],
  ])("is refused with %s", (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  test.each<[string, unknown]>([
    ["no condition", undefined],
    ["an empty condition", {}],
    ["everybody's address", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }],
    ["an address that is not the sender's", { IpAddress: { "aws:SourceIp": ["52.222.122.97/32", "198.51.100.1"] } }],
    ["everything but an address", { NotIpAddress: { "aws:SourceIp": "52.222.122.97/32" } }],
    ["an address if there is one", { IpAddressIfExists: { "aws:SourceIp": "52.222.122.97/32" } }],
    ["all of no addresses", { "ForAllValues:IpAddress": { "aws:SourceIp": "52.222.122.97/32" } }],
    ["any From address", { StringLike: { "ses:FromAddress": "*" } }],
    ["From addresses that end like the host's", { StringLike: { "ses:FromAddress": "*notify.gov" } }],
    ["From addresses below the host", { StringLike: { "ses:FromAddress": "*@*.notify.gov" } }],
    ["every From address but one", { StringNotLike: { "ses:FromAddress": "*@notify.gov" } }],
    ["encryption alone", { Bool: { "aws:SecureTransport": "true" } }],
  ])("is refused with %s", (_, Condition) => {
    expect(problemsOf({ Condition })).toEqual(["it allows sending from anywhere in anybody's name at the identity"]);
  });

  test("may not rely on source addresses where the register has none", () => {
    const anywhere = changed(notifyRegister, ({ domains }) => delete domains["notify.gov"].senders.ses.sendsFrom);
    expect(judge({}, undefined, anywhere)).toHaveLength(1);
  });

  test.each([["0.0.0.0/0"], ["52.222.122.97/32", "0.0.0.0/1", "128.0.0.0/1"], ["::/0"]])(
    "may not rely on source addresses where the register has everybody's: %j",
    (...sendsFrom) => {
      const everybody = changed(notifyRegister, ({ domains }) => {
        domains["notify.gov"].senders.ses.sendsFrom = sendsFrom;
      });
      const Condition = { IpAddress: { "aws:SourceIp": sendsFrom } };
      const asHost = { ...Condition, StringLike: { "ses:FromAddress": "*@notify.gov" } };
      expect(judge({ Condition }, undefined, everybody)).toHaveLength(1);
      expect(judge({ Condition: asHost }, undefined, everybody)).toEqual([]);
    },
  );

  test.each([
    ...["Policy", "UserPolicy", "GroupPolicy", "RolePolicy", "Role"].map((name) => aws("iam", name)),
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
    "aws:ses/identityPolicy:IdentityPolicy",
  ])("is judged as a %s", (type) => {
    expect(judge({}, type)).toEqual([]);
    expect(judge({ Action: "ses:*" }, type)).toHaveLength(1);
  });

  test("is refused where it lets others in", () => {
    expect(problemsOf({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })).toEqual([
      "it lets others send in our name, who have policies of their own for that",
    ]);
  });
});

test.each<[string, Record<string, unknown>]>([
  ["a denial", { Effect: "Deny", Action: "ses:*", Resource: "*" }],
  ["reading", { Action: ["ses:GetEmailIdentity", "ses:List*"], Resource: "*", Condition: undefined }],
  ["another service", { Action: "sns:*", Resource: "*", Condition: undefined }],
  ["all but mail", { Action: undefined, NotAction: ["SES:*"], Resource: "*" }],
])("%s lets nobody send", (_, changes) => {
  expect(judge(changes)).toEqual([]);
});

test("a document that cannot be read is refused", () => {
  const type = aws("iam", "Policy");
  expect(saidOf(mailSendingNarrow, inStack("notify-production", type, { policy: "{" }), notifyRegister)).toHaveLength(
    1,
  );
});
