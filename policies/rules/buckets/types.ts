import { shown } from "../reading.ts";
import type { Resource } from "../rule.ts";

/** Types by what they say of a bucket; most have a twin under a former name. */
export const bucketTypes = {
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  block: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  encryption: [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  ],
  versioning: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
  lifecycle: [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  ],
  policy: ["aws:s3/bucketPolicy:BucketPolicy"],
} as const;

/** Whether a resource is about one of these. */
export function isBucketType(thing: keyof typeof bucketTypes, { type }: Pick<Resource, "type">): boolean {
  return (bucketTypes[thing] as readonly string[]).includes(type);
}

/** The name of the bucket that a resource is, or is about. */
export function bucketNameOf({ props }: Resource): string {
  return shown(props.bucket ?? "");
}
