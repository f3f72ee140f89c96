import { ocpAws } from "../../settings/ocp-aws.ts";
import { listed } from "../grants.ts";
import { documentsIn, documentTypes } from "../iam/attachments.ts";
import { readDocument } from "../iam/document.ts";
import type { ResourceRule } from "../rule.ts";

/** The account is there for few things, and whoever holds a policy of the stack can do those and no others. */
export const policiesForListedActions: ResourceRule = {
  name: "ocp-policies-for-listed-actions",
  clauses: ["IAM-1"],
  level: "mandatory",
  description: `A policy allows actions by name, of those that the stack is there for: ${listed([...ocpAws.actions])}.`,
  remedy: "Name the actions, without wildcards; what else is needed, decide on in policies/settings/ocp-aws.ts.",
  scope: "resource",
  types: documentTypes,
  judge: (resource) =>
    documentsIn(resource).flatMap((document) => {
      const read = readDocument(document);
      if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
      return read.statements.flatMap(({ effect, actions }) => {
        if (effect === "Deny") return [];
        if ("allBut" in actions) return ["it allows every action but some"];
        const other = actions.only.filter((each) => !ocpAws.actions.includes(each.toLowerCase()));
        return other.length > 0 ? [`it allows ${listed(other)}`] : [];
      });
    }),
};
