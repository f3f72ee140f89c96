import { describe, expect, test } from "vitest";
import { bucketsComplete } from "../../../../policies/rules/buckets/complete.ts";
import { bucketsByKind } from "../../../../policies/rules/buckets/kinds.ts";
import { bucketsPrivate } from "../../../../policies/rules/buckets/private.ts";
import type { ResourceRule } from "../../../../policies/rules/rule.ts";
import { notifyRegister, ocpRegister } from "../../compliant.ts";
import { saidOf, saidOfStack } from "../../judge.ts";
import { aws, inStack } from "../notify/in-stack.ts";

const uploads = "notify-api-csv-upload-bucket-staging";
const state = "notify-terraform-state-staging";
const [backup, pgBackRest] = ["ocp-toucan-backup", "ocp-kingfisher-replica-backup"];

/** A rule's verdict on a part of a bucket, in the stack that the bucket is of. */
function judge(rule: ResourceRule, name: string, bucket: unknown, props: Record<string, unknown>) {
  const ocp = String(bucket).startsWith("ocp-");
  const made = inStack(ocp ? "ocp" : "notify-staging", aws("s3", name), { bucket, ...props });
  return saidOf(rule, made, ocp ? ocpRegister : notifyRegister);
}

describe("a bucket", () => {
  test.each(["Bucket", "BucketV2"])("of the register that says nothing itself passes, as %s", (type) => {
    expect(judge(bucketsPrivate, type, uploads, {})).toEqual([]);
    expect(judge(bucketsPrivate, type, backup, { tags: { holds: "backups" }, forceDestroy: false })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["another-bucket", {}, "the register has no bucket another-bucket for this stack"],
    ["notify-api-csv-upload-bucket-production", {}, "has no bucket notify-api-csv-upload-bucket-production"],
    ["constructor", {}, "the register has no bucket constructor"],
    [uploads, { acl: "public-read" }, "it sets acl itself"],
    [uploads, { website: {} }, "it sets website itself"],
    [uploads, { lifecycleRules: [{ enabled: true, expiration: { days: 1 } }] }, "it sets lifecycleRules itself"],
    [uploads, { versioning: { enabled: false } }, "it sets versioning itself"],
    [uploads, { forceDestroy: true }, "what it holds would be deleted with it"],
  ])("%s %j is refused", (name, props, problem) => {
    for (const type of ["Bucket", "BucketV2"])
      expect(judge(bucketsPrivate, type, name, props)).toEqual([expect.stringContaining(problem)]);
  });

  test("without a name, or whose name is not known yet, is not taken for one of the register's", () => {
    expect(judge(bucketsPrivate, "Bucket", undefined, { bucketPrefix: "notify-" })).toHaveLength(1);
  });
});

describe("the block of public access", () => {
  const four = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };

  test("blocks all four kinds", () => {
    expect(judge(bucketsPrivate, "BucketPublicAccessBlock", state, four)).toEqual([]);
    for (const each of Object.keys(four)) {
      for (const value of [undefined, false, "true"])
        expect(judge(bucketsPrivate, "BucketPublicAccessBlock", state, { ...four, [each]: value })).toHaveLength(1);
    }
    expect(judge(bucketsPrivate, "BucketPublicAccessBlock", state, { ...four, skipDestroy: true })).toHaveLength(1);
  });
});

