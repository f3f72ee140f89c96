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
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  return outputs;
}

/** Waits until the stack itself stands in the state. Under mocks there is none. */
async function stackRegistered(): Promise<void> {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return;
  await new Promise<void>((resolve) => {
    stack.urn.apply(() => resolve());
  });
}
