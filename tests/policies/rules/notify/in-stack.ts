import type { Resource } from "../../../../policies/rules/rule.ts";
import { resource } from "../../judge.ts";

/** A resource in the stack of one of the environments. */
export function inStack(stack: string, type: string, props: Readonly<Record<string, unknown>>, name = "it"): Resource {
  return { ...resource(type, name, props), urn: `urn:pulumi:${stack}::gatehouse::${type}::${name}` };
}

/** A type of AWS from its short name: `iam User` is `aws:iam/user:User`. */
export function aws(service: string, name: string): string {
  return `aws:${service}/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;
}
