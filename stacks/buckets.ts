import { BackupUser } from "../components/aws/backup-user.ts";
import { PrivateBucket } from "../components/aws/private-bucket.ts";
import type { DeclaredRegister } from "../components/declared-register.ts";
import type { AwsPlace } from "../model/arn.ts";
import { backupUserOf, bucketsOf } from "../model/buckets.ts";
import { recordTypes } from "../model/records.ts";

/** Declares the buckets of an environment, or, where none is given, those that are for none, and who writes to them. */
export function declareBuckets(
  { register, entry }: DeclaredRegister,
  place: AwsPlace,
  environment: string | undefined,
): void {
  for (const [name, { kind, service }] of Object.entries(bucketsOf(register, environment))) {
    const parent =
      kind === "csv-upload" && environment !== undefined
        ? entry(recordTypes.environment, environment)
        : entry(recordTypes.bucket, name);
    new PrivateBucket(name, { place, kind }, { parent });
    if (service !== undefined) new BackupUser(backupUserOf(service), { place, bucket: name }, { parent });
  }
}
