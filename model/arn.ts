import type { Register } from "./register.ts";

/** An account and region of AWS, as far as names of resources hang on it. */
export interface AwsPlace {
  readonly partition: "aws" | "aws-us-gov";
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
}

/**
 * Where an environment of the register lives in AWS. Undefined when there is no such environment, or its account is
 * not AWS's or does not say its id and partition.
 */
export function awsPlaceOf(register: Register, environment: string): AwsPlace | undefined {
  const found = own(register.environments, environment);
  return found && awsPlaceOfAccount(register, found.account, found.region);
}

/**
 * An account of the register in a region: its own when none is given. Undefined when there is no such account, it is not
 * AWS's, or it does not say its id, partition and region.
 */
export function awsPlaceOfAccount(register: Register, id: string, region?: string): AwsPlace | undefined {
  const account = own(register.accounts, id);
  if (account?.provider !== "aws") return undefined;
  const { partition, accountId, region: home } = account;
  const where = region ?? home;
  return partition === undefined || accountId === undefined || where === undefined
    ? undefined
    : { partition, region: where, accountId };
}

/**
 * The ARN of a resource, known before the resource is made, so that rules can read at preview what refers to it.
 * A `global` service (IAM) has no region, and what AWS itself provides has the account `aws`.
 */
export function arnOf(
  { partition, region, accountId }: AwsPlace,
  service: string,
  resource: string,
  scope: "regional" | "global" = "regional",
): string {
  return `arn:${partition}:${service}:${scope === "regional" ? region : ""}:${accountId}:${resource}`;
}

/** The ARN of a policy that AWS itself provides in every account of the partition. */
export function awsManagedPolicy({ partition }: AwsPlace, name: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}

function own<T>(entries: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}
