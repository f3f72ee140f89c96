import { hasAwsPlace, onlyAwsPlace, placeProblems } from "../aws-place.ts";
import type { ResourceRule } from "../rule.ts";

/** Mail is sent from the account of the register, in the region that its bounces come back to. */
export const ocpInItsAccount: ResourceRule = {
  name: "ocp-stack-in-its-account",
  clauses: ["EMAIL-5", "IAM-1"],
  level: "mandatory",
  description: "What the stack makes in AWS, it makes in the one AWS account of the register, and in its region.",
  remedy:
    "Set aws:region and aws:allowedAccountIds in Pulumi.ocp.yaml to what register/ocp/accounts.yaml says, and no region on a resource.",
  scope: "resource",
  types: "every",
  judge: (resource, { register }) => {
    if (!hasAwsPlace(resource)) return [];
    const place = onlyAwsPlace(register);
    return place === undefined
      ? ["the register has no AWS account, or several, or one without an id, a partition or a region"]
      : placeProblems(resource, place);
  },
};
