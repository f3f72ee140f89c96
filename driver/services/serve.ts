import { createChildren } from "../../toolchain/language-host/child.ts";
import { engineOutput } from "../../toolchain/language-host/engine-output.ts";
import { HostFailure } from "../../toolchain/language-host/failure.ts";
import type { Host } from "../../toolchain/language-host/host.ts";
import { type HostOf, serveLanguageHost } from "../../toolchain/language-host/server.ts";
import { serveProviders } from "../../toolchain/offline-providers/shared.ts";
import { NO_DEBUG_LOG } from "../../toolchain/sdk/lean.ts";
import { heldPacks } from "./packs.ts";
import type { ServicePorts } from "./start.ts";

/** The packs, read before anything is served; none where no register is given, as for taking a stack down. */
const register = process.env.GATEHOUSE_REGISTER;
const packs = register === undefined ? undefined : heldPacks(register);

/** Serves all that an engine needs. Programs and packs judge as of the day, which is today if left out. */
export async function serve(asOf: string | undefined): Promise<ServicePorts> {
  const environment = { ...process.env, [NO_DEBUG_LOG]: "1", ...(asOf !== undefined && { GATEHOUSE_AS_OF: asOf }) };
  const [providers, languageHost] = await Promise.all([
    serveProviders(),
    serveLanguageHost(hostsFor(environment, packs?.(asOf) ?? new Map())),
  ]);
  return { providers, languageHost };
}

/** A host for each connection of an engine: it begins with a handshake, and what one cancels goes on for the others. */
function hostsFor(environment: NodeJS.ProcessEnv, heldPacks: Host["heldPacks"]): HostOf {
  const hosts = new Map<string, Host>();
  process.on("exit", () => {
    for (const { children } of hosts.values()) children.killAll();
  });
  return (peer, handshakeOf) => {
    const known = handshakeOf === undefined ? hosts.get(peer) : undefined;
    if (known !== undefined) return known;
    // A connection that was lost and made anew has not said whose it is.
    if (handshakeOf === undefined) throw new HostFailure("The connection to the language host was lost; run it again.");
    const host: Host = {
      children: createChildren(),
      engineAddress: handshakeOf,
      cancelled: new AbortController(),
      environment,
      output: engineOutput(() => host.engineAddress),
      heldPacks,
    };
    hosts.set(peer, host);
    return host;
  };
}
