import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { policyDocument, trustInService } from "../aws/policy-document.ts";
import { aws } from "../providers.ts";
import { toLogTexts } from "./log-of-texts.ts";

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
    new aws.iam.RolePolicy(
      name,
      {
        name,
        role: name,
        policy: policyDocument(toLogTexts(place)),
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
