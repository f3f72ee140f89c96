import { hex } from "../invent.ts";
import {
  boolean,
  identity,
  integer,
  list,
  type Made,
  map,
  object,
  output,
  type Property,
  replaces,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import { dnsSuffixOf, jsonFailures, partitionOf, region, tags, tagsAll } from "./common.ts";

const bucketName = {
  matches: {
    pattern: /^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    says: "a bucket's name: 3 to 63 lower-case letters, digits, `.` or `-`",
  },
} as const;

const homeOf = (made: Made) => made.text("region") || made.configured("region");
const domainOf = (made: Made) => `${made.text("bucket")}.s3.${dnsSuffixOf(homeOf(made))}`;
const regionalDomainOf = (made: Made) => `${made.text("bucket")}.s3.${homeOf(made)}.${dnsSuffixOf(homeOf(made))}`;

const transition = (days: "days" | "noncurrentDays", more: Readonly<Record<string, Property>>): Property =>
  set(object({ [days]: integer(days === "noncurrentDays" ? required : {}), storageClass: string(required), ...more }));

const encryption = object(
  {
    applyServerSideEncryptionByDefault: object({
      kmsMasterKeyId: string(),
      sseAlgorithm: string({ ...required, oneOf: ["AES256", "aws:kms", "aws:kms:dsse"] }),
    }),
    blockedEncryptionTypes: list(string()),
    bucketKeyEnabled: boolean(),
  },
  {},
);

const time = { status: string(), minutes: integer() };

/** Most of its settings have types of their own by now; they are listed because the provider still takes them. */
export const bucket: Table = {
  type: "aws:s3/bucket:Bucket",
  inputs: {
    accelerationStatus: string({ filled: "", oneOf: ["Enabled", "Suspended"] }),
    acl: string({ filled: "private" }),
    bucket: string({ ...replaces, ...bucketName }),
    bucketNamespace: string({ ...replaces, filled: "global" }),
    bucketPrefix: string({ ...replaces, filled: "" }),
    corsRules: list(
      object({
        allowedHeaders: list(string()),
        allowedMethods: list(string(), required),
        allowedOrigins: list(string(), required),
        exposeHeaders: list(string()),
        maxAgeSeconds: integer(),
      }),
      { filled: [] },
    ),
    forceDestroy: boolean({ default: false }),
    grants: set(object({ id: string(), permissions: set(string(), required), type: string(required), uri: string() }), {
      filled: [],
    }),
    lifecycleRules: list(
      object({
        abortIncompleteMultipartUploadDays: integer(),
        enabled: boolean(required),
        expiration: object({ date: string(), days: integer(), expiredObjectDeleteMarker: boolean() }),
        id: string(),
        noncurrentVersionExpiration: object({ days: integer() }),
        noncurrentVersionTransitions: transition("days", {}),
        prefix: string(),
        tags: map(string()),
        transitions: transition("days", { date: string() }),
      }),
      { filled: [] },
    ),
    logging: object({ targetBucket: string(required), targetPrefix: string() }, { filled: {} }),
    objectLockConfiguration: object(
      {
        objectLockEnabled: string(),
        rule: object({ defaultRetention: object({ days: integer(), mode: string(), years: integer() }, required) }),
      },
      { filled: {} },
    ),
    objectLockEnabled: boolean({ ...replaces, filled: false }),
    policy: string({ filled: "" }),
    region,
    replicationConfiguration: object(
      {
        role: string(required),
        rules: set(
          object({
            deleteMarkerReplicationStatus: string(),
            destination: object(
              {
                accessControlTranslation: object({ owner: string(required) }),
                accountId: string(),
                bucket: string(required),
                metrics: object(time),
                replicaKmsKeyId: string(),
                replicationTime: object(time),
                storageClass: string(),
              },
              required,
            ),
            filter: object({ prefix: string(), tags: map(string()) }),
            id: string(),
            prefix: string(),
            priority: integer(),
            sourceSelectionCriteria: object({ sseKmsEncryptedObjects: object({ enabled: boolean(required) }) }),
            status: string(required),
          }),
          required,
        ),
      },
      { filled: {} },
    ),
    requestPayer: string({ filled: "BucketOwner" }),
    serverSideEncryptionConfiguration: object({ rule: { ...encryption, ...required } }, { filled: {} }),
    tags,
    versioning: object({ enabled: boolean(), mfaDelete: boolean() }, { filled: {} }),
    website: object(
      { errorDocument: string(), indexDocument: string(), redirectAllRequestsTo: string(), routingRules: string() },
      { filled: {} },
    ),
  },
  outputs: {
    arn: output(string(), (made) => `arn:${partitionOf(homeOf(made))}:s3:::${made.text("bucket")}`),
    bucketDomainName: output(string(), domainOf),
    bucketRegion: output(string(), homeOf),
    bucketRegionalDomainName: output(string(), regionalDomainOf),
    hostedZoneId: output(string(), (made) => `Z${hex(homeOf(made), 13).toUpperCase()}`),
    tagsAll,
    websiteDomain: output(string(), ""),
    websiteEndpoint: output(string(), ""),
  },
  once: (made) => [`the bucket ${made.text("bucket")} in ${partitionOf(made.configured("region"))}`],
  id: (made) => made.text("bucket"),
  autoname: { property: "bucket", most: 63 },
  check: (inputs) => (inputs.policy === "" ? [] : jsonFailures(inputs, ["policy"])),
  import: { format: "BUCKET", inputs: (id) => ({ bucket: id }) },
};

/** Settings of a bucket that are resources of their own: the id is the bucket's name. */
const ofBucket = (type: string, inputs: Table["inputs"], check?: Table["check"]): Table => ({
  type,
  inputs: { bucket: string(identity), region, ...inputs },
  outputs: {},
  id: (made) => made.text("bucket"),
  ...(check !== undefined && { check }),
  import: { format: "BUCKET", inputs: (id) => ({ bucket: id }) },
});

const owner = string(replaces);

export const bucketPolicy: Table = ofBucket(
  "aws:s3/bucketPolicy:BucketPolicy",
  { policy: string(required) },
  (inputs) => jsonFailures(inputs, ["policy"]),
);

export const bucketPublicAccessBlock: Table = ofBucket("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
  blockPublicAcls: boolean({ default: false }),
  blockPublicPolicy: boolean({ default: false }),
  ignorePublicAcls: boolean({ default: false }),
  restrictPublicBuckets: boolean({ default: false }),
  skipDestroy: boolean(),
});

