import { aws } from "./properties/aws.ts";
import { cloudflare } from "./properties/cloudflare.ts";
import { github } from "./properties/github.ts";
import { hcloud } from "./properties/hcloud.ts";
import { linode } from "./properties/linode.ts";
import { type Placing, type PropertiesOfTypes, placingsOf } from "./properties/placing.ts";

/**
 * Every property that a resource may have, of every type that may stand in a stack: judged by a named rule, fixed to a
 * value, or free for a reason. Any other is refused, start-up data and passwords among them.
 */
export const resourceProperties: PropertiesOfTypes = { ...aws, ...cloudflare, ...github, ...hcloud, ...linode };

const placings = new Map(Object.entries(resourceProperties).map(([type, placed]) => [type, placingsOf(placed)]));

/** What is decided about the properties of a type, by path; nothing for a type of which nothing may be set. */
export function placingsOfType(type: string): ReadonlyMap<string, Placing> {
  return placings.get(type) ?? new Map();
}
