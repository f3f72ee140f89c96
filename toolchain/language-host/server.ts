import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type {
  AboutResponse as About,
  GetProgramDependenciesResponse as Dependencies,
  GetProgramDependenciesRequest,
  GetRequiredPackagesRequest,
  LanguageHandshakeResponse as Handshake,
  LanguageHandshakeRequest,
  GetRequiredPackagesResponse as Packages,
} from "@pulumi/pulumi/proto/language_pb.js";
import { programDependencies } from "./dependencies.ts";
import { asServiceError } from "./failure.ts";
import type { Host } from "./host.ts";
import { installDependencies } from "./install.ts";
import { npmVersion } from "./npm-packages.ts";
import { listen } from "./pack.ts";
import { runPlugin } from "./plugin.ts";
import { runProgram } from "./program.ts";
import {
  AboutResponse,
  DependencyInfo,
  Empty,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  LanguageHandshakeResponse,
  LanguageRuntimeService,
  PluginInfo,
  RuntimeOptionsResponse,
  TemplateResponse,
  UNLIMITED_MESSAGES,
} from "./protocol.ts";
import { requiredPackages } from "./required-packages.ts";

/**
 * The host that serves a connection of an engine. The address is given with a handshake, by which a connection begins
 * that an engine opens to a host which it did not start. Throws where a connection may not ask anything.
 */
export type HostOf = (peer: string, handshakeOf?: string) => Host;

/**
 * Starts the server of language hosts on a free port of this machine.
 * @returns the port
 */
export function serveLanguageHost(hostOf: HostOf): Promise<number> {
  const server = new grpc.Server(UNLIMITED_MESSAGES);
  server.addService(LanguageRuntimeService, {
    ...unsupported(),
    handshake: unary((request: LanguageHandshakeRequest, _gone, peer): Handshake => {
      hostOf(peer, request.getEngineAddress()).engineAddress = request.getEngineAddress();
      return new LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(sdkVersion())),
    getRequiredPackages: unary((request: GetRequiredPackagesRequest): Packages => {
      const packages = requiredPackages(request.getInfo()?.getProgramDirectory() ?? "");
      return new GetRequiredPackagesResponse().setPackagesList(packages);
    }),
    run: unary((request, gone, peer) => runProgram(hostOf(peer), request, gone)),
    runPlugin: streaming((stream, gone) => runPlugin(hostOf(stream.getPeer()), stream, gone)),
    installDependencies: streaming((stream, gone) => installDependencies(hostOf(stream.getPeer()), stream, gone)),
    getProgramDependencies: unary((request: GetProgramDependenciesRequest): Dependencies => {
      const directory = request.getInfo()?.getProgramDirectory() || request.getPwd();
      const found = programDependencies(directory, request.getTransitivedependencies());
      return new GetProgramDependenciesResponse().setDependenciesList(
        found.map(({ name, version }) => new DependencyInfo().setName(name).setVersion(version)),
      );
    }),
    about: unary(about),
    runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
    template: unary(() => new TemplateResponse()),
    cancel: unary((_request, _gone, peer) => {
      const host = hostOf(peer);
      host.cancelled.abort();
      void host.children.stopAll(); // answered at once: the engine waits for the answer before it goes on
      return new Empty();
    }),
  });
  return listen(server);
}

/** Every method there is, refused: those the host supports are put over these. */
function unsupported(): grpc.UntypedServiceImplementation {
  const names = Object.keys(LanguageRuntimeService);
  return Object.fromEntries(
    names.map((name) => [
      name,
      (_call: unknown, callback: grpc.sendUnaryData<never>) =>
        callback({
          code: grpc.status.UNIMPLEMENTED,
          details: `This language host runs programs, policy packs and providers; it does not offer "${name}", which Pulumi's own pulumi-language-nodejs has.`,
        }),
    ]),
  );
}

function unary<Request, Response>(
  handle: (request: Request, gone: AbortSignal, peer: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return async (call, callback) => {
    try {
      callback(null, await whileWanted(call, (gone) => handle(call.request, gone, call.getPeer())));
    } catch (error) {
      callback(asServiceError(error));
    }
  };
}

function streaming<Request, Response>(
  handle: (stream: grpc.ServerWritableStream<Request, Response>, gone: AbortSignal) => Promise<void>,
): grpc.handleServerStreamingCall<Request, Response> {
  return async (stream) => {
    try {
      await whileWanted(stream, (gone) => handle(stream, gone));
      stream.end();
    } catch (error) {
      stream.emit("error", asServiceError(error));
    }
  };
}

/** Runs a handler with a signal that is aborted when the engine gives the call up before the handler is done. */
async function whileWanted<Result>(
  call: { on(event: "cancelled", listener: () => void): unknown },
  handle: (gone: AbortSignal) => Result | Promise<Result>,
): Promise<Result> {
  const gone = new AbortController();
  let done = false; // the end of a call that fails arrives as "cancelled" too
  call.on("cancelled", () => {
    if (!done) gone.abort();
  });
  try {
    return await handle(gone.signal);
  } finally {
    done = true;
  }
}

function about(): About {
  const response = new AboutResponse().setExecutable(process.execPath).setVersion(process.version);
  const metadata = response.getMetadataMap().set("packagemanager", "npm");
  const npm = npmVersion(process.env.PATH);
  if (npm !== undefined) metadata.set("packagemanagerVersion", npm);
  return response;
}

/** The version of the SDK whose protocol the host speaks. */
function sdkVersion(): string {
  const file = createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
