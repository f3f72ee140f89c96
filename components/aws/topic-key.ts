import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnOf } from "../../model/arn.ts";
import { aws } from "../providers.ts";
import { policyDocument } from "./policy-document.ts";

export interface TopicKeyArgs {
  readonly place: AwsPlace;
  /** What topics refer to it by: `alias/…`. */
  readonly alias: string;
  readonly description: string;
  /** The services of AWS that publish to topics which it encrypts. */
  readonly publishers: readonly string[];
}

/** A key that topics are encrypted with. */
export interface TopicKey {
  /** The name under which topics refer to the key; known at preview. */
  readonly name: string;
  /** What has to exist before a topic can use the key. */
  readonly alias: pulumi.Resource;
}

/**
 * A key for topics that services of AWS publish to. AWS's own key for topics would not do: those services cannot use it.
 */
export function topicKey(
  name: string,
  { place, alias, description, publishers }: TopicKeyArgs,
  opts: pulumi.CustomResourceOptions,
): TopicKey {
  const key = new aws.kms.Key(
    name,
    {
      description,
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
        ...publishers.map(
          (service) =>
            ({
              Sid: `${service.split(".")[0]}Publishes`,
              Effect: "Allow",
              Principal: { Service: service },
              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
              Resource: ["*"],
              Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
            }) as const,
        ),
      ),
    },
    { ...opts, protect: true },
  );
  return { name: alias, alias: new aws.kms.Alias(name, { name: alias, targetKeyId: key.keyId }, opts) };
}
