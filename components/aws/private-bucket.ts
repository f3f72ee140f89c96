import type * as Aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import type { BucketKind } from "../../model/schema/hosting.ts";
import { aws } from "../providers.ts";
import { policyDocument } from "./policy-document.ts";

export interface PrivateBucketArgs {
  readonly place: AwsPlace;
  readonly kind: BucketKind;
}

type LifecycleRule = Omit<Aws.types.input.s3.BucketLifecycleConfigurationRule, "status" | "filter">;

/** What becomes of objects of each kind (S3-1). Days of uploads are enough to send to them, in all their versions. */
const kinds: Readonly<Record<BucketKind, { readonly versioned: boolean; readonly rule?: LifecycleRule }>> = {
  "csv-upload": {
    versioned: true,
    rule: {
      id: "forget-recipients",
      expiration: { days: 7 },
      noncurrentVersionExpiration: { noncurrentDays: 7 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    },
  },
  state: {
    versioned: true,
    rule: {
      id: "keep-earlier-states-for-a-year",
      noncurrentVersionExpiration: { noncurrentDays: 365 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
  },
  backup: {
    versioned: false,
    rule: {
      id: "delete-after-30-days",
      expiration: { days: 30 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
  },
  // pgBackRest knows which of its files belong together, and deletes them itself.
  "pgbackrest-backup": { versioned: false },
};

/** A bucket that nobody reaches but by IAM, over TLS; encrypted, and emptied as its kind demands. */
export class PrivateBucket extends pulumi.ComponentResource {
  /** The bucket itself, to be there before what refers to it by name. */
  readonly bucket: Aws.s3.Bucket;

  constructor(name: string, { place, kind }: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:aws:PrivateBucket", name, {}, opts);
    this.bucket = new aws.s3.Bucket(name, { bucket: name }, { parent: this, protect: true });
    // By name, which is known at preview.
    const inner = { parent: this, dependsOn: [this.bucket] };
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
    const { versioned, rule } = kinds[kind];
    const versioning = versioned
      ? [new aws.s3.BucketVersioning(name, { bucket: name, versioningConfiguration: { status: "Enabled" } }, inner)]
      : [];
    if (rule !== undefined) {
      new aws.s3.BucketLifecycleConfiguration(
        name,
        { bucket: name, rules: [{ ...rule, status: "Enabled", filter: { prefix: "" } }] },
        { parent: this, dependsOn: [this.bucket, ...versioning] },
      );
    }
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
      { parent: this, dependsOn: [closed] },
    );
    this.registerOutputs({});
  }
}