export const bucketEncryption: Table = ofBucket(
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  { expectedBucketOwner: owner, rules: set(encryption, required) },
);

export const bucketVersioning: Table = ofBucket("aws:s3/bucketVersioning:BucketVersioning", {
  expectedBucketOwner: owner,
  mfa: string(),
  versioningConfiguration: object(
    { mfaDelete: string(), status: string({ ...required, oneOf: ["Enabled", "Suspended", "Disabled"] }) },
    required,
  ),
});

export const bucketLifecycle: Table = ofBucket("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
  expectedBucketOwner: string({ ...replaces, filled: "" }),
  rules: list(
    object({
      abortIncompleteMultipartUpload: object({ daysAfterInitiation: integer() }),
      expiration: object({ date: string(), days: integer(), expiredObjectDeleteMarker: boolean() }),
      filter: object({
        and: object({
          objectSizeGreaterThan: integer(),
          objectSizeLessThan: integer(),
          prefix: string(),
          tags: map(string()),
        }),
        objectSizeGreaterThan: integer(),
        objectSizeLessThan: integer(),
        prefix: string(),
        tag: object({ key: string(required), value: string(required) }),
      }),
      id: string({ ...required, length: [1, 255] }),
      noncurrentVersionExpiration: object({ newerNoncurrentVersions: integer(), noncurrentDays: integer(required) }),
      noncurrentVersionTransitions: transition("noncurrentDays", { newerNoncurrentVersions: integer() }),
      prefix: string(),
      status: string({ ...required, oneOf: ["Enabled", "Disabled"] }),
      transitions: transition("days", { date: string() }),
    }),
  ),
  timeouts: object({ create: string(), update: string() }),
  transitionDefaultMinimumObjectSize: string({ filled: "all_storage_classes_128K" }),
});
