import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf, awsManagedPolicy } from "../../model/arn.ts";
import type { Alerts } from "../../model/environments.ts";
import { encryptedTopic } from "../aws/encrypted-topic.ts";
import { trustInService } from "../aws/policy-document.ts";
import { aws } from "../providers.ts";
import type { AlertKey } from "./alert-key.ts";
import { httpsSubscription } from "./https-subscription.ts";

export interface OpsAlertsArgs {
  readonly place: AwsPlace;
  readonly key: AlertKey;
  /** How alarms reach people, by environment: this one, and those that share its account. */
  readonly alerts: Readonly<Record<string, Alerts>>;
}

/** The topic that an environment's alarms are sent to. */
export const alertsTopicOf = (environment: string): string => `notify-${environment}-ops-alerts`;

/**
 * The way from alarms to the Slack channel (NOTIFY-ALR-1). AWS takes one configuration of a channel in an account, which
 * listens to any number of topics. So the stack that owns the account makes it, and with it the topics of all environments
 * there: a channel that listens to another stack's topic would lose it, unseen, whenever that topic is made anew.
 */
export class OpsAlerts extends pulumi.ComponentResource {
  /** What has to be there before an alarm sends to it. */
  readonly topics: readonly pulumi.Resource[];

  constructor(environment: string, { place, key, alerts }: OpsAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:notify:OpsAlerts", environment, {}, opts);
    const inner = { parent: this };
    const ways = Object.entries(alerts).map(([of, way]) => {
      const name = alertsTopicOf(of);
      return { name, way, topic: encryptedTopic(name, { place, key, publisher: "cloudwatch.amazonaws.com" }, inner) };
    });
    this.topics = ways.map(({ topic }) => topic.topic);
    for (const { name, way, topic } of ways) {
      if (way.relay !== undefined) httpsSubscription(name, topic, way.relay, inner);
    }
    const inChat = ways.filter(({ way }) => way.relay === undefined);
    const [first] = inChat;
    const heard = inChat.map(({ topic }) => topic.arn);
    if (first !== undefined) this.#slackChannel(alertsTopicOf(environment), place, first.way, heard);
    this.registerOutputs({});
  }

  #slackChannel(name: string, place: AwsPlace, alerts: Alerts, snsTopicArns: string[]): void {
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
        snsTopicArns,
        // Left out, everybody in the channel could do everything in the account.
        guardrailPolicyArns: [readOnly],
        userAuthorizationRequired: true,
      },
      { parent: this, dependsOn: [attachment, ...this.topics] },
    );
  }
}
