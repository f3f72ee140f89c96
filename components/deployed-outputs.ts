import * as pulumi from "@pulumi/pulumi";

/**
 * The outputs that this stack had when it was last deployed; none before the first time.
 *
 * A function of the engine, and not `new StackReference`: that would be a resource in the state whose outputs are always
 * one deployment behind, so that a refresh of an unchanged stack would find a change.
 *
 * @throws when the state cannot be read, so that nothing is compared with nothing.
 */
export async function deployedOutputs(): Promise<Readonly<Record<string, unknown>>> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  return outputs;
}
