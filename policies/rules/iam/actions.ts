import known from "../../settings/aws-actions.json" with { type: "json" };
import { fits } from "./document.ts";

/** Every action that AWS has, in AWS's own letters, of the services that policies of ours are about; by service. */
const actionsOf: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(known).map(([service, names]) => [service, names.split(" ").map((name) => `${service}:${name}`)]),
);

/**
 * The actions that a pattern such as `sns:Get*` stands for, in AWS's own letters. Undefined where that cannot be told:
 * the service has wildcards, or is one that no policy of ours is about. None where the service has no such action.
 */
export function actionsFor(pattern: string): readonly string[] | undefined {
  const wanted = pattern.toLowerCase();
  const service = /^(?<service>[a-z0-9-]+):/.exec(wanted)?.groups?.service;
  return service === undefined
    ? undefined
    : actionsOf.get(service)?.filter((action) => fits(wanted, action.toLowerCase()));
}
