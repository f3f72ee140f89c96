import { listed, problems } from "../grants.ts";
import { deniesPlainText } from "../iam/called-for.ts";
import { fits, readDocument, type Statement } from "../iam/document.ts";
import { isOn, list } from "../reading.ts";
import { type Resource, type ResourceRule, stackOf } from "../rule.ts";
import { bucketsOfStack, placeOfStack } from "../stack-place.ts";
import { bucketNameOf, bucketTypes, isBucketType } from "./types.ts";

const four = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** What a bucket does not say itself: types of their own do, and rules judge those. */
const elsewhere = [
  ...["acl", "grants", "policy", "website", "corsRules", "replicationConfiguration"],
  ...["lifecycleRules", "serverSideEncryptionConfiguration", "versioning"],
];

/** Buckets are ones that the register has, closed to the world, and reached over TLS only. */
export const bucketsPrivate: ResourceRule = {
  name: "buckets-private",
  clauses: ["S3-1"],
  level: "mandatory",
  description:
    "A bucket is one that the register gives its stack, blocks every kind of public access, lets nobody in by lists or policies of its own, and is reached over TLS only.",
  remedy:
    "Leave the bucket to the stack, which makes it from register/ORGANISATION/buckets.yaml: all four of BucketPublicAccessBlock true (each is false when left out), and a policy that denies everything without TLS and allows nothing.",
  scope: "resource",
  types: [...bucketTypes.bucket, ...bucketTypes.block, ...bucketTypes.policy],
  judge: (resource, { register }) => {
    const stack = stackOf(resource);
    const name = bucketNameOf(resource);
    const unknown =
      !Object.hasOwn(bucketsOfStack(register, stack), name) && `the register has no bucket ${name} for this stack`;
    if (isBucketType("bucket", resource)) return problems(unknown, ...bucketProblems(resource));
    if (isBucketType("block", resource)) return problems(unknown, ...blockProblems(resource));
    const partition = placeOfStack(register, stack)?.partition;
    return problems(unknown, ...policyProblems(resource, `arn:${partition ?? "unknown"}:s3:::${name}`));
  },
};

function bucketProblems({ props }: Resource): string[] {
  const given = elsewhere.filter((each) => list(props[each]).length > 0);
  return problems(
    given.length > 0 && `it sets ${listed(given)} itself`,
    isOn(props.forceDestroy) && "what it holds would be deleted with it",
  );
}

function blockProblems({ props }: Resource): string[] {
  return problems(
    ...four.map((each) => props[each] !== true && `${each} is not true`),
    isOn(props.skipDestroy) && "it stays when it is removed here, and nothing judges it then",
  );
}

function policyProblems({ props }: Resource, arn: string): string[] {
  const read = readDocument(props.policy);
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  return problems(
    read.statements.some(({ effect }) => effect === "Allow") && "its policy lets somebody in",
    read.statements.some((each) => each.effect === "Deny" && !deniesPlainText(each)) &&
      "its policy shuts somebody out, which nobody has called for",
    !read.statements.some((statement) => deniesPlainHttp(statement, arn)) && "it can be reached without TLS",
  );
}

/** Whether a statement denies everybody everything that does not come over TLS. */
function deniesPlainHttp({ effect, principals, actions, resources, conditions }: Statement, arn: string): boolean {
  const [condition, ...more] = Object.entries(conditions);
  const [secure, ...others] = Object.entries(condition?.[1] ?? {});
  return (
    effect === "Deny" &&
    hasOnly(principals, "AWS:*") &&
    ["s3:*", "*"].some((each) => hasOnly(actions, each)) &&
    resources !== undefined &&
    "only" in resources &&
    [arn, `${arn}/*`].every((each) =>
      resources.only.some((pattern) => !pattern.includes("?") && fits(pattern, each)),
    ) &&
    condition?.[0] === "Bool" &&
    more.length === 0 &&
    secure?.[0].toLowerCase() === "aws:securetransport" &&
    secure[1].join() === "false" &&
    others.length === 0
  );
}

function hasOnly(covered: Statement["principals"], text: string): boolean {
  return covered !== undefined && "only" in covered && covered.only.includes(text);
}
