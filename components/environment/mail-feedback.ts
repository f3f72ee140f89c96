import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import { type EncryptedTopic, encryptedTopic } from "../aws/encrypted-topic.ts";
import type { AlertKey } from "./alert-key.ts";
import { httpsSubscription } from "./https-subscription.ts";

/** What receivers of mail tell back. */
export const feedbackKinds = ["bounce", "complaint", "delivery"] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

export interface MailFeedbackArgs {
  readonly place: AwsPlace;
  readonly key: AlertKey;
  /** Where the API answers, without a path. */
  readonly apiUrl: string;
}

/** The topics by which the mail service tells the API what became of its mail, and the API's subscriptions (NOTIFY-GOT-2). */
export class MailFeedback extends pulumi.ComponentResource {
  readonly topics: Readonly<Record<FeedbackKind, EncryptedTopic>>;

  constructor(environment: string, { place, key, apiUrl }: MailFeedbackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:notify:MailFeedback", environment, {}, opts);
    const inner = { parent: this };
    const topics = feedbackKinds.map((kind) => {
      const name = `notify-${environment}-${kind}`;
      const topic = encryptedTopic(name, { place, key, publisher: "ses.amazonaws.com" }, inner);
      httpsSubscription(name, topic, `${apiUrl.replace(/\/$/, "")}/notifications/email/ses`, inner);
      return [kind, topic] as const;
    });
    this.topics = Object.fromEntries(topics) as Record<FeedbackKind, EncryptedTopic>;
    this.registerOutputs({});
  }
}
