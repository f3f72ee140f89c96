import type { CallsByName } from "../../settings/iam-calls.ts";
import { shown } from "../reading.ts";
import type { Resource } from "../rule.ts";
import { policyType, readAttachments } from "./attachments.ts";
import { uncalledFor } from "./called-for.ts";
import { callsFor, type Filling } from "./filled-calls.ts";

/** What may stand in policies, by their names, and in roles, by theirs. */
export interface CallsOfHolders {
  readonly policies: CallsByName;
  readonly inRoles?: CallsByName;
}

/** What the documents of a resource say beyond what those who hold them are called upon to do. */
export function uncalledForIn(
  resource: Resource,
  { policies, inRoles = {} }: CallsOfHolders,
  fillings: readonly Filling[],
): string[] {
  if (resource.type === policyType) {
    const name = shown(resource.props.name ?? "");
    const calls = callsFor(policies, name, fillings);
    return calls === undefined
      ? [`nobody has called for a policy ${name === "" ? "without a name" : name}`]
      : uncalledFor(resource.props.policy, calls);
  }
  return readAttachments(resource).flatMap((each) => {
    if (!("document" in each)) return [];
    const { kind, name } = each.holder;
    const calls = kind === "role" ? callsFor(inRoles, name, fillings) : undefined;
    return calls === undefined
      ? [`nobody has called for a policy that is written into the ${kind} ${name}`]
      : uncalledFor(each.document, calls);
  });
}
