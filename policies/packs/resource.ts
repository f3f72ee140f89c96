import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Resource } from "../rules/rule.ts";

/** A resource as a resource policy gets it: inputs, before the operation. */
export function resourceOf(args: ResourceValidationArgs): Resource {
  const { type, name, urn, props, opts } = args;
  return {
    type,
    name,
    urn,
    props,
    options: {
      protect: opts.protect,
      ignoreChanges: opts.ignoreChanges,
      ...(opts.parent !== undefined && { parent: opts.parent }),
    },
  };
}

/** A resource as a stack policy gets it: outputs, after the operation, and what its properties come from. */
export function stackResourceOf(resource: PolicyResource): Resource {
  const { type, name, urn, props, opts, parent, propertyDependencies } = resource;
  return {
    type,
    name,
    urn,
    props,
    options: {
      protect: opts.protect,
      ignoreChanges: opts.ignoreChanges,
      ...(parent !== undefined && { parent: parent.urn }),
    },
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, sources]) => [
        property,
        sources.map((source) => source.urn),
      ]),
    ),
  };
}
