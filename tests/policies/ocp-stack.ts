import { unknownCheckingProxy } from "@pulumi/policy";
import type { Register } from "../../model/register.ts";
import type { Resource, ResourceRule, StackRule } from "../../policies/rules/rule.ts";
import { ocp } from "../../stacks/ocp.ts";
import { recorded } from "../stacks/record.ts";
import { ocpRegister } from "./compliant.ts";
import { saidOf, saidOfStack } from "./judge.ts";

/** A resource on its way to be broken. */
// biome-ignore lint/suspicious/noExplicitAny: a test may write anything
export type Breakable = { -readonly [K in keyof Resource]: Resource[K] } & { props: Record<string, any> };

/** What the program makes of a register, as the policies see it. */
async function resourcesOf(register: Register): Promise<Breakable[]> {
  return (await recorded(() => ocp(register))).map(({ protect, ignoreChanges, parent, ...resource }) => ({
    ...resource,
    options: { protect: protect ?? false, ignoreChanges: ignoreChanges ?? [], ...(parent !== undefined && { parent }) },
  }));
}

const compliant = resourcesOf(ocpRegister);

/** The compliant stack, for a test to change. */
export class OcpStack {
  resources: Breakable[];

  constructor(resources: readonly Breakable[]) {
    this.resources = structuredClone([...resources]);
  }

  /** A provider's resource, by its type's last part and its name. Throws when there is none: no test misses its subject. */
  the(type: string, name: string): Breakable {
    const found = this.resources.find(
      (each) => each.type.endsWith(`:${type}`) && !each.type.startsWith("gatehouse:") && each.name === name,
    );
    if (found === undefined) throw new Error(`the stack has no ${type} "${name}"`);
    return found;
  }

  remove(type: string, name: string): void {
    const gone = this.the(type, name);
    this.resources = this.resources.filter((each) => each !== gone);
  }

  /** Adds a copy of a resource under another name, with other properties. */
  add(type: string, like: string, name: string, props: Readonly<Record<string, unknown>>): Breakable {
    const copy = structuredClone(this.the(type, like));
    const added = { ...copy, name, urn: `${copy.urn}-${name}`, props: { ...copy.props, ...props } };
    this.resources.push(added);
    return added;
  }
}

/**
 * What a rule says of the compliant stack with one change, and of the compliant register unless another is given. Every
 * resource of a type that the rule judges is judged.
 */
export async function saidAfter(
  rule: ResourceRule | StackRule,
  change: (stack: OcpStack) => void,
  register: Register = ocpRegister,
): Promise<string[]> {
  const stack = new OcpStack(await compliant);
  change(stack);
  // As policies see them: reading what is not known at preview fails.
  const resources = stack.resources.map((each) => ({ ...each, props: unknownCheckingProxy(each.props) }));
  if (rule.scope === "stack") return saidOfStack(rule, resources, register);
  const isJudged = ({ type }: Resource) => rule.types.includes(type);
  const judged = resources.filter(isJudged);
  if (judged.length === 0 && !(await compliant).some(isJudged))
    throw new Error(`${rule.name} has nothing to judge in this stack`);
  return judged.flatMap((resource) => saidOf(rule, resource, register));
}
