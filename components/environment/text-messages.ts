import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { policyDocument, trustInService } from "../aws/policy-document.ts";

export interface TextMessagesArgs {
  readonly place: AwsPlace;
  /** US dollars. */
  readonly monthlySpendLimit: number;
}

/** The settings of text messages, which an account has once in a region, and the log of what became of each message. */
export class TextMessages extends pulumi.ComponentResource {
  constructor(
    environment: string,
    { place, monthlySpendLimit }: TextMessagesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:notify:TextMessages", environment, {}, opts);
    const name = `notify-${environment}-text-message-log`;
    const role = new aws.iam.Role(
      name,
      { name, assumeRolePolicy: trustInService("sns.amazonaws.com", place.accountId) },
      { parent: this },
    );
    const log = `log-group:sns/${place.region}/${place.accountId}/DirectPublishToPhoneNumber`;
    new aws.iam.RolePolicy(
      name,
      {
        name,
        role: name,
        policy: policyDocument({
          Sid: "LogOfTextMessages",
          Effect: "Allow",
          Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
          // The group of what arrived, and the one of what did not, whose name goes on with /Failure.
          Resource: ["", ":*", "/Failure", "/Failure:*"].map((end) => arnOf(place, "logs", `${log}${end}`)),
        }),
      },
      { parent: this, dependsOn: [role] },
    );
    new aws.sns.SmsPreferences(
      environment,
      {
        defaultSenderId: "Notify-Gov",
        defaultSmsType: "Transactional",
        monthlySpendLimit,
        deliveryStatusIamRoleArn: arnOf(place, "iam", `role/${name}`, "global"),
        deliveryStatusSuccessSamplingRate: "100",
      },
      { parent: this, dependsOn: [role] },
    );
    this.registerOutputs({});
  }
}
