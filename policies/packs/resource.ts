import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { isKnown } from "../rules/reading.ts";
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
    ...(isKnown(() => resource.props.id) && typeof resource.props.id === "string" && { id: resource.props.id }),
    propertyDependencies: Object.fromEntries(sources.map(([property, from]) => [property, from.map(({ urn }) => urn)])),
  };
}

type Described = Pick<ResourceValidationArgs, "type" | "name" | "urn" | "props" | "opts" | "provider">;

function described({ type, name, urn, props, opts, provider }: Described, parent: string | undefined): Resource {
  const { protect, ignoreChanges } = opts;
  return {
    ...{ type, name, urn, props, ...(provider !== undefined && { provider: provider.type }) },
    options: { protect, ignoreChanges, ...(parent !== undefined && { parent }) },
  };
}
