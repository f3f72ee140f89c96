import { problems } from "../grants.ts";
import { list, shown } from "../reading.ts";
import type { ResourceRule } from "../rule.ts";
import { environmentOf, inNoEnvironment } from "./stack-environment.ts";

/** Production is apart by account and region, not by names: no stack reaches another one's. */
export const stackInItsAccount: ResourceRule = {
  name: "notify-stack-in-its-account",
  clauses: ["NOTIFY-ROLE-2", "NOTIFY-ROLE-5"],
  level: "mandatory",
  description: "What a stack makes in AWS, it makes in the account and region that the register gives its environment.",
  remedy:
    "Set aws:region and aws:allowedAccountIds in the stack's settings to what the register says, and no region on a resource.",
  scope: "resource",
  types: "every",
  judge: (resource, { register }) => {
    const provider = resource.type === "pulumi:providers:aws";
    if (!provider && !resource.type.startsWith("aws:")) return [];
    const where = environmentOf(register, resource);
    if (where === undefined) return [inNoEnvironment];
    const { region, accountId } = where.place;
    const given = resource.props.region;
    if (!provider)
      return problems(given !== undefined && given !== region && `it would be in ${shown(given)}, not in ${region}`);
    const allowed = idsIn(resource.props.allowedAccountIds);
    return problems(
      given !== region && `its region is ${shown(given ?? "not set")}, not ${region}`,
      (allowed.length !== 1 || allowed[0] !== accountId) &&
        `it may be used in ${allowed.length === 0 ? "any account" : allowed.join(", ")}, not in ${accountId} alone`,
    );
  },
};

/** A provider's nested settings travel as JSON. */
function idsIn(value: unknown): string[] {
  if (typeof value !== "string") return list(value).map(shown);
  try {
    return list(JSON.parse(value)).map(shown);
  } catch {
    return [value];
  }
}
