import type { AwsPlace } from "../../model/arn.ts";
import { bucketsOf, type PlacedBucket } from "../../model/buckets.ts";
import type { Register } from "../../model/register.ts";
import { onlyAwsPlace } from "./aws-place.ts";
import { environmentOfStack } from "./notify/stack-environment.ts";

/** Where in AWS a stack makes what it makes; undefined when the register does not tell, or the stack is for no place. */
export function placeOfStack(register: Register, stack: string): AwsPlace | undefined {
  return register.id === "notify" ? environmentOfStack(register, stack)?.place : onlyAwsPlace(register);
}

/** The buckets that the register gives a stack, by name. */
export function bucketsOfStack(register: Register, stack: string): Readonly<Record<string, PlacedBucket>> {
  return bucketsOf(register, environmentOfStack(register, stack)?.id);
}
