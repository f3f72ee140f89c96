import {
  type Policies,
  type PolicyResource,
  type PolicyResourceOptions,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { historyType, nothingForgotten } from "../../../model/history.ts";
import { manifestOf, manifestType, type RegisterRecord, writeRecords } from "../../../model/records.ts";
import type { Register } from "../../../model/register.ts";
import type { RegisterFiles } from "../../../policies/packs/as-in-files.ts";

/** A resource that a program registered. Values that a preview does not know are `unknown`. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  /** URN of the parent. */
  readonly parent?: string;
  /** Type of the provider that makes it; that of its package if left out, and `none` for a component. */
  readonly provider?: string;
  /** URNs of the resources that each property's value comes from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** How the engine writes a text that is not known at preview. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a policy reported, at its own level. */
export interface Reported {
  readonly policy: string;
  readonly level: string | undefined;
  readonly message: string;
}

/**
 * What a policy throws to say that it does not apply. Nothing else that a policy throws is caught here. It is one for
 * all, as most policies say so of most resources, and an error of its own would cost more than the rule.
 */
const doesNotApply = new Error("the policy does not apply");

const notApplicable = (): never => {
  throw doesNotApply;
};

/**
 * Runs the policies of a pack over a program's resources as the engine does: every resource policy on each resource in
 * turn, then every stack policy on all of them. A policy in `disabled` is left out, as configuration could do.
 */
export async function run(
  policies: Policies,
  resources: readonly Registration[],
  disabled: readonly string[] = [],
): Promise<Reported[]> {
  const reported: Reported[] = [];
  const enabled = policies.filter(({ name }) => !disabled.includes(name));
  const resourcePolicies = enabled.filter((each) => "validateResource" in each) as ResourceValidationPolicy[];
  for (const resource of resources) {
    const args = Object.freeze(resourceArgs(resource));
    for (const policy of resourcePolicies) {
      const validate = policy.validateResource;
      if (typeof validate !== "function") throw new Error(`${policy.name} has no single validateResource`);
      const { __pulumiType: only } = validate as { readonly __pulumiType?: string };
      if (only !== undefined && only !== resource.type) continue;
      await applied(() => validate(args, collect(policy, reported)));
    }
  }
  const all = policyResources(resources);
  for (const policy of enabled.filter((each) => "validateStack" in each) as StackValidationPolicy[]) {
    const args = { resources: all, stackTags: new Map(), getConfig: noConfig, notApplicable };
    await applied(() => policy.validateStack(args, collect(policy, reported)));
  }
  return reported;
}

/** What blocks: the messages of mandatory policies. */
export function blocking(reported: readonly Reported[]): string[] {
  return reported.filter(({ level }) => level === "mandatory").map(({ message }) => message);
}

async function applied(validate: () => unknown): Promise<void> {
  try {
    await validate();
  } catch (error) {
    if (error !== doesNotApply) throw error;
  }
}

function collect({ name, enforcementLevel }: { name: string; enforcementLevel?: string }, reported: Reported[]) {
  return (message: string) => void reported.push({ policy: name, level: enforcementLevel, message });
}

function noConfig<T extends object>(): T {
  return {} as T;
}

function options({ protect = false, ignoreChanges = [], parent }: Registration): PolicyResourceOptions {
  return {
    protect,
    ignoreChanges: [...ignoreChanges],
    aliases: [],
    additionalSecretOutputs: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    ...(parent !== undefined && { parent }),
  };
}

/** A class's type is compared with the resource's, as the server does. */
function typed({ type, props }: Registration) {
  const isType = (resourceClass: unknown) => (resourceClass as { __pulumiType?: string }).__pulumiType === type;
  return { isType, asType: (resourceClass: unknown) => (isType(resourceClass) ? props : undefined) };
}

/** What the engine tells of who makes a resource. */
function maker({ type, provider }: Registration) {
  const [own] = type.split(":");
  const made = provider ?? (own === "pulumi" || own === "gatehouse" ? "none" : `pulumi:providers:${own}`);
  return made === "none"
    ? {}
    : { provider: { type: made, props: {}, urn: `urn:pulumi:test::gatehouse::${made}::default`, name: "default" } };
}

function resourceArgs(resource: Registration): ResourceValidationArgs {
  const { type, name, urn, props } = resource;
  const opts = options(resource);
  const about = { type, name, urn, opts, props: unknownCheckingProxy(props), stackTags: new Map<string, string>() };
  return {
    ...about,
    ...maker(resource),
    ...typed(resource),
    getConfig: noConfig,
    notApplicable,
  } as ResourceValidationArgs;
}

function policyResources(resources: readonly Registration[]): PolicyResource[] {
  const all = resources.map(
    (resource) =>
      ({
        ...{ type: resource.type, name: resource.name, urn: resource.urn, opts: options(resource) },
        ...{ props: unknownCheckingProxy(resource.props), dependencies: [], propertyDependencies: {} },
        ...maker(resource),
        ...typed(resource),
      }) as unknown as PolicyResource,
  );
  const byUrnOf = new Map(all.toReversed().map((each) => [each.urn, each]));
  const byUrn = (urn: string) => byUrnOf.get(urn);
  return all.map((each, index) => {
    const { parent, propertyDependencies = {} } = resources[index] ?? {};
    const found = parent === undefined ? undefined : byUrn(parent);
    each.propertyDependencies = Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, urns]) => [
        property,
        urns.flatMap((urn) => byUrn(urn) ?? []),
      ]),
    );
    if (found !== undefined) each.parent = found;
    return each;
  });
}

/** The stack's own resource, which the engine registers before all others. */
export const stackItself = stackNamed("test");

/** The same for a stack of that name, by which some rules tell what must exist in it. */
export function stackNamed(stack: string): Registration {
  const [type, name] = ["pulumi:pulumi:Stack", `gatehouse-${stack}`];
  return { type, name, urn: `urn:pulumi:${stack}::gatehouse::${type}::${name}`, props: {} };
}

/** A resource without parent and options. */
export function registration(
  type: string,
  name: string,
  props: Readonly<Record<string, unknown>>,
  rest: Partial<Registration> = {},
): Registration {
  return { type, name, urn: `urn:pulumi:test::gatehouse::${type}::${name}`, props, ...rest };
}

/** A record as the resource that a program makes of it. */
export function ofRecord({ type, name, data }: RegisterRecord): Registration {
  return registration(type, name, data);
}

/** A manifest of records as the resource that a program makes of it. */
export function manifest(register: Register["id"], records: readonly RegisterRecord[]): Registration {
  return registration(manifestType, register, { ...manifestOf(register, records) });
}

/** What a program registers before anything real: the stack, what was there before (nothing), the records, the manifest. */
export function declared(register: Register): Registration[] {
  const records = writeRecords(register);
  const before = registration(historyType, register.id, { ...nothingForgotten(register.id) });
  return [stackItself, before, ...records.map(ofRecord), manifest(register.id, records)];
}

/** Files that hold just that register, so that a program which declares it is a run of a stack. */
export function filesOf(register: Register): RegisterFiles {
  return { register, whereIs: () => undefined };
}
