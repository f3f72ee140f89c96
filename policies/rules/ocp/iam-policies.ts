import { backupUserOf, bucketsOf } from "../../../model/buckets.ts";
import type { Register } from "../../../model/register.ts";
import { ocpAws } from "../../settings/ocp-aws.ts";
import { onlyAwsPlace } from "../aws-place.ts";
import { documentsIn, documentTypes } from "../iam/attachments.ts";
import { uncalledForIn } from "../iam/documents.ts";
import { type Filling, fillingOf } from "../iam/filled-calls.ts";
import { fillingsOfSenders } from "../iam/fillings.ts";
import type { ResourceRule } from "../rule.ts";

/** The account is there for few things, and whoever holds a policy of the stack can do those and no others. */
export const policiesForListedActions: ResourceRule = {
  name: "ocp-policies-for-listed-actions",
  clauses: ["IAM-1", "S3-1"],
  level: "mandatory",
  description:
    "A policy is for sending mail as a sender of the register, or for the backups of one service, and allows what the settings list for that by its name, and nothing else.",
  remedy:
    "Leave the policy to the stack, or name the actions and ARNs that policies/settings/ocp-aws.ts lists for it; what else is needed, list there with the reason.",
  scope: "resource",
  types: documentTypes,
  judge: (resource, { register }) => {
    if (documentsIn(resource).length === 0) return [];
    const place = onlyAwsPlace(register);
    return place === undefined
      ? ["the register has no AWS account, or several, or one that does not say where it is"]
      : uncalledForIn(resource, ocpAws, [
          ...fillingsOfSenders(register, place),
          ...fillingsOfBackups(register, fillingOf(place)),
        ]);
  },
};

/** What placeholders stand for, for each service with backups. */
function fillingsOfBackups(register: Register, place: Filling): Filling[] {
  return Object.entries(bucketsOf(register, undefined)).flatMap(([bucket, { service }]) =>
    service === undefined ? [] : [{ ...place, bucket, backupUser: backupUserOf(service) }],
  );
}