describe("the policy", () => {
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${state}`, `arn:aws:s3:::${state}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const said = (...statements: unknown[]) =>
    judge(bucketsPrivate, "BucketPolicy", state, { policy: JSON.stringify({ Statement: statements }) });

  test.each<[string, unknown]>([
    ["as it is", deny],
    ["with a Boolean", { ...deny, Condition: { Bool: { "AWS:SecureTransport": false } } }],
    ["for everything", { ...deny, Action: ["*"], Resource: "*", Principal: { AWS: "*" } }],
  ])("denies everything without TLS: %s", (_, statement) => {
    expect(said(statement)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["the bucket alone", { ...deny, Resource: `arn:aws:s3:::${state}` }],
    ["objects alone", { ...deny, Resource: `arn:aws:s3:::${state}/*` }],
    ["another partition", { ...deny, Resource: [`arn:aws-us-gov:s3:::${state}`, `arn:aws-us-gov:s3:::${state}/*`] }],
    ["reading alone", { ...deny, Action: "s3:Get*" }],
    ["one principal alone", { ...deny, Principal: { AWS: "arn:aws:iam::444455556666:root" } }],
    ["what comes over TLS", { ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["what says whether it comes over TLS", { ...deny, Condition: { BoolIfExists: deny.Condition.Bool } }],
    ["one network alone", { ...deny, Condition: { ...deny.Condition, IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }],
  ])("that denies %s leaves it open", (_, statement) => {
    expect(said(statement).join()).toContain("it can be reached without TLS");
  });

  test.each<[string, unknown]>([
    ["everybody", { ...deny, Condition: undefined }],
    [
      "everybody but one",
      { ...deny, Principal: undefined, NotPrincipal: { AWS: "999999999999" }, Condition: undefined },
    ],
    ["whoever comes over TLS", { ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["other networks", { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }],
    ["one user", { ...deny, Principal: { AWS: "arn:aws:iam::444455556666:user/x" }, Condition: undefined }],
  ])("shuts nobody out: not %s", (_, statement) => {
    expect(said(deny, statement)).toEqual([expect.stringContaining("its policy shuts somebody out")]);
  });

  test("lets nobody in, and can be read", () => {
    expect(said(deny, { ...deny, Effect: "Allow" })).toEqual([expect.stringContaining("its policy lets somebody in")]);
    expect(judge(bucketsPrivate, "BucketPolicy", state, { policy: "{" })).toHaveLength(1);
  });
});

describe.each(["", "V2"])("the settings of a bucket, in types that end with '%s'", (version) => {
  const part = (name: string, bucket: string, props: Record<string, unknown>) =>
    judge(bucketsByKind, `Bucket${name}${version}`, bucket, props);

  test.each(["AES256", "aws:kms", "aws:kms:dsse"])("encrypt, with %s", (sseAlgorithm) => {
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }];
    expect(part("ServerSideEncryptionConfiguration", uploads, { rules })).toEqual([]);
  });

  test.each([undefined, [], [{}], [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "none" } }]])(
    "do not encrypt, with %j",
    (rules) => {
      expect(part("ServerSideEncryptionConfiguration", uploads, { rules })).toHaveLength(1);
    },
  );

  test("keep versions of state", () => {
    const versioning = (status?: string) => ({ versioningConfiguration: { status } });
    expect(part("Versioning", state, versioning("Enabled"))).toEqual([]);
    for (const status of ["Suspended", "Disabled", undefined])
      expect(part("Versioning", state, versioning(status))).toHaveLength(1);
    expect(part("Versioning", backup, versioning("Suspended"))).toEqual([]);
  });

  test("are of a bucket that the register has", () => {
    expect(part("Versioning", "another-bucket", {})).toEqual([expect.stringContaining("has no bucket another-bucket")]);
  });

  const lifecycle = (bucket: string, ...rules: unknown[]) => part("LifecycleConfiguration", bucket, { rules });

  describe("for uploads", () => {
    const rule = { status: "Enabled", expiration: { days: 7 }, noncurrentVersionExpiration: { noncurrentDays: 7 } };

    test.each<[Record<string, unknown>, number]>([
      [{}, 0],
      [{ filter: { prefix: "" }, expiration: { days: 1 } }, 0],
      [{ filter: {}, prefix: "" }, 0],
      [{ expiration: { days: 8 } }, 1],
      [{ expiration: { days: 0 } }, 1],
      [{ expiration: undefined }, 1],
      [{ noncurrentVersionExpiration: { noncurrentDays: 8 } }, 1],
      [{ noncurrentVersionExpiration: undefined }, 1],
      [{ noncurrentVersionExpiration: { noncurrentDays: 7, newerNoncurrentVersions: 3 } }, 1],
      [{ status: "Disabled" }, 1],
      [{ filter: { prefix: "some/" } }, 1],
      [{ filter: { tag: { key: "a", value: "b" } } }, 1],
      [{ prefix: "some/" }, 1],
    ])("%j: %i problems", (change, times) => {
      expect(lifecycle(uploads, { ...rule, ...change })).toHaveLength(times);
    });

    test("no rule at all", () => {
      expect(lifecycle(uploads)).toHaveLength(1);
    });
  });

  test.each<[unknown, number]>([
    [{ noncurrentVersionExpiration: { noncurrentDays: 90 } }, 0],
    [{ noncurrentVersionExpiration: { noncurrentDays: 89 } }, 1],
    [{ expiration: { days: 3650 } }, 1],
    [{ expiration: { date: "2030-01-01" } }, 1],
    [{ expiration: { expiredObjectDeleteMarker: true } }, 0],
    [{ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }, 0],
  ])("for state: %j: %i problems", (rule, times) => {
    expect(lifecycle(state, rule)).toHaveLength(times);
  });

  describe("for backups", () => {
    const rule = {
      id: "delete-after-30-days",
      status: "Enabled",
      expiration: { days: 30 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    };

    test.each<[Record<string, unknown>, number]>([
      [{}, 0],
      [{ filter: { prefix: "" } }, 0],
      [{ id: "delete" }, 1],
      [{ status: "Disabled" }, 1],
      [{ abortIncompleteMultipartUpload: undefined }, 1],
      [{ expiration: { days: 31 } }, 2],
      [{ expiration: { days: 29 } }, 2],
      [{ filter: { prefix: "daily/" } }, 1],
    ])("%j: %i problems", (change, times) => {
      expect(lifecycle(backup, { ...rule, ...change })).toHaveLength(times);
    });

    test("no second rule deletes them earlier", () => {
      expect(lifecycle(backup, rule, { id: "more", status: "Enabled", expiration: { days: 3 } })).toHaveLength(1);
    });

    test("none of pgBackRest's", () => {
      expect(lifecycle(pgBackRest, rule)).toHaveLength(1);
      expect(lifecycle(pgBackRest)).toHaveLength(1);
    });
  });
});

describe("the buckets of a stack", () => {
  const parts: Readonly<Record<string, string>> = {
    Bucket: "it is not once in this stack",
    BucketPublicAccessBlock: "nothing blocks public access to it",
    BucketServerSideEncryptionConfiguration: "nothing says how it is encrypted",
    BucketPolicy: "it has no policy that demands TLS",
    BucketVersioning: "nothing says that it keeps versions",
    BucketLifecycleConfiguration: "nothing says when its objects are deleted",
  };
  const whole = (stack: string, ...buckets: string[]) =>
    buckets.flatMap((bucket) => Object.keys(parts).map((name) => inStack(stack, aws("s3", name), { bucket }, bucket)));
  const ofStaging = () => whole("notify-staging", uploads, state);
  const ofOcp = () => whole("ocp", backup, pgBackRest, "gatehouse-ocp-state");
  const said = (resources: ReturnType<typeof whole>) =>
    saidOfStack(bucketsComplete, resources, notifyRegister, "notify-staging");

  test("are there with all their parts", () => {
    expect(said(ofStaging())).toEqual([]);
    expect(saidOfStack(bucketsComplete, ofOcp(), ocpRegister, "ocp")).toEqual([]);
  });

  const needed = [uploads, state].flatMap((bucket) =>
    Object.entries(parts)
      .filter(([name]) => name !== (bucket === uploads ? "BucketVersioning" : "BucketLifecycleConfiguration"))
      .map(([name, problem]) => [bucket, name, problem] as const),
  );

  test.each(needed)("%s without its %s is refused, and with two", (bucket, name, problem) => {
    const isIt = (each: { type: string; name: string }) => each.type.endsWith(`:${name}`) && each.name === bucket;
    const rest = ofStaging().filter((each) => !isIt(each));
    const twice = [...ofStaging(), ...ofStaging().filter(isIt)];
    for (const resources of [rest, twice]) expect(said(resources)).toEqual([expect.stringContaining(problem)]);
  });

  test("what pgBackRest deletes needs no rule, and backups no versions", () => {
    const rest = ofOcp().filter(
      ({ type, name }) =>
        !(type.endsWith(":BucketLifecycleConfiguration") && ![backup, "gatehouse-ocp-state"].includes(name)) &&
        !(type.endsWith(":BucketVersioning") && name !== "gatehouse-ocp-state"),
    );
    expect(saidOfStack(bucketsComplete, rest, ocpRegister, "ocp")).toEqual([]);
  });
});
