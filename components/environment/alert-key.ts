import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import { type TopicKey, topicKey } from "../aws/topic-key.ts";

/** The key that an environment's topics are encrypted with: those of alarms and of mail feedback. */
export class AlertKey extends pulumi.ComponentResource implements TopicKey {
  readonly name: string;
  readonly alias: pulumi.Resource;

  constructor(environment: string, place: AwsPlace, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:notify:AlertKey", environment, {}, opts);
    const { name, alias } = topicKey(
      environment,
      {
        place,
        alias: `alias/notify-${environment}-topics`,
        description: `Topics of Notify's ${environment} environment`,
        publishers: ["cloudwatch.amazonaws.com", "ses.amazonaws.com"],
      },
      { parent: this },
    );
    this.name = name;
    this.alias = alias;
    this.registerOutputs({});
  }
}
