import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import { policyDocument } from "../aws/policy-document.ts";

/** Days that an uploaded list of recipients is kept, in all its versions: long enough to send to it. */
const daysKept = 7;

/** The bucket for lists of recipients that users upload (NOTIFY-SMK-4): private, encrypted, and emptied in time. */
export class CsvBucket extends pulumi.ComponentResource {
  constructor(name: string, place: AwsPlace, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:notify:CsvBucket", name, {}, opts);
    const bucket = new aws.s3.Bucket(name, { bucket: name }, { parent: this, protect: true });
    // By name, which is known at preview.
    const inner = { parent: this, dependsOn: [bucket] };
    const closed = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: name,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      inner,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: name,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
      },
      inner,
    );
    const versioning = new aws.s3.BucketVersioning(
      name,
      { bucket: name, versioningConfiguration: { status: "Enabled" } },
      inner,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: name,
        rules: [
          {
            id: "forget-recipients",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: daysKept },
            noncurrentVersionExpiration: { noncurrentDays: daysKept },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { ...inner, dependsOn: [versioning] },
    );
    const arn = `arn:${place.partition}:s3:::${name}`;
    new aws.s3.BucketPolicy(
      name,
      {
        bucket: name,
        policy: policyDocument({
          Sid: "EncryptedTransportOnly",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*"],
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
      { ...inner, dependsOn: [closed] },
    );
    this.registerOutputs({});
  }
}
