import type { Register } from "../../model/register.ts";
import {
  judgeRegister,
  type RegisterRule,
  type Resource,
  type ResourceRule,
  type StackRule,
  subjectOfResource,
  violationsOf,
  violationText,
} from "../../policies/rules/rule.ts";
import { asOf } from "./compliant.ts";

/** What a register rule reports, line by line as people read it; empty when everything is in order. */
export function said(rule: RegisterRule, register: Register, day = asOf): string[] {
  return judgeRegister(rule, register, day).map(({ message }) => message);
}

/** What a resource rule reports of one resource of a type that it judges. */
export function saidOf(rule: ResourceRule, resource: Resource, register: Register, day = asOf): string[] {
  if (rule.types !== "every" && !rule.types.includes(resource.type)) {
    throw new Error(`${rule.name} does not judge ${resource.type}`);
  }
  return rule
    .judge(resource, { register, asOf: day })
    .map((problem) => violationText(rule, subjectOfResource(resource), problem));
}

/** What a stack rule reports of all resources together. */
export function saidOfStack(
  rule: StackRule,
  resources: readonly Resource[],
  register: Register,
  stack = "notify-platform",
): string[] {
  return rule
    .judge(resources, { register, asOf, stack })
    .flatMap((finding) => violationsOf(rule, finding))
    .map(({ message }) => message);
}

/** A resource as the engine would hand it over, unprotected unless `options` says so. */
export function resource(
  type: string,
  name: string,
  props: Readonly<Record<string, unknown>>,
  options: Partial<Resource["options"]> = {},
): Resource {
  return {
    type,
    name,
    urn: `urn:pulumi:test::gatehouse::${type}::${name}`,
    props,
    options: { protect: false, ignoreChanges: [], ...options },
  };
}
