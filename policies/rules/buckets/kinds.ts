import type { BucketKind } from "../../../model/schema/hosting.ts";
import { bucketRetention } from "../../settings/buckets.ts";
import { problems } from "../grants.ts";
import { count, fields, list, shown } from "../reading.ts";
import { type Resource, type ResourceRule, stackOf } from "../rule.ts";
import { bucketsOfStack } from "../stack-place.ts";
import { bucketNameOf, bucketTypes, isBucketType } from "./types.ts";

const { uploads, earlierStates, backups } = bucketRetention;

type LifecycleRule = Readonly<Record<string, unknown>>;

/** What is kept how long hangs on what it is, and the register says what it is. */
export const bucketsByKind: ResourceRule = {
  name: "buckets-by-kind",
  clauses: ["S3-1"],
  level: "mandatory",
  description: `A bucket is encrypted; one of state or uploads keeps its versions, earlier states for at least ${earlierStates} days; uploads go within ${uploads} days and backups after ${backups.days}; and what pgBackRest wrote, pgBackRest deletes.`,
  remedy: "Leave the bucket's settings to the stack, which makes them from the bucket's kind in the register.",
  scope: "resource",
  types: [...bucketTypes.encryption, ...bucketTypes.versioning, ...bucketTypes.lifecycle],
  judge: (resource, { register }) => {
    const name = bucketNameOf(resource);
    const buckets = bucketsOfStack(register, stackOf(resource));
    const kind = Object.hasOwn(buckets, name) ? buckets[name]?.kind : undefined;
    if (kind === undefined) return [`the register has no bucket ${name} for this stack`];
    if (isBucketType("encryption", resource)) return encryptionProblems(resource);
    if (isBucketType("versioning", resource)) return versioningProblems(resource, kind);
    return lifecycleProblems[kind](list(resource.props.rules).map(fields));
  },
};

function encryptionProblems({ props }: Resource): string[] {
  const algorithms = list(props.rules).map(
    (rule) => fields(fields(rule).applyServerSideEncryptionByDefault).sseAlgorithm,
  );
  const known = ["AES256", "aws:kms", "aws:kms:dsse"];
  return problems(
    (algorithms.length === 0 || !algorithms.every((each) => known.includes(shown(each)))) &&
      "it does not say how objects are encrypted",
  );
}

/** Whether what is overwritten or deleted in a bucket of a kind can be had again. */
export function keepsVersions(kind: BucketKind): boolean {
  return kind === "state" || kind === "csv-upload";
}

function versioningProblems({ props }: Resource, kind: BucketKind): string[] {
  const { status } = fields(props.versioningConfiguration);
  return problems(
    keepsVersions(kind) &&
      status !== "Enabled" &&
      `its versioning is ${shown(status ?? "not set")}, so what is lost is lost`,
  );
}

const lifecycleProblems: Readonly<Record<BucketKind, (rules: readonly LifecycleRule[]) => string[]>> = {
  "csv-upload": (rules) =>
    problems(
      !rules.some(
        (rule) =>
          coversAll(rule) && within(daysOf(rule), uploads) && within(earlierDaysOf(rule), uploads) && !keepsSome(rule),
      ) && `lists of recipients are not deleted within ${uploads} days, in all their versions`,
    ),
  state: (rules) =>
    problems(
      rules.some(({ expiration }) => expires(expiration)) && "it would delete the present state",
      rules.some((rule) => rule.noncurrentVersionExpiration !== undefined && earlierDaysOf(rule) < earlierStates) &&
        `earlier states are kept for less than ${earlierStates} days`,
    ),
  backup: (rules) =>
    problems(
      !rules.some(
        (rule) =>
          rule.id === backups.rule &&
          coversAll(rule) &&
          daysOf(rule) === backups.days &&
          count(fields(rule.abortIncompleteMultipartUpload).daysAfterInitiation) === backups.abandonedAfter,
      ) &&
        `no rule ${backups.rule} deletes every backup after ${backups.days} days, and unfinished ones after ${backups.abandonedAfter}`,
      rules.some((rule) => expires(rule.expiration) && daysOf(rule) !== backups.days) &&
        `some backups go sooner or later than after ${backups.days} days`,
    ),
  "pgbackrest-backup": () => [
    "pgBackRest knows which of its files belong together and deletes them itself, so no rule may",
  ],
};

const daysOf = (rule: LifecycleRule) => count(fields(rule.expiration).days);
const earlierDaysOf = (rule: LifecycleRule) => count(fields(rule.noncurrentVersionExpiration).noncurrentDays);
/** Whether a rule leaves some earlier versions alone however old they are. */
const keepsSome = (rule: LifecycleRule) =>
  fields(rule.noncurrentVersionExpiration).newerNoncurrentVersions !== undefined;
const within = (days: number, most: number) => days > 0 && days <= most;

/** Whether objects that are there are deleted; a marker that nothing is left is nothing that is there. */
function expires(expiration: unknown): boolean {
  const { days, date } = fields(expiration);
  return days !== undefined || date !== undefined;
}

/** Whether a rule is in force for every object. */
function coversAll({ status, filter, prefix }: LifecycleRule): boolean {
  const narrowed = Object.entries(fields(filter)).filter(([key, value]) => key !== "prefix" || value !== "");
  return status === "Enabled" && narrowed.length === 0 && (prefix === undefined || prefix === "");
}
