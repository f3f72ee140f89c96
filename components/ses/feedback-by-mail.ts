import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import { configurationSetOf } from "../../model/mail/ses-place.ts";
import { encryptedTopic } from "../aws/encrypted-topic.ts";
import type { TopicKey } from "../aws/topic-key.ts";
import { aws } from "../providers.ts";
import type { FeedbackTopics } from "./ses-sender.ts";

export interface FeedbackByMailArgs {
  readonly place: AwsPlace;
  readonly key: TopicKey;
  /** Who reads of bounces and complaints, and has to confirm once that they want to. */
  readonly address: string;
}

/** News of bounces and complaints of one sender, for people to read. */
export class FeedbackByMail extends pulumi.ComponentResource {
  readonly topics: FeedbackTopics;

  constructor(host: string, { place, key, address }: FeedbackByMailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:mail:FeedbackByMail", host, {}, opts);
    const inner = { parent: this };
    const told = (kind: "bounce" | "complaint") => {
      const name = `${configurationSetOf(host)}-${kind}`;
      const made = encryptedTopic(name, { place, key, publisher: "ses.amazonaws.com" }, inner);
      new aws.sns.TopicSubscription(
        name,
        { topic: made.arn, protocol: "email", endpoint: address },
        { ...inner, dependsOn: [made.topic] },
      );
      return made;
    };
    this.topics = { bounce: told("bounce"), complaint: told("complaint") };
    this.registerOutputs({});
  }
}
