import { describe, expect, test } from "vitest";
import { backupAccess, backupAccessComplete } from "../../../../policies/rules/ocp/backup-access.ts";
import { changed, ocpRegister } from "../../compliant.ts";
import { saidOf, saidOfStack } from "../../judge.ts";
import { aws, inStack } from "../notify/in-stack.ts";

const user = "toucan-backup";
const arn = "arn:aws:s3:::ocp-toucan-backup";
const ownPolicy = `arn:aws:iam::777788889999:policy/${user}`;
const list = { Effect: "Allow", Action: "s3:ListBucket", Resource: arn };
const write = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource: [`${arn}/*`] };

const made = (name: string, props: Record<string, unknown>) => inStack("ocp", aws("iam", name), props);
const judge = (name: string, props: Record<string, unknown>) => saidOf(backupAccess, made(name, props), ocpRegister);
const policy = (name: string, ...statements: unknown[]) =>
  judge("Policy", { name, policy: JSON.stringify({ Statement: statements }) });

describe("who writes backups", () => {
  test("is a user of the register with its own policy", () => {
    expect(judge("User", { name: user })).toEqual([]);
    expect(judge("UserPolicyAttachment", { user, policyArn: ownPolicy })).toEqual([]);
    expect(judge("PolicyAttachment", { users: [user], policyArn: ownPolicy })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["User", { name: "somebody" }],
    ["User", {}],
    ["User", { name: "redash-backup" }],
    ["UserPolicyAttachment", { user, policyArn: ownPolicy.replace(user, "kingfisher-replica-backup") }],
    ["UserPolicyAttachment", { user, policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" }],
    ["UserPolicyAttachment", { user, policyArn: ownPolicy.replace("777788889999", "999999999999") }],
    ["UserPolicyAttachment", { user: "somebody", policyArn: ownPolicy }],
    ["GroupPolicyAttachment", { group: user, policyArn: ownPolicy }],
    ["RolePolicyAttachment", { role: user, policyArn: ownPolicy }],
    ["UserPolicyAttachmentsExclusive", { userName: user, policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
  ])("is not %s %j", (name, props) => {
    expect(judge(name, props)).toHaveLength(1);
  });

  test("has no policy that is written into it", () => {
    const own = { user, policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "ses:SendEmail" }] }) };
    expect(judge("UserPolicy", own)).toEqual([expect.stringContaining("would have a policy of its own")]);
  });

  test("is nobody while the register does not tell the account", () => {
    const without = changed(ocpRegister, (draft) => delete draft.accounts.aws);
    expect(saidOf(backupAccess, made("UserPolicyAttachment", { user, policyArn: ownPolicy }), without)).toHaveLength(1);
  });
});

describe("what they may do", () => {
  test("is to list their bucket and to get, put and delete what is in it", () => {
    expect(policy(user, list, write)).toEqual([]);
    expect(policy("send-mail", { Effect: "Allow", Action: "ses:SendEmail", Resource: "*" })).toEqual([]);
  });

  test.each<[string, string, unknown]>([
    ["to list every bucket", user, { ...list, Resource: "*" }],
    ["to list another's bucket", user, { ...list, Resource: "arn:aws:s3:::ocp-kingfisher-replica-backup" }],
    ["to put anything anywhere", user, { ...write, Resource: "*" }],
    ["to put into buckets whose name begins alike", user, { ...write, Resource: `${arn}*` }],
    ["to put anywhere but somewhere", user, { ...write, Resource: undefined, NotResource: "arn:aws:s3:::x/*" }],
    ["to put where a policy of another name may", "send-mail", write],
    ["in another partition", user, { ...list, Resource: arn.replace("aws", "aws-us-gov") }],
  ])("is not %s", (_, name, statement) => {
    expect(policy(name, statement)).toHaveLength(1);
  });

  test("is nothing where the document cannot be read", () => {
    expect(judge("Policy", { name: user, policy: "{" })).toHaveLength(1);
  });
});

describe("every service with backups", () => {
  const whole = [user, "kingfisher-replica-backup"].flatMap((name) => [
    made("User", { name }),
    made("Policy", { name }),
    made("UserPolicyAttachment", { user: name, policyArn: ownPolicy }),
  ]);

  test("has somebody to write them", () => {
    expect(saidOfStack(backupAccessComplete, whole, ocpRegister, "ocp")).toEqual([]);
  });

  test.each([
    [0, "there is no such user"],
    [1, "it has no policy of its name"],
    [2, "no policy is attached to it"],
  ])("lacks part %i", (gone, problem) => {
    const rest = whole.filter((_, index) => index !== gone);
    expect(saidOfStack(backupAccessComplete, rest, ocpRegister, "ocp")).toEqual([expect.stringContaining(problem)]);
  });
});
