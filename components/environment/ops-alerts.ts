import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf, awsManagedPolicy } from "../../model/arn.ts";
import type { Environment } from "../../model/schema/hosting.ts";
import { type EncryptedTopic, encryptedTopic } from "../aws/encrypted-topic.ts";
import { trustInService } from "../aws/policy-document.ts";
import { aws } from "../providers.ts";
import type { AlertKey } from "./alert-key.ts";
import { httpsSubscription } from "./https-subscription.ts";

export interface OpsAlertsArgs {
  readonly place: AwsPlace;
  readonly key: AlertKey;
  readonly alerts: NonNullable<Environment["alerts"]>;
}

/** The way from an environment's alarms to the Slack channel (NOTIFY-ALR-1). */
export class OpsAlerts extends pulumi.ComponentResource {
  /** Where alarms go to. */
  readonly topic: EncryptedTopic;

  constructor(environment: string, { place, key, alerts }: OpsAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:notify:OpsAlerts", environment, {}, opts);
    const inner = { parent: this };
    const name = `notify-${environment}-ops-alerts`;
    this.topic = encryptedTopic(name, { place, key, publisher: "cloudwatch.amazonaws.com" }, inner);
    if (alerts.relay !== undefined) httpsSubscription(name, this.topic, alerts.relay, inner);
    else this.#slackChannel(name, place, alerts);
    this.registerOutputs({});
  }

  #slackChannel(name: string, place: AwsPlace, alerts: OpsAlertsArgs["alerts"]): void {
    const readOnly = awsManagedPolicy(place, "CloudWatchReadOnlyAccess");
    const role = new aws.iam.Role(
      name,
      { name, assumeRolePolicy: trustInService("chatbot.amazonaws.com", place.accountId) },
      { parent: this },
    );
    const attachment = new aws.iam.RolePolicyAttachment(
      name,
      { role: name, policyArn: readOnly },
      { parent: this, dependsOn: [role] },
    );
    new aws.chatbot.SlackChannelConfiguration(
      name,
      {
        configurationName: name,
        slackTeamId: alerts.slackWorkspace,
        slackChannelId: alerts.slackChannel,
        iamRoleArn: arnOf(place, "iam", `role/${name}`, "global"),
        snsTopicArns: [this.topic.arn],
        // Left out, everybody in the channel could do everything in the account.
        guardrailPolicyArns: [readOnly],
        userAuthorizationRequired: true,
      },
      { parent: this, dependsOn: [attachment, this.topic.topic] },
    );
  }
}
