import * as pulumi from "@pulumi/pulumi";

/**
 * The outputs that this stack had when it was last deployed; none before the first time.
 *
 * A function of the engine, and not `new StackReference`: that would be a resource in the state whose outputs are always
 * one deployment behind, so that a refresh of an unchanged stack would find a change.
 *
 * To be called before anything is declared: the engine writes the state after each resource that it has registered, and
 * a reader may find a file that is half written.
 *
 * @throws when the state cannot be read, so that nothing is compared with nothing.
 */
export async function deployedOutputs(): Promise<Readonly<Record<string, unknown>>> {
  await stackRegistered();
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name: stackName() });
  return outputs;
}

/** A resource that was deployed, as far as its state tells: its outputs. */
export interface DeployedResource {
  readonly urn: string;
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The resources of these types that this stack had when it was last deployed, by the engine too: for a component its outputs are its
 * data. To be called before anything is declared, and of a stack that was deployed, as `deployedOutputs` tells: of one that was not,
 * the engine has no state to read.
 *
 * @throws when the state cannot be read.
 */
export async function deployedResources(isWanted: (type: string) => boolean): Promise<DeployedResource[]> {
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: stackName() });
  return Object.entries(outputs as Record<string, Omit<DeployedResource, "urn">>)
    .filter(([, { type }]) => isWanted(type))
    .map(([urn, { type, outputs }]) => ({ urn, type, outputs }));
}

function stackName(): string {
  return [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
}

/** Waits until the stack itself stands in the state. Under mocks there is none. */
async function stackRegistered(): Promise<void> {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return;
  await new Promise<void>((resolve) => {
    stack.urn.apply(() => resolve());
  });
}
