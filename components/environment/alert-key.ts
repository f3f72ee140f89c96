import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { policyDocument } from "../aws/policy-document.ts";

/**
 * The key that an environment's topics are encrypted with. AWS's own key for topics would not do: alarms and mail
 * feedback come from services that cannot use it.
 */
export class AlertKey extends pulumi.ComponentResource {
  /** The name under which topics refer to the key; known at preview. */
  readonly name: string;
  /** What has to exist before a topic can use the key. */
  readonly alias: pulumi.Resource;

  constructor(environment: string, place: AwsPlace, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:notify:AlertKey", environment, {}, opts);
    const inner = { parent: this };
    this.name = `alias/notify-${environment}-topics`;
    const mayUse = (service: string) =>
      ({
        Sid: `${service.split(".")[0]}Publishes`,
        Effect: "Allow",
        Principal: { Service: service },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: ["*"],
        Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
      }) as const;
    const key = new aws.kms.Key(
      environment,
      {
        description: `Topics of Notify's ${environment} environment`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policyDocument(
          {
            Sid: "AccountDecidesByIam",
            Effect: "Allow",
            Principal: { AWS: arnOf(place, "iam", "root", "global") },
            Action: ["kms:*"],
            Resource: ["*"],
          },
          mayUse("cloudwatch.amazonaws.com"),
          mayUse("ses.amazonaws.com"),
        ),
      },
      { ...inner, protect: true },
    );
    this.alias = new aws.kms.Alias(environment, { name: this.name, targetKeyId: key.keyId }, inner);
    this.registerOutputs({});
  }
}
