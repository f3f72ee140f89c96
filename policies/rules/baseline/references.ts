import { isKnown } from "../reading.ts";
import { type Resource, type StackRule, subjectOfResource } from "../rule.ts";

/** Properties that name other resources by ids which their provider gives, and the type that they name. */
const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
      Object.entries(references[resource.type] ?? {}).map(([property, type]) => ({
        subject: subjectOfResource(resource),
        problems: strangersIn(resource, property, idsOf(resources, type)).map(
          (id) => `${property} names ${id}, which is the id of no ${type} in this stack`,
        ),
      })),
    ),
};

/** The ids of the resources of a type; nothing where it is not told which they have. */
function idsOf(resources: readonly Resource[], type: string): ReadonlySet<string> | undefined {
  const ids = resources.filter((each) => each.type === type).map(({ id }) => id);
  return ids.length > 0 && ids.every((id) => id === undefined)
    ? undefined
    : new Set(ids.filter((id): id is string => id !== undefined && id !== ""));
}

/** The ids in a property that are known and are none of these. */
function strangersIn({ props }: Resource, property: string, ids: ReadonlySet<string> | undefined): string[] {
  if (ids === undefined || !isKnown(() => props[property])) return [];
  return [...new Set(leavesOf(props[property]))].filter((id) => !ids.has(id)).sort();
}

/** How the engine writes a number, a text and so on that is not known at preview, where nothing guards its reading. */
const unknown = /^(?:04da6b54-80e4-46f7-96ec-b56ff0331ba9|3eeb2bf0-c639-47a8-9e75-3b44932eb421)$/;

function leavesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") return unknown.test(String(value)) ? [] : [String(value)];
  const parts = value as Readonly<Record<string, unknown>>;
  return Object.keys(parts)
    .filter((key) => !noIds.includes(key))
    .flatMap((key) => (isKnown(() => parts[key]) ? leavesOf(parts[key]) : []));
}
