/**
 * One process that serves every offline provider to all engines of a run: `node shared-main.ts`. Prints the ports as one
 * line of JSON, by what the engine may do and by provider, and ends with its standard input: with who started it, however
 * that ends.
 */
import { packages } from "./packages.ts";
import { OfflineProvider } from "./provider.ts";
import { serveConnections } from "./serve.ts";

process.stdin.on("end", () => process.exit(0)).on("error", () => process.exit(0));
process.stdin.resume();

const portsOf = async (readOnly: boolean): Promise<Record<string, number>> => {
  const served = packages.map(async (each): Promise<[string, number]> => {
    const { port } = await serveConnections(() => new OfflineProvider(each, { readOnly }));
    return [each.name, port];
  });
  return Object.fromEntries(await Promise.all(served));
};

const [preview, update] = await Promise.all([portsOf(true), portsOf(false)]);
process.stdout.write(`${JSON.stringify({ preview, update })}\n`);
