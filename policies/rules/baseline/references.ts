import { listed } from "../grants.ts";
import { idsHeld } from "../reading-ids.ts";
import { type Resource, type StackRule, subjectOfResource } from "../rule.ts";

/** Properties that name other resources by ids which their provider gives, and the type that they name. */
const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:kms/alias:Alias": { targetKeyId: "aws:kms/key:Key" },
  "hcloud:index/firewall:Firewall": { applyTos: "hcloud:index/server:Server" },
  "hcloud:index/server:Server": { firewallIds: "hcloud:index/firewall:Firewall" },
  "linode:index/firewall:Firewall": { linodes: "linode:index/instance:Instance" },
  "linode:index/instance:Instance": { firewallId: "linode:index/firewall:Firewall" },
  "linode:index/user:User": { linodeGrants: "linode:index/instance:Instance" },
};

/** Parts of those properties that are no ids. */
const noIds: readonly string[] = ["permissions"];

/**
 * A reference is right when its value is. Where a value comes from does not tell: a program may make any other of it. What is
 * not known at a preview is judged once it is.
 */
export const referencesReal: StackRule = {
  name: "references-real",
  clauses: ["GATE-11"],
  level: "mandatory",
  description: "An id by which a resource names another is the id of one that is in the stack.",
  remedy: "Give the other resource's own id, as it comes.",
  scope: "stack",
  judge: (resources) =>
    resources.flatMap((resource) =>
      Object.entries(references[resource.type] ?? {}).map(([property, type]) => {
        const ids = idsOf(resources, type);
        return {
          subject: subjectOfResource(resource),
          problems:
            ids === undefined
              ? fromElsewhere(resource, property, resources, type)
              : idsIn(resource, property)
                  .filter((id) => !ids.has(id))
                  .map((id) => `${property} names ${id}, which is the id of no ${type} in this stack`),
        };
      }),
    ),
};

/** The ids of the resources of a type; nothing where it is not told which they have. */
function idsOf(resources: readonly Resource[], type: string): ReadonlySet<string> | undefined {
  const ids = resources.filter((each) => each.type === type).map(({ id }) => id);
  return ids.length > 0 && ids.every((id) => id === undefined)
    ? undefined
    : new Set(ids.filter((id): id is string => id !== undefined && id !== ""));
}

/** The ids in a property that are known, each once. */
function idsIn(resource: Resource, property: string): string[] {
  return [...new Set(idsHeld(resource, property, noIds).known)].sort();
}

/**
 * Where nobody tells which ids there are, as before an operation: more ids than there are resources that they could come from
 * are somebody else's. Which of them is, the review compares.
 */
function fromElsewhere(resource: Resource, property: string, all: readonly Resource[], type: string): string[] {
  if (resource.propertyDependencies === undefined) return [];
  const sources = new Set(resource.propertyDependencies[property] ?? []);
  const from = all.filter((each) => each.type === type && sources.has(each.urn));
  const known = idsIn(resource, property);
  return known.length <= from.length
    ? []
    : [`${property} names ${listed(known)}, and comes from ${from.length} ${type} of this stack`];
}
