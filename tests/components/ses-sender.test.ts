import { describe, expect, test } from "vitest";
import { sendingPolicy } from "../../components/ses/sending-policy.ts";
import { notifyEnvironment } from "../../stacks/notify-environment.ts";
import { notifyRegister } from "../policies/compliant.ts";
import { find, recorded } from "../stacks/record.ts";

const production = { partition: "aws-us-gov", region: "us-gov-west-1", accountId: "111122223333" } as const;
const arn = (resource: string) => `arn:aws-us-gov:ses:us-gov-west-1:111122223333:${resource}`;

describe("the policy to send with", () => {
  const allows = (sendsFrom?: string[]) =>
    JSON.parse(sendingPolicy({ place: production, host: "notify.gov", sendsFrom }));

  test("is for one identity and its set, in their partition, from the sender's networks", () => {
    expect(allows(["192.0.2.0/24"]).Statement).toEqual([
      {
        Sid: "SendInOneName",
        Effect: "Allow",
        Action: ["ses:SendEmail", "ses:SendRawEmail"],
        Resource: [arn("identity/notify.gov"), arn("configuration-set/notify-gov")],
        Condition: { IpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } },
      },
    ]);
  });

  test("is for From addresses at the host where the sender's networks are not known", () => {
    expect(allows().Statement[0].Condition).toEqual({ StringLike: { "ses:FromAddress": "*@notify.gov" } });
  });
});

describe("a sender of an environment", () => {
  const resources = recorded(
    () => notifyEnvironment("production", { offline: true })(notifyRegister),
    "notify-production",
  );
  const made = async (type: string, name = "notify.gov") => find(await resources, type, name);

  test("signs with long keys and has a set of its own", async () => {
    expect((await made("EmailIdentity")).props).toEqual({
      emailIdentity: "notify.gov",
      configurationSetName: "notify-gov",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    expect((await made("ConfigurationSet")).props).toEqual({
      configurationSetName: "notify-gov",
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
  });

  test("has its bounces come back below its own name, or sends nothing", async () => {
    expect((await made("EmailIdentityMailFromAttributes")).props).toEqual({
      emailIdentity: "notify.gov",
      mailFromDomain: "mail.notify.gov",
      behaviorOnMxFailure: "REJECT_MESSAGE",
    });
  });

  test.each([
    ["bounce", "Bounce"],
    ["complaint", "Complaint"],
    ["delivery", "Delivery"],
  ])("tells the environment's API of a %s", async (kind, notificationType) => {
    expect((await made("IdentityNotificationTopic", `notify.gov-${kind}`)).props).toEqual({
      identity: "notify.gov",
      notificationType,
      topicArn: `arn:aws-us-gov:sns:us-gov-west-1:111122223333:notify-production-${kind}`,
      includeOriginalHeaders: true,
    });
  });

  test("publishes three keys whose names SES will tell", async () => {
    const identity = await made("EmailIdentity");
    for (const key of [1, 2, 3]) {
      const { props, propertyDependencies } = await made("DnsRecord", `notify.gov-dkim-ses-${key}`);
      expect(props).toMatchObject({ type: "CNAME", proxied: false });
      expect(propertyDependencies).toMatchObject({ name: [identity.urn], content: [identity.urn] });
    }
  });
});
