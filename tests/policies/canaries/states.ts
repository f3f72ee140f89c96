import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { loadRegister } from "../../../model/load.ts";
import { manifestType } from "../../../model/records.ts";
import type { RegisterId } from "../../../model/register.ts";
import { type StackDescription, stacks } from "../../../stacks/catalogue.ts";
import { notifyEnvironment } from "../../../stacks/notify-environment.ts";
import { notifyPlatform } from "../../../stacks/notify-platform.ts";
import { ocp } from "../../../stacks/ocp.ts";
import type { Case, StackName } from "../../engine/case.ts";
import { type ExportedState, putHistory, putRegister, registerIn, type StateResource } from "../../engine/state.ts";
import { recorded } from "../../stacks/record.ts";
import type { Registration } from "../packs/harness.ts";

/*
 * What the programs make of the shipped register, in the shape that the cases for the engine change, without an engine.
 */

const programs = {
  ocp,
  "notify-platform": notifyPlatform,
  "notify-staging": notifyEnvironment("staging", { offline: true }),
  "notify-demo": notifyEnvironment("demo", { offline: true }),
  "notify-production": notifyEnvironment("production", { offline: true }),
};

const shipped = loadRegister(join(import.meta.dirname, "../../../register"));

/** The day that the shipped register is kept for. */
export const { asOf } = shipped.head;

/** Whose register a stack is judged by. */
export function registerOf(name: StackName): RegisterId {
  return (stacks.find((each) => each.name === name) as StackDescription).register;
}

/**
 * The state that a stack would have; outputs are what was put in, and a provider says what it was told, and that it is
 * offline. Each stack's program runs once; what is given is the caller's own.
 */
export async function stateOf(name: StackName): Promise<ExportedState> {
  const state = made.get(name) ?? madeState(name);
  made.set(name, state);
  return structuredClone(await state);
}

const made = new Map<StackName, Promise<ExportedState>>();

async function madeState(name: StackName): Promise<ExportedState> {
  const resources: Registration[] = await recorded(() => programs[name](shipped.registers[registerOf(name)]), name);
  const packages = new Set(resources.map(({ type }) => type.split(":")[0] ?? ""));
  const providers = [...packages]
    .filter((each) => !["pulumi", "gatehouse"].includes(each))
    .map((each) => providerOf(each, name));
  // The engine makes a provider when the first resource of its comes, and by then the register stands.
  const afterRegister = resources.findIndex(({ type }) => type === manifestType) + 1;
  return { deployment: { resources: resources.toSpliced(afterRegister, 0, ...providers).map(inState) } };
}

function providerOf(name: string, stack: StackName): Registration {
  const type = `pulumi:providers:${name}`;
  return {
    ...{ type, name: "default", urn: `urn:pulumi:${stack}::gatehouse::${type}::default` },
    props: { ...settingsOf(name, stack), gatehouseOffline: "true" },
  };
}

/** What a stack's settings tell a provider; nested ones travel as JSON. */
function settingsOf(provider: string, stack: StackName): Record<string, unknown> {
  const file = join(import.meta.dirname, `../../../Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(`${provider}:`))
      .map(([key, value]) => [
        key.slice(provider.length + 1),
        typeof value === "object" ? JSON.stringify(value) : value,
      ]),
  );
}

/** The URN of the provider that makes a resource. */
function providerUrnOf(type: string, urn: string): string {
  return `${urn.split("::").slice(0, 2).join("::")}::pulumi:providers:${type.split(":")[0]}::default`;
}

function inState({
  type,
  urn,
  props,
  parent,
  protect,
  ignoreChanges,
  propertyDependencies,
}: Registration): StateResource {
  return structuredClone({
    ...{ type, urn, custom: !type.startsWith("gatehouse:"), inputs: props, outputs: props },
    ...(!/^(gatehouse|pulumi):/.test(type) && { provider: `${providerUrnOf(type, urn)}::1` }),
    ...(parent !== undefined && { parent }),
    ...{ protect: protect ?? false, ignoreChanges: [...(ignoreChanges ?? [])] },
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies ?? {}).map(([property, urns]) => [property, [...urns]]),
    ),
  });
}

/** A state after the change of a case. */
export function changedBy(
  { stack, register, state: change, registerWasDeployed }: Case,
  state: ExportedState,
): ExportedState {
  const changed = structuredClone(state);
  if (register !== undefined) {
    const draft = structuredClone(registerIn(changed, registerOf(stack)));
    register(draft, asOf);
    const before = registerIn(changed, registerOf(stack));
    putRegister(changed, draft);
    if (registerWasDeployed === true) putHistory(changed, before, asOf);
  }
  change?.(changed, asOf);
  return changed;
}

/** The resources of a state, as the policies are handed them. */
export function registrationsOf({ deployment }: ExportedState): Registration[] {
  return deployment.resources.map(
    ({ type, urn, inputs = {}, parent, protect, ignoreChanges, provider = "", propertyDependencies }) => ({
      ...{ type, urn, name: urn.slice(urn.lastIndexOf("::") + 2), props: inputs },
      ...(parent !== undefined && parent !== "" && { parent }),
      // What a policy is told is the provider's type; its URN ends in type, name and id.
      provider: provider.split("::").at(-3) ?? "none",
      ...{ protect: protect ?? false, ignoreChanges: ignoreChanges ?? [] },
      ...{ propertyDependencies: propertyDependencies ?? {} },
    }),
  );
}
