import { type AwsPlace, awsPlaceOfAccount } from "../../model/arn.ts";
import type { Register } from "../../model/register.ts";
import { problems } from "./grants.ts";
import { list, shown } from "./reading.ts";
import type { Resource } from "./rule.ts";

/** Where the one AWS account of a register is; undefined when there is none, several, or one that does not say. */
export function onlyAwsPlace(register: Register): AwsPlace | undefined {
  const ids = Object.keys(register.accounts).filter((id) => register.accounts[id]?.provider === "aws");
  return ids.length === 1 && ids[0] !== undefined ? awsPlaceOfAccount(register, ids[0]) : undefined;
}

/** Whether a resource is AWS's, or its provider, and so has a place. */
export function hasAwsPlace({ type }: Resource): boolean {
  return type === "pulumi:providers:aws" || type.startsWith("aws:");
}

/** What is wrong with where a resource would be, or with what its provider may reach. */
export function placeProblems({ type, props }: Resource, { region, accountId }: AwsPlace): string[] {
  const given = props.region;
  if (type !== "pulumi:providers:aws")
    return problems(given !== undefined && given !== region && `it would be in ${shown(given)}, not in ${region}`);
  const allowed = idsIn(props.allowedAccountIds);
  return problems(
    given !== region && `its region is ${shown(given ?? "not set")}, not ${region}`,
    (allowed.length !== 1 || allowed[0] !== accountId) &&
      `it may be used in ${allowed.length === 0 ? "any account" : allowed.join(", ")}, not in ${accountId} alone`,
  );
}

/** A provider's nested settings travel as JSON. */
function idsIn(value: unknown): string[] {
  if (typeof value !== "string") return list(value).map(shown);
  try {
    return list(JSON.parse(value)).map(shown);
  } catch {
    return [value];
  }
}
