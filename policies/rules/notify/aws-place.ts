import { hasAwsPlace, placeProblems } from "../aws-place.ts";
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
    if (!hasAwsPlace(resource)) return [];
    const where = environmentOf(register, resource);
    return where === undefined ? [inNoEnvironment] : placeProblems(resource, where.place);
  },
};
