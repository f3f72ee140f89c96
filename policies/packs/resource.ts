import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Resource } from "../rules/rule.ts";

/** A resource as a resource policy gets it: inputs, before the operation. */
export function resourceOf(args: ResourceValidationArgs): Resource {
  return described(args, args.opts.parent);
}

/** A resource as a stack policy gets it: outputs, after the operation, and what its properties come from. */
export function stackResourceOf(resource: PolicyResource): Resource {
  const sources = Object.entries(resource.propertyDependencies);
  return {
    ...described(resource, resource.parent?.urn),
    propertyDependencies: Object.fromEntries(sources.map(([property, from]) => [property, from.map(({ urn }) => urn)])),
  };
}

type Described = Pick<ResourceValidationArgs, "type" | "name" | "urn" | "props" | "opts">;

function described({ type, name, urn, props, opts }: Described, parent: string | undefined): Resource {
  const { protect, ignoreChanges } = opts;
  return { type, name, urn, props, options: { protect, ignoreChanges, ...(parent !== undefined && { parent }) } };
}
