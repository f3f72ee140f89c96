import type * as Aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { aws } from "../providers.ts";
import { policyDocument } from "./policy-document.ts";
import type { TopicKey } from "./topic-key.ts";

export interface EncryptedTopicArgs {
  readonly place: AwsPlace;
  readonly key: TopicKey;
  /** The one service of AWS that publishes here, and only for this account's own sake. */
  readonly publisher: string;
}

/** A topic, and its ARN, which is known at preview. */
export interface EncryptedTopic {
  readonly arn: string;
  readonly topic: Aws.sns.Topic;
}

/** A topic that is encrypted, signs with SHA-256, and takes messages from one service. */
export function encryptedTopic(
  name: string,
  { place, key, publisher }: EncryptedTopicArgs,
  opts: pulumi.CustomResourceOptions,
): EncryptedTopic {
  const arn = arnOf(place, "sns", name);
  const topic = new aws.sns.Topic(
    name,
    {
      name,
      kmsMasterKeyId: key.name,
      signatureVersion: 2,
      policy: policyDocument({
        Sid: "OnePublisher",
        Effect: "Allow",
        Principal: { Service: publisher },
        Action: ["sns:Publish"],
        Resource: [arn],
        Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
      }),
    },
    { ...opts, dependsOn: [key.alias] },
  );
  return { arn, topic };
}
