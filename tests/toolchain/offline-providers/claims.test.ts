import { describe, expect, test } from "vitest";
import { Claims } from "../../../toolchain/offline-providers/claims.ts";
import type { OfflineProvider } from "../../../toolchain/offline-providers/provider.ts";
import type { Bag } from "../../../toolchain/offline-providers/wire.ts";
import { providerOf } from "./provider-of.ts";

const account = (id: string, region = "us-west-2"): Bag => ({ region, allowedAccountIds: JSON.stringify([id]) });
const subject = (stack: string, type: string, name: string) => ({
  urn: `urn:pulumi:${stack}::gatehouse::${type}::${name}`,
});

const CHANNEL = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const channel = (name: string, slackChannelId = "C04U9BGHUDB"): Bag => ({
  configurationName: name,
  slackTeamId: "T0EXAMPLE01",
  slackChannelId,
  iamRoleArn: "arn:aws:iam::444455556666:role/alerts",
});

describe("one Slack channel of an account", () => {
  test("a second stack cannot have, which the first keeps", () => {
    const claims = new Claims();
    const [staging, demo] = [0, 1].map(() => providerOf("aws", account("444455556666"), { claims })) as [
      OfflineProvider,
      OfflineProvider,
    ];
    staging.create(subject("notify-staging", CHANNEL, "a"), channel("a"));
    expect(() => demo.create(subject("notify-demo", CHANNEL, "b"), channel("b"))).toThrow(
      "the service has the Slack channel C04U9BGHUDB in the account 444455556666 once, and urn:pulumi:notify-staging",
    );
    expect(() => demo.create(subject("notify-demo", CHANNEL, "b"), channel("b", "C0OTHER0000"))).not.toThrow();
  });

  test("nor has it for a stack whose state has it already", () => {
    const claims = new Claims();
    const staging = providerOf("aws", account("444455556666"), { claims });
    staging.check(subject("notify-staging", CHANNEL, "a"), channel("a"), channel("a"), "seed");
    const demo = providerOf("aws", account("444455556666"), { claims });
    expect(() => demo.create(subject("notify-demo", CHANNEL, "b"), channel("b"))).toThrow("notify-staging");
  });

  test("in other regions neither, but in other accounts", () => {
    const claims = new Claims();
    providerOf("aws", account("444455556666"), { claims }).create(subject("s", CHANNEL, "a"), channel("a"));
    const elsewhere = (id: string, region: string) => () =>
      providerOf("aws", account(id, region), { claims }).create(subject(`s-${id}`, CHANNEL, "b"), channel("b"));
    expect(elsewhere("444455556666", "us-east-1")).toThrow("once");
    expect(elsewhere("111122223333", "us-west-2")).not.toThrow();
  });

  test("is free again once it is deleted, or changed for another", () => {
    const claims = new Claims();
    const aws = providerOf("aws", account("444455556666"), { claims });
    const [a, b] = [subject("s", CHANNEL, "a"), subject("s", CHANNEL, "b")];
    aws.create(a, channel("a"));
    aws.delete(a, channel("a"));
    const { id, state } = aws.create(b, channel("b"));
    aws.update(b, { id, inputs: channel("b"), state }, channel("b", "C0OTHER0000"));
    expect(() => aws.create(a, channel("a"))).not.toThrow();
  });

  test("a preview tells of two in one program, and leaves nothing behind", () => {
    const claims = new Claims();
    const planning = providerOf("aws", account("444455556666"), { claims });
    planning.create({ ...subject("s", CHANNEL, "a"), preview: true }, channel("a"));
    expect(() => planning.create({ ...subject("s", CHANNEL, "b"), preview: true }, channel("b"))).toThrow("once");
    const doing = providerOf("aws", account("444455556666"), { claims });
    expect(() => doing.create(subject("s", CHANNEL, "b"), channel("b"))).not.toThrow();
  });

  test("a replacement of itself may have it", () => {
    const aws = providerOf("aws", account("444455556666"));
    aws.create(subject("s", CHANNEL, "a"), channel("a"));
    expect(() => aws.create(subject("s", CHANNEL, "a"), channel("renamed"))).not.toThrow();
  });
});

const key = `ssh-ed25519 ${Buffer.from("made up").toString("base64")}`;

describe("what a service has once of a name is refused the second time", () => {
  test.each<[string, Bag]>([
    ["aws:iam/user:User", { name: "ada", path: "/" }],
    ["aws:iam/role:Role", { name: "ada", assumeRolePolicy: "{}" }],
    ["aws:iam/policy:Policy", { name: "ada", policy: "{}" }],
    ["aws:kms/alias:Alias", { name: "alias/ada", targetKeyId: "1" }],
    ["aws:s3/bucket:Bucket", { bucket: "ada-backups" }],
    ["aws:sesv2/emailIdentity:EmailIdentity", { emailIdentity: "ada.example.gov" }],
    ["aws:sesv2/configurationSet:ConfigurationSet", { configurationSetName: "ada" }],
    ["aws:sns/smsPreferences:SmsPreferences", { monthlySpendLimit: 1 }],
    ["github:index/repository:Repository", { name: "ada" }],
    ["github:index/team:Team", { name: "Ada's team" }],
    ["github:index/organizationSettings:OrganizationSettings", { billingEmail: "ada@example.gov" }],
    ["github:index/branchProtection:BranchProtection", { repositoryId: "ada", pattern: "main" }],
    ["github:index/repositoryPages:RepositoryPages", { repository: "ada", source: { branch: "main" } }],
    ["hcloud:index/server:Server", { name: "ada", serverType: "cx23", image: "ubuntu-24.04" }],
    ["hcloud:index/firewall:Firewall", { name: "ada" }],
    ["hcloud:index/sshKey:SshKey", { name: "ada", publicKey: key }],
    ["linode:index/instance:Instance", { label: "ada", region: "eu-west" }],
    ["linode:index/firewall:Firewall", { label: "ada" }],
  ])("%s", (type, inputs) => {
    const provider = providerOf(type.split(":")[0] ?? "", account("444455556666"));
    provider.create(subject("one", type, "one"), inputs);
    expect(() => provider.create(subject("two", type, "two"), inputs)).toThrow(/has it$/);
  });
});
