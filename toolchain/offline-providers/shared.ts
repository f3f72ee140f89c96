import { Claims } from "./claims.ts";
import { packages } from "./packages.ts";
import { OfflineProvider } from "./provider.ts";
import { serveConnections } from "./serve.ts";

/** What an engine may do: only look, or write as well. */
export type Purpose = "preview" | "update";

/** The ports of all offline providers, by what an engine may do and by provider. */
export type ProviderPorts = Readonly<Record<Purpose, Readonly<Record<string, number>>>>;

/** Serves every offline provider from this process, to any number of engines. */
export async function serveProviders(): Promise<ProviderPorts> {
  const portsOf = async (readOnly: boolean): Promise<Record<string, number>> => {
    const served = packages.map(async (each): Promise<[string, number]> => {
      // What one stack was given, the next of the same command cannot have; a preview gives nobody anything.
      const taken = readOnly ? {} : { claims: new Claims() };
      const { port } = await serveConnections(() => new OfflineProvider(each, { readOnly, ...taken }));
      return [each.name, port];
    });
    return Object.fromEntries(await Promise.all(served));
  };
  const [preview, update] = await Promise.all([portsOf(true), portsOf(false)]);
  return { preview, update };
}
