import type * as Aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptedTopic } from "../aws/encrypted-topic.ts";
import { aws } from "../providers.ts";

/** Minutes that the receiver may take to confirm. The provider's own minute is what the race is lost in. */
const minutesToConfirm = 10;

/**
 * A subscription that is there only once it is confirmed (NOTIFY-GOT-2). The receiver confirms by itself, and the engine
 * waits for that: what it does not get is an error of this update, not a subscription that stays pending unseen. The
 * receiver has to be deployed before.
 */
export function httpsSubscription(
  name: string,
  { arn, topic }: EncryptedTopic,
  endpoint: string,
  opts: pulumi.CustomResourceOptions,
): Aws.sns.TopicSubscription {
  return new aws.sns.TopicSubscription(
    name,
    {
      topic: arn,
      protocol: "https",
      endpoint,
      endpointAutoConfirms: true,
      confirmationTimeoutInMinutes: minutesToConfirm,
    },
    { ...opts, dependsOn: [topic] },
  );
}
