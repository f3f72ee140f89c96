import { isOurs } from "../../settings/resource-types.ts";
import type { Resource, ResourceRule } from "../rule.ts";

/** What tells whether a resource is what its type says. */
type Made = Pick<Resource, "type" | "provider">;

/**
 * Only what a provider makes is there. A component is a name for others, whatever type its program gives it: it may have a
 * type of ours and no other. A provider makes what is of its own package.
 */
export const resourcesReal: ResourceRule = {
  name: "resources-real",
  clauses: ["GATE-11"],
  level: "mandatory",
  description:
    "Every resource of a provider's type is made by that provider, and stays with the stack: none is a component of that name, is only read, or is left behind when it goes.",
  remedy:
    "Declare it with the class of its package, without retainOnDelete or hideDiffs, and give components a type of ours.",
  scope: "resource",
  types: "every",
  judge: (resource) => {
    const problem = disguiseOf(resource);
    return problem === undefined ? [] : [problem];
  },
};

/** Whether a resource counts as there. What does not is judged as if it were missing. */
export function isReal(resource: Made): boolean {
  return disguiseOf(resource) === undefined;
}

function disguiseOf({ type, provider }: Made): string | undefined {
  if (isOurs(type)) {
    return provider === undefined ? undefined : `it is made by ${provider}, and its type is that of a component`;
  }
  const [own] = type.split(":");
  if (provider === `pulumi:providers:${own}`) return undefined;
  return provider === undefined
    ? "it is a component with the type of a provider's resource, so nothing is made"
    : `it is made by ${provider}, not by the provider of ${own}`;
}
