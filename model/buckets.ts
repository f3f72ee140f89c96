import type { Register } from "./register.ts";
import type { BucketKind } from "./schema/hosting.ts";

/** A bucket that a stack is to have. */
export interface PlacedBucket {
  readonly kind: BucketKind;
  /** The service whose data it holds. */
  readonly service?: string;
}

/**
 * The buckets of one stack by name: those of an environment, that for uploads among them, or, where none is given, those
 * that are for none.
 */
export function bucketsOf(register: Register, environment: string | undefined): Record<string, PlacedBucket> {
  const uploads = environment === undefined ? undefined : register.environments[environment]?.csvBucket;
  const others = Object.entries(register.buckets).flatMap(([name, { kind, service, environment: where }]) =>
    where === environment ? [[name, { kind, ...(service !== undefined && { service }) }] as const] : [],
  );
  return Object.fromEntries([
    ...(uploads === undefined ? [] : [[uploads, { kind: "csv-upload" }] as const]),
    ...others,
  ]);
}

/** The IAM user, and the policy of the same name, by which a service writes its backups. */
export function backupUserOf(service: string): string {
  return `${service}-backup`;
}
